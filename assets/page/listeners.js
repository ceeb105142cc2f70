/** What people do outside the map that the map answers: rows that light points, the link button, the phone's sheets. */

import { linkTo, lookedAt } from "./recall.js";
import { goToItem, theMap } from "./stage.js";
import { startUndo, typing } from "./undo.js";
import { followHistory, view } from "./view.js";

/** @param {Event} event @returns {number|null} the item whose row the event happened on */
function itemOf(event) {
  const row = event.target instanceof Element ? event.target.closest("[data-item]") : null;
  return row ? Number(row.getAttribute("data-item")) : null;
}

/** Light the point of the row under the pointer or the focus. @param {Event} event */
async function light(event) {
  const item = itemOf(event);
  if (item !== null) (await theMap()).highlight(item);
}

/** Put the light out when the row is left. @param {Event} event */
async function dim(event) {
  if (itemOf(event) !== null) (await theMap()).highlight(null);
}

/** Walk to the item of the row. @param {Event} event */
async function walk(event) {
  const item = itemOf(event);
  if (item === null) return;
  await goToItem(item);
}

/** Copy the address, and say so. @param {HTMLElement} button */
async function share(button) {
  const before = button.title;
  try {
    const { address, whole } = linkTo(await lookedAt());
    await navigator.clipboard.writeText(address);
    button.title = whole ? "Copied" : "Copied, without the selection and the camera: they are too long for a link. Save it under Views, and send the file";
  } catch {
    button.title = "Copy the address of this page to share the view";
  }
  button.classList.add("told");
  setTimeout(() => { button.title = before; button.classList.remove("told"); }, 1500);
}

/** Open one sheet of the phone's page, or close it. @param {string} name */
function toggleSheet(name) {
  const page = document.getElementById("page");
  page.dataset.sheet = page.dataset.sheet === name ? "" : name;
}

/** “?” opens the list of shortcuts, wherever one is but in a field. @param {KeyboardEvent} event */
function openShortcuts(event) {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  event.preventDefault();
  window.dash_clientside.set_props("shortcuts-dialog", { opened: true });
}

/** Start listening, once, on the document. */
export function listen() {
  startUndo();
  document.addEventListener("keydown", openShortcuts);
  document.addEventListener("mouseover", light);
  document.addEventListener("mouseout", dim);
  document.addEventListener("focusin", light);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.id === "share") share(button);
    else if (button?.id === "open-controls") toggleSheet("controls");
    else if (button?.id === "open-inspector") toggleSheet("inspector");
    else walk(event);
  });
  followHistory(async () => {
    const { item } = view();
    if (item !== undefined) (await theMap()).flyTo(Number(item));
  });
}
