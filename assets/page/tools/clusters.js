/** The list of clusters: a row lights its items on the map, a click selects them, and a name can be changed in place. */

import { fetchClusters } from "../data.js";
import { selectItems, theMap } from "../stage.js";
import { onChange, update, view } from "../view.js";
import { tabOf } from "./state.js";

const NAME = "clusters";
const COLOUR = "~cluster";
const NAMES = "clusters.names";

/** The row that is pointed at. @type {Element|null} */
let pointed = null;

export function listenForClusters() {
  document.addEventListener("pointerover", (event) => point(rowOf(event.target)));
  document.addEventListener("focusin", (event) => point(rowOf(event.target)));
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".cluster-select, .cluster-rename") : null;
    if (button?.classList.contains("cluster-rename")) rename(button);
    else if (button) choose(rowOf(button));
  });
  let before = lookedAt();
  document.addEventListener("map-rest", mark);
  onChange(() => {
    mark();
    const now = lookedAt();
    const opened = now !== null && now !== before;
    before = now;
    if (opened && view().colour === undefined) update({ colour: COLOUR });
  });
}

/** @returns {string|null} the space whose clusters are looked at */
const lookedAt = () => (tabOf(view()) === NAME ? view().space ?? "" : null);

/** Where the map has these colours there is no need to ask for them. */
function mark() {
  document.body.toggleAttribute("data-shows-clusters", view().colour === COLOUR);
}

/** @param {EventTarget|null} target @returns {HTMLElement|null} */
const rowOf = (target) => (target instanceof Element ? target.closest("tr[data-clusters]") : null);

/** @param {HTMLElement|null} row */
async function point(row) {
  if (row === pointed) return;
  pointed = row;
  const items = row && await membersOf(row);
  if (row === pointed) (await theMap()).light?.(items);
}

/** @param {HTMLElement} row @returns {Promise<number[]>} */
async function membersOf(row) {
  const { found } = row.closest("[data-found]").dataset;
  return members(await fetchClusters(found), row.dataset.clusters.split(",").map(Number));
}

/** @param {Int32Array} labels @param {number[]} wanted @returns {number[]} the items that are in one of these clusters */
export function members(labels, wanted) {
  const inside = new Set(wanted);
  const items = [];
  labels.forEach((label, item) => { if (inside.has(label)) items.push(item); });
  return items;
}

/** @param {HTMLElement} row */
async function choose(row) {
  const items = await membersOf(row);
  if (items.length) await selectItems(items);
}

/** Let a name be typed in its place. @param {HTMLElement} button */
function rename(button) {
  const head = button.parentElement;
  if (head.querySelector("input")) return;
  const field = Object.assign(document.createElement("input"), { className: "cluster-field", value: button.dataset.name, maxLength: 80 });
  field.setAttribute("aria-label", `New name of ${button.dataset.name}`);
  head.classList.add("is-renamed");
  head.append(field);
  let done = false;
  const leave = (keep) => {
    if (done) return;
    done = true;
    head.classList.remove("is-renamed");
    field.remove();
    if (keep && field.value.trim() !== button.dataset.name) update({ [NAMES]: withName(view()[NAMES], button.dataset.renames, field.value) }, { push: true });
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") leave(true);
    if (event.key === "Escape") leave(false);
  });
  field.addEventListener("blur", () => leave(true));
  field.select();
}

/**
 * @param {string|undefined} names as the address has them @param {string} place of the cluster: its level and the item in
 *   its middle @param {string} name empty: the name that it had of itself
 * @returns {string|null}
 */
export function withName(names, place, name) {
  const others = (names ?? "").split(",").filter((one) => one && !one.startsWith(`${place}:`));
  const words = name.trim().replace(/\s+/g, " ");
  return [...others, ...(words ? [`${place}:${encodeURIComponent(words)}`] : [])].join(",") || null;
}
