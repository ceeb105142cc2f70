/** The bridge between the page and the map: what the view asks for is fetched and drawn, what is clicked is told. */

import { createMap } from "../map/index.js";
import { fetchCard } from "./card.js";
import { fetchColour, fetchColumn, fetchCoordinates, fetchNames, fetchPictures } from "./data.js";
import { goTo, toolsFor } from "./selected.js";
import { update } from "./view.js";

/** How many selected items an address carries. */
const SELECTED_IN_ADDRESS = 50;

/** @type {Promise<Object>|null} */
let made = null;
/** What the map was last to be coloured by. @type {Array<Object>|null} */
let wantedColour = null;
let shown = { space: "", scene: 0, colour: "", key: "", selection: /** @type {Object|null} */ (null) };

/** @returns {{space: string, key: string}|null} the space and the projection on the map */
export const shownScene = () => (shown.key ? { space: shown.space, key: shown.key } : null);

/** @returns {Promise<Object>} the map, made when it is first needed */
export function theMap() {
  made ??= make(document.getElementById("map"));
  return made;
}

/** @param {HTMLElement} element */
async function make(element) {
  const map = await createMap(element, {
    legend: document.getElementById("legend"),
    fetchItem: (index) => fetchCard(shown.space, index),
    tools: toolsFor(() => shown.space),
    theme: theme(),
    fallback: async (...given) => (await import("../map/fallback.js")).plainMap(...given),
  });
  new MutationObserver(() => map.setTheme(theme())).observe(document.documentElement, {
    attributes: true, attributeFilter: ["data-mantine-color-scheme"],
  });
  element.addEventListener("map-select", (event) => onSelect(event.detail));
  return map;
}

const theme = () => (document.documentElement.dataset.mantineColorScheme === "dark" ? "dark" : "light");

/** @param {{indices: number[], focus: number|null}} detail */
function onSelect({ indices, focus }) {
  const several = indices.length > 1;
  tellSelection(several ? indices : []);
  const selected = several && indices.length <= SELECTED_IN_ADDRESS ? indices.join(",") : null;
  update({ item: several ? null : focus, selected }, { push: true });
}

/** Select an item, bring it back where it was hidden, and fly to it. @param {number} item */
export async function goToItem(item) {
  const map = await theMap();
  map.reveal([item]);
  update({ item, selected: null }, { push: true });
  map.flyTo(item);
}

/** Select items as if by hand. @param {number[]} items */
export async function selectItems(items) {
  const map = await theMap();
  const focus = items.length === 1 ? items[0] : null;
  map.reveal(items);
  map.setSelection(items, { focus });
  const detail = { indices: items, focus, how: "search" };
  document.getElementById("map").dispatchEvent(new CustomEvent("map-select", { detail, bubbles: true }));
  map.flyTo(items);
}

/**
 * Give the map back what belongs to it now.
 * @param {Object} map @param {import("../map/memory.js").MapState} state @param {Set<string>} parts
 * @returns {Set<string>} what must wait
 */
export function restoreMap(map, state, parts) {
  const wait = map.restore?.(state, parts) ?? new Set();
  if (parts.has("items") && !wait.has("items")) tellSelection(state.items);
  return wait;
}

/** Show the way back from a space that was taken from another. @param {{id: string, name: string, here: string}|null} parent */
export async function showParent(parent) {
  (await theMap()).setParent?.(parent && { name: parent.name, here: parent.here, go: () => goTo(parent.id) });
}

/** @param {number[]} indices */
function tellSelection(indices) {
  const data = indices.length > 1 ? { count: indices.length, first: indices.slice(0, SELECTED_IN_ADDRESS) } : null;
  if (JSON.stringify(data) === JSON.stringify(shown.selection)) return;
  shown.selection = data;
  window.dash_clientside.set_props("selection", { data });
}

/**
 * Draw a scene; if another is asked for meanwhile, the later one wins.
 * @param {{space: string, items: string, key: string, dimensions: number, count: number, title: string}} scene
 */
