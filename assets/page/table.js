/** The Data tab: its rows select points, and it can show the selected points only. */

import { goToItem, selectItems, shownScene } from "./stage.js";

/** So many selected items are sent to the server at most. */
const MOST = 100_000;

/** @returns {Promise<Object>} the grid, once it is drawn */
const grid = () => window.dash_ag_grid.getApiAsync("table");

/** What was last chosen by rows, so that a selection made on the map does not come back from here. */
let chosen = "";
/** What the rows were last asked for, and the version of their columns. */
let asked = "";
let version = 0;

/**
 * Ask for the rows again where others are meant now, or where they were written over.
 * @param {string|null} find @param {number[]|null} only @param {{id: string, version: number}|null} space
 */
export async function refresh(find, only, space) {
  const now = JSON.stringify([find ?? "", only, space?.id]);
  const [same, edited] = [now === asked, version !== space?.version];
  if ((same && !edited) || !document.getElementById("table")) return;
  [asked, version] = [now, space?.version];
  const api = await grid();
  if (same && !find && !api.isAnyFilterPresent() && !api.getColumnState().some(({ sort }) => sort)) {
    api.refreshInfiniteCache(); // every row stays where it is
    return;
  }
  chosen = "";
  api.deselectAll();
  api.purgeInfiniteCache(); // a row that only moved would leave its place empty
}

/** Rows were ticked: their points are selected; one alone is gone to. @param {Array<{item: string}>|null} rows */
export async function select(rows) {
  const items = (rows ?? []).map(({ item }) => Number(item)).sort((a, b) => a - b);
  const now = items.join(",");
  if (now === chosen) return;
  chosen = now;
  if (items.length === 1) await goToItem(items[0]);
  else await selectItems(items);
}

/**
 * @param {boolean} wanted whether only selected items are listed @param {number[]|null} before
 * @returns {number[]|null|undefined} the items to list, null for all; undefined where nothing changes
 */
export function listed(wanted, before) {
  const items = document.getElementById("map").selection ?? [];
  const now = wanted && items.length ? items.slice(0, MOST) : null;
  const same = now === before || (now && before && now.length === before.length && now.every((item, at) => item === before[at]));
  return same ? undefined : now;
}

/** Start listening, once, on the document. */
export function listenForTables() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("#table-wide, [data-table]") : null;
    if (button?.id === "table-wide") widen(button);
    else if (button) download(button.dataset.table);
  });
}

/** @param {HTMLElement} button */
function widen(button) {
  const wide = document.getElementById("page").classList.toggle("wide-table");
  button.setAttribute("aria-pressed", String(wide));
}

/** The server writes the file while it is downloaded. @param {string} kind */
function download(kind) {
  const scene = shownScene();
  if (!scene) return;
  const href = `/api/spaces/${encodeURIComponent(scene.space)}/items.${kind}?map=${encodeURIComponent(scene.key)}`;
  Object.assign(document.createElement("a"), { href, download: "" }).click();
}
