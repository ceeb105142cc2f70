/** Going back to what was looked at: the view at once, and the map's own state piece by piece as the map arrives. */

import { fragmentOf, LONGEST, read } from "./link.js";
import { askOwnView } from "./own_view.js";
import { restoreMap, shownScene, theMap } from "./stage.js";
import { onChange, update, view } from "./view.js";

/** @type {{state: Object, parts: Set<string>, fit: boolean}|null} what the map has yet to be given */
let waiting = null;
let ours = false;

/** @returns {Promise<{view: Record<string, string>, fragment: string}>} what is looked at now */
export async function lookedAt() {
  const state = (await theMap()).state?.();
  return { view: { ...view() }, fragment: state ? fragmentOf(state) : "" };
}

/** @param {{view: Record<string, string>, fragment: string}} place @returns {{address: string, whole: boolean}} whole: the map's state is in it */
export function linkTo({ view: query, fragment }) {
  const address = `${location.origin}${location.pathname}?${new URLSearchParams(query)}`;
  const whole = address.length + fragment.length < LONGEST;
  return { address: whole && fragment ? `${address}#${fragment}` : address, whole };
}

/** Look at it again. @param {{view: Record<string, string>, fragment: string}} place */
export async function goBackTo({ view: query, fragment }) {
  const state = read(fragment);
  await askOwnView(query.space);
  const gone = Object.fromEntries(Object.keys(view()).filter((name) => !(name in query)).map((name) => [name, null]));
  ours = true;
  update({ ...gone, ...query }, { push: true });
  ours = false;
  await wait(state);
}

/** What the address says after its “#” is given to the map once it is there. @param {string} fragment @param {(error: Object) => void} complain */
export function followLink(fragment, complain) {
  onChange(() => { if (!ours) waiting = null; });
  document.addEventListener("map-rest", () => { if (waiting) give(); });
  try {
    const state = read(fragment);
    document.addEventListener("map-rest", () => wait(state), { once: true });
  } catch (error) {
    complain({ title: "A part of this link is damaged", detail: `It opens the map, but ${error.message}.`, hint: "Ask for the link again." });
  }
}

/** @param {ReturnType<typeof read>} state */
async function wait(state) {
  if (!state) return;
  const { item, selected } = view();
  const focus = item === undefined ? null : Number(item);
  const named = selected ? selected.split(",").map(Number) : focus === null ? [] : [focus];
  const parts = new Set(["items", "hidden", ...(state.pose ? ["pose"] : [])]);
  waiting = { state: { ...state, items: state.items ?? named, focus }, parts, fit: !state.pose, space: view().space };
  await give();
}

/** Give the map what belongs to it now. */
async function give() {
  const map = await theMap();
  const here = map.state?.();
  if (!waiting || !here || shownScene()?.space !== waiting.space) return;
  const { state } = waiting;
  const column = state.column ?? here.column;
  waiting.parts = restoreMap(map, { ...state, column, space: here.space }, waiting.parts);
  if (waiting.fit && here.key === state.key) {
    waiting.fit = false;
    map.fit();
  }
  if (!waiting.parts.size && !waiting.fit) waiting = null;
}
