/**
 * Fields of the tools that find an item while one types. The list of what is found is one element for all fields; it
 * stands under the field that has the focus.
 */

import { fetchFound, fetchNames } from "../data.js";
import { find } from "../finding.js";
import { shownScene } from "../stage.js";
import { fill } from "./filling.js";

const LISTED = 8;
/** How long the server waits for the next letter, in milliseconds. */
const PATIENCE = 150;

/** @type {HTMLInputElement|null} */
let field = null;
/** What choosing each option does. @type {Array<() => void>} */
let options = [];
let active = 0;
let turn = 0;

const list = document.createElement("div");
Object.assign(list, { id: "picker-list", className: "picker-list", hidden: true });
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Found");

/** @param {EventTarget|null} target @returns {HTMLElement|null} the picker around a field */
const pickerOf = (target) => (target instanceof HTMLInputElement ? target.closest("[data-picker]") : null);

export function listenForPickers() {
  document.body.append(list);
  document.addEventListener("input", (event) => { if (pickerOf(event.target)) search(event.target); });
  document.addEventListener("focusout", (event) => { if (event.target === field) close(); });
  document.addEventListener("keydown", (event) => { if (pickerOf(event.target)) press(event); }, { capture: true });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    if (option) options[[...list.children].indexOf(option)]();
  });
}

/** @param {HTMLInputElement} typedInto */
async function search(typedInto) {
  const mine = ++turn;
  field = typedInto;
  const text = field.value.trim();
  const scene = shownScene();
  if (!text || !scene) return close();
  const found = await itemsFor(scene.space, text, () => mine !== turn);
  if (found && mine === turn) open(text, found);
  return undefined;
}

/**
 * @param {string} space @param {string} text @param {() => boolean} stopped
 * @returns {Promise<Array<{index: number, text: string}>|null>} the first items that contain the text, an equal one first
 */
async function itemsFor(space, text, stopped) {
  const names = await fetchNames(space);
  if (names) {
    const found = await find(names, text, { stopped });
    const equal = found?.filter((index) => names[index].toLowerCase() === text.toLowerCase()) ?? [];
    return found && [...new Set([...equal, ...found])].slice(0, LISTED).map((index) => ({ index, text: names[index] }));
  }
  await new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  return stopped() ? null : (await fetchFound(space, text)).items.slice(0, LISTED);
}

/** @param {string} text @param {Array<{index: number, text: string}>} found */
function open(text, found) {
  const picker = pickerOf(field);
  const takesTexts = picker.dataset.texts === "true";
  options = found.map(({ index }) => () => choose(index));
  const made = found.map((item) => option(item.text));
  if (takesTexts) {
    options.push(() => choose(`t:${encodeURIComponent(text)}`));
    made.push(option(`Use the text “${text}”`, "picker-text"));
  }
  if (!made.length) made.push(Object.assign(document.createElement("div"), { className: "picker-none", textContent: `Nothing is called “${text}”.` }));
  list.replaceChildren(...made);
  const { left, bottom, width } = field.getBoundingClientRect();
  Object.assign(list.style, { left: `${left}px`, top: `${bottom + 4}px`, width: `${width}px` });
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
  field.setAttribute("aria-controls", list.id);
  go(0);
}

/** @param {string} words @param {string} [kind] */
function option(words, kind = "") {
  const made = Object.assign(document.createElement("div"), { className: `picker-option ${kind}`, textContent: words, title: words });
  made.setAttribute("role", "option");
  return made;
}

/** @param {number} to */
function go(to) {
  active = options.length ? (to + options.length) % options.length : 0;
  [...list.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === active)));
  list.children[active]?.scrollIntoView({ block: "nearest" });
}

/** @param {KeyboardEvent} event */
function press(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key === "Escape" && !list.hidden) close();
  else if (event.key === "Enter" && !list.hidden) options[active]?.();
  else if (steps[event.key] && !list.hidden) go(active + steps[event.key]);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {number|string} term */
function choose(term) {
  const { dataset } = pickerOf(field);
  window.dash_clientside.set_props(field.id, { value: "" });
  close();
  fill(dataset, dataset.picker, term);
}

function close() {
  turn++;
  list.hidden = true;
  field?.setAttribute("aria-expanded", "false");
}
