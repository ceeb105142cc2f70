/** Search words: items are found while one types, among the names that are here, or on the server where those are cut. */

import { askMeaning, fetchColumn, fetchFound, fetchFoundAll, fetchItem, fetchNames } from "./data.js";
import { exampleOf, find } from "./finding.js";
import { SearchList } from "./search_list.js";
import { goToItem, selectItems } from "./stage.js";
import { typing } from "./undo.js";
import { view } from "./view.js";

/** The server cuts names at so many letters; how many items are listed, and ranked; and how long it waits for the next letter (ms). */
const NAME_LENGTH = 80;
const LISTED = 8;
const RANKED = 10;
const PATIENCE = 150;

/** @type {{id: string, columns: Array<{index: number, name: string, kind: string}>, label: string|null,
 *   asks: import("./search_list.js").Ask[]}|null} */
let space = null;
/** @type {SearchList|null} */
let list = null;
let turn = 0;

/** Search another space. @param {Object|null} info */
export function searchIn(info) {
  const same = info?.id === space?.id;
  space = info ?? space;
  if (!info || same) return;
  turn++;
  if (list) list.field.value = "";
}

/** Make the field once its place is there, and listen. */
export function listenForSearches() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("#open-search")) open();
  });
  const observer = new MutationObserver(furnish);
  observer.observe(document.body, { childList: true, subtree: true });
  furnish();

  function furnish() {
    const place = document.getElementById("search");
    if (!place || list) return;
    observer.disconnect();
    list = new SearchList(place, { typed: search, choose, all: chooseAll, ask, left: leave });
  }
}

/** Go to the field. */
function open() {
  if (!list) return;
  list.place.classList.add("open");
  list.field.focus();
  list.field.select();
}

/** Leave the field; the map has the focus again. @param {boolean} cleared */
function leave(cleared) {
  turn++;
  list.place.classList.remove("open");
  if (cleared) list.field.value = "";
  list.close();
  document.getElementById("map").focus({ preventScroll: true });
}

/** @param {string} text what stands in the field now */
async function search(text) {
  const mine = ++turn;
  const stopped = () => mine !== turn;
  if (!space) return undefined;
  const names = await fetchNames(space.id);
  if (stopped()) return undefined;
  if (!text.trim()) return list.invite(exampleOf(names ?? [(await fetchItem(space.id, 0)).name]));
  try {
    if (names) await searchHere(names, text, stopped);
    const cut = !names || names.some((name) => name.length >= NAME_LENGTH);
    if (cut && !stopped()) await searchThere(text, stopped);
  } catch (error) {
    if (!stopped()) list.complain(error);
  }
  return undefined;
}

/** @param {string[]} names @param {string} text @param {() => boolean} stopped */
async function searchHere(names, text, stopped) {
  const found = await find(names, text, { stopped });
  if (!found || stopped()) return;
  const items = found.slice(0, LISTED).map((index) => ({ index, text: names[index] }));
  await show(text, items, found.length, async () => found, stopped);
}

/** @param {string} text @param {() => boolean} stopped */
async function searchThere(text, stopped) {
  await new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  if (stopped()) return;
  const { id } = space;
  const { items, count } = await fetchFound(id, text);
  if (!stopped()) await show(text, items, count, () => fetchFoundAll(id, text), stopped);
}

/**
 * @param {string} text @param {Array<{index: number, text: string}>} items @param {number} count
 * @param {() => Promise<number[]>} everything @param {() => boolean} stopped
 */
async function show(text, items, count, everything, stopped) {
  const categories = await categoriesOf(items.map(({ index }) => index));
  if (!stopped()) list.show(text, items.map((item, at) => ({ ...item, category: categories[at] })), count, everything, space.asks);
}

/**
 * Ask what is nearest by meaning: the answers are ranked in the list, and selected on the map.
 * @param {string} text @param {import("./search_list.js").Ask} way
 */
async function ask(text, { kind, label }) {
  const mine = ++turn;
  const { metric = "cosine" } = view();
  const told = `${label}: “${text}”`;
  list.expect(`${told} …`);
  try {
    const items = await askMeaning(space.id, { text, kind, k: RANKED, metric }, () => mine !== turn);
    if (mine !== turn) return;
    list.rank(items, `${told} · ${metric}`);
    await selectItems(items.map(({ index }) => index));
  } catch (error) {
    if (mine === turn) list.complain(error);
  }
}

/** @param {number[]} indices @returns {Promise<Array<{name: string, colour: string}|null>>} by the label column */
async function categoriesOf(indices) {
  const label = space.columns.find(({ name, kind }) => name === space.label && kind === "category");
  if (!label) return indices.map(() => null);
  const { codes, categories } = await fetchColumn(space.id, label.index);
  const theme = document.documentElement.dataset.mantineColorScheme === "dark" ? "dark" : "light";
  return indices.map((index) => {
    const category = categories[codes[index]];
    return category ? { name: category.value, colour: category[theme] } : null;
  });
}

/** Select an item and fly to it. @param {number} item */
async function choose(item) {
  leave(false);
  await goToItem(item);
}

/** Select everything that was found. @param {() => Promise<number[]>} everything */
async function chooseAll(everything) {
  const items = await everything();
  leave(false);
  await selectItems(items);
}