export async function showScene(scene) {
  const turn = ++shown.scene;
  // What is still on the screen is no longer what was asked for, though its frames go on.
  document.getElementById("map").dataset.state = "loading";
  const [map, coordinates, names, pictures] = await Promise.all([
    theMap(), fetchCoordinates(scene.key), fetchNames(scene.space), fetchPictures(scene.space),
  ]);
  if (turn !== shown.scene) return;
  Object.assign(shown, { space: scene.space, key: scene.key });
  const { key, items, dimensions, title, axes } = scene;
  await map.show({ key, space: items, dimensions, coordinates, names, title, pictures, axes });
}

/**
 * The column that colours the map: the one that was chosen, else the label column, else the first.
 * @param {Record<string, string>} view @param {{columns: Array<{name: string}>, label: string|null}} space
 */
export function colourOf(view, space) {
  const names = space.columns.map(({ name }) => name);
  const known = [...names, ...space.computed.map(({ value }) => value)];
  return [view.colour, space.label, names[0]].find((name) => known.includes(name)) ?? "";
}

/**
 * Colour the map by a column, or by what is computed from the view; where there is nothing to show, the legend says why.
 * @param {Record<string, string>} view @param {{id: string, columns: Array, computed: Array, label: string|null}} space
 * @param {{key: string, space: string}} scene
 */
export async function showColour(view, space, scene) {
  wantedColour = [view, space, scene];
  const name = colourOf(view, space);
  const computed = space.computed.find(({ value }) => value === name);
  const query = new URLSearchParams(computed ? neededBy(computed, view, scene) : {});
  const wanted = `${space.id}/${name}?${query}#${space.version}`;
  if (wanted === shown.colour) return;
  shown.colour = wanted;
  const column = space.columns.find((one) => one.name === name);
  const asked = computed ? fetchColour(space.id, name.slice(1), query) : column ? fetchColumn(space.id, column.index) : null;
  const payload = await Promise.resolve(asked).catch((error) => {
    if (wanted === shown.colour) shown.colour = "";
    return { kind: "none", name, note: [error.title, error.detail].filter(Boolean).join(". ") };
  });
  const map = await theMap();
  if (wanted === shown.colour || payload?.note) map.setColumn(payload && { ...payload, space: space.id });
}

/** A tool has found what its colour shows: where there was nothing to colour by, there may be now. */
export function colourAgain() {
  if (wantedColour && !shown.colour) showColour(...wantedColour);
}

/** What a computed colour has to know of the view. @param {{needs: string[]}} computed @param {Record<string, string>} view @param {{key: string}} scene */
export function neededBy({ needs }, view, scene) {
  const parts = { projection: scene.key, item: view.item, metric: view.metric ?? "cosine" };
  const tools = needs.filter((name) => name.startsWith("tools.")).map((name) => name.slice("tools.".length));
  const given = Object.entries(view).filter(([name]) => tools.some((tool) => name === tool || name.startsWith(`${tool}.`)));
  return Object.fromEntries([...needs.filter((name) => parts[name] !== undefined).map((name) => [name, parts[name]]), ...given]);
}

/** @param {Record<string, string>} view */
export async function showSelection(view) {
  const map = await theMap();
  const focus = view.item === undefined ? null : Number(view.item);
  const selected = view.selected ? view.selected.split(",").map(Number) : [];
  if (selected.length) {
    map.setSelection(selected, { focus });
    tellSelection(selected);
  } else if (focus !== null) {
    map.setSelection([focus], { focus });
    tellSelection([]);
  } else if (document.getElementById("map").selection.length <= SELECTED_IN_ADDRESS) {
    map.setSelection([], { focus: null });
    tellSelection([]);
  }
}

/** @param {{item: number, indices: number[], distances: number[]}|null} links */
export async function showLinks(links) {
  (await theMap()).setNeighbours(links);
}
