/** Labels by hand, in the Data tab: columns are added, cells and whole selections get a value; the map follows at once. */

import { fetchColumn } from "./data.js";
import { edits, knownSpace, tellEdit, tellProblem } from "./edits.js";
import { update, view } from "./view.js";

/** The entry of the menu that makes a column, and what that one is called. */
const NEW = "+";
const USUAL_NAME = "label";
const SUGGESTED = 250;
/** Where it is said what is wrong with a column. */
const COLUMNS = "columns-problem";

const selection = () => document.getElementById("map").selection ?? [];
/** @param {string} name @returns {string} as the server keeps it */
const tidy = (name) => name.trim().replace(/\s+/g, " ");
const set = (id, props) => window.dash_clientside.set_props(id, props);

/** @param {number} count @returns {string} */
const items = (count) => `${count.toLocaleString("en")} item${count === 1 ? "" : "s"}`;

/**
 * Make a change and say what it did, or why not.
 * @param {Object} change @param {() => void} [then] @param {string} [place] where what went wrong is said @returns {Promise<boolean>} whether it went well
 */
async function make(change, then = () => undefined, place = "labels-problem") {
  if (!knownSpace()) return false;
  tellProblem(null);
  try {
    const changed = await edits.make(knownSpace().id, change);
    then();
    if (changed) tellEdit();
    tell(changed ? `${knownSpace().undo}.` : "It is so already.");
    return true;
  } catch (error) {
    tell("");
    complain(error, place);
    return false;
  }
}

/** Give every selected item a value. @param {string|null} value @param {string|null} column */
export async function labelSelection(value, column) {
  const indices = selection();
  const fresh = !column || column === NEW;
  const name = fresh ? newName() : column;
  if (!indices.length) return tellProblem({ title: "Nothing is selected", detail: "Click a point, or hold Shift and draw a loop around some.", hint: "" });
  if (!value?.trim() && fresh) return tellProblem({ title: "No label", detail: "Type what the selected items are.", hint: "" });
  const change = { do: "label", name, indices: [...indices], value: value ?? "", create: fresh };
  const done = await make(change, () => {
    if (knownSpace().columns.some((one) => one.name === name)) update({ colour: name });
  });
  if (!done) return undefined;
  set("label-column", { value: name });
  set("label-value", { value: "" });
  // While it has the focus its suggestions would stand over what was done.
  document.getElementById("label-value")?.blur();
  return undefined;
}

/** @returns {string} a name that no column has */
function newName() {
  const taken = new Set(knownSpace().all.map((name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? USUAL_NAME : `${USUAL_NAME} ${number}`;
    if (!taken.has(name)) return name;
  }
}

/** @param {Array<{rowId: string, colId: string, value: *}>|null} changes of the grid @param {Array<{colId: string, headerName: string}>} columns */
export async function editCells(changes, columns) {
  for (const { rowId, colId, value } of changes ?? []) {
    const name = columns.find((one) => one.colId === colId)?.headerName;
    const done = await make({ do: "label", name, indices: [Number(rowId)], value: String(value ?? "") });
    if (!done) (await window.dash_ag_grid.getApiAsync("table")).refreshInfiniteCache();
  }
}

/** @param {string} name @param {string|null} copyOf */
export async function addColumn(name, copyOf) {
  if (!await make({ do: "add", name, copy_of: copyOf || null }, undefined, COLUMNS)) return;
  set("column-name", { value: "" });
  set("column-copy", { value: "" });
  set("label-column", { value: tidy(name) });
}

/**
 * The menus of columns, and which of them is to be labelled.
 * @param {Object} info what is known of the space now @param {string|null} chosen @param {string|null} copied
 */
export function columnMenus(info, chosen, copied) {
  draw(info);
  const added = info.written.filter(({ own }) => !own).map(({ name }) => name);
  const others = info.editable.filter((name) => !added.includes(name));
  const entries = (names) => names.map((name) => ({ value: name, label: name }));
  const groups = [
    ...(added.length ? [{ group: "Your columns", items: entries(added) }] : []),
    { group: "Of the data", items: entries(others) },
  ].filter((group) => group.items.length);
  const label = info.editable.includes(chosen) ? chosen : added.at(-1) ?? NEW;
  const copies = [{ value: "", label: "Nothing" }, ...entries(info.all)];
  return [[{ value: NEW, label: "A new column" }, ...groups], label, copies, info.all.includes(copied) ? copied : ""];
}

/** @param {string|null} name @returns {Promise<string[]>} the labels that a column has */
export async function labelsOf(name) {
  const space = knownSpace();
  const column = space?.columns.find((one) => one.name === name);
  if (column?.kind !== "category") return [];
  const { categories = [] } = await fetchColumn(space.id, column.index).catch(() => ({}));
  return categories.slice(0, SUGGESTED).map(({ value }) => value);
}

/** @param {string} words */
function tell(words) {
  const line = document.getElementById("labels-told");
  if (line) line.textContent = words;
}

/** @param {Object|null} error null: all is well again @param {string} [where] */
function complain(error, where = "labels-problem") {
  for (const id of ["labels-problem", COLUMNS]) document.getElementById(id)?.replaceChildren();
  const place = document.getElementById(where);
  if (!error || !place) return;
  const box = element("div", "", { role: "alert" });
  box.append(element("strong", error.title ?? "The server cannot be reached"), element("p", [error.detail, error.hint].filter(Boolean).join(" ") || "Try again when it is back."));
  place.append(box);
}

/** @param {string} tag @param {string} words @param {Record<string, string>} [attributes] @returns {HTMLElement} */
function element(tag, words, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = words;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Show what was written over the space, and what undo and redo would do. @param {Object} space */
function draw(space) {
  const list = document.getElementById("written");
  if (!list) return;
  list.replaceChildren(...space.written.map(row));
  for (const step of ["undo", "redo"]) {
    const button = document.getElementById(`edit-${step}`);
    button.disabled = !space[step];
    button.title = space[step] ? `${step === "undo" ? "Undo" : "Redo"}: ${space[step]}` : `There is nothing to ${step}`;
  }
}

/** @param {{name: string, own: boolean}} column */
function row({ name, own }) {
  const entry = element("li", "", { class: "written-column" });
  const words = element("span", name, { class: "written-name", title: name });
  const tools = own ? ["delete"] : ["rename", "delete"];
  const said = { rename: "Rename", delete: own ? "Restore original" : "Delete" };
  const buttons = tools.map((act) => element("button", said[act], { type: "button", class: "small", "data-column": name, "data-act": act, "aria-label": `${said[act]}: ${name}` }));
  entry.append(words, element("span", own ? "edited" : "added", { class: "help" }), ...buttons);
  return entry;
}

/** Let a name be typed in place of the old one. @param {HTMLElement} button */
function rename(button) {
  const { column } = button.dataset;
  const field = element("input", "", { class: "written-field", "aria-label": `New name of ${column}` });
  field.value = column;
  const words = button.parentElement.querySelector(".written-name");
  let done = false;
  const leave = async (keep) => {
    if (done) return;
    done = true;
    field.replaceWith(words);
    if (!keep || tidy(field.value) === column) return;
    const to = tidy(field.value);
    const { colour } = view();
    await make({ do: "rename", name: column, to }, () => { if (colour === column) update({ colour: to }); }, COLUMNS);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") leave(true);
    if (event.key === "Escape") leave(false);
  });
  field.addEventListener("blur", () => leave(true));
  words.replaceWith(field);
  field.select();
}

/** @returns {number} how many are selected, as the button says it */
export function countSelected() {
  const button = document.getElementById("label-go");
  const { length } = selection();
  if (button) button.textContent = length ? `Label ${items(length)}` : "Label the selection";
  return length;
}

/** Start listening, once, on the document. */
export function listenForLabels() {
  document.addEventListener("page-edit-problem", (event) => complain(event.detail));
  document.addEventListener("map-change", countSelected);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-act]") : null;
    if (button?.dataset.act === "rename") rename(button);
    else if (button?.dataset.act === "delete") make({ do: "delete", name: button.dataset.column }, undefined, COLUMNS);
  });
  document.addEventListener("keydown", (event) => {
    const press = { "label-value": "label-go", "column-name": "column-add" }[event.target?.id];
    if (event.key !== "Enter" || !press || event.target.getAttribute("aria-activedescendant")) return;
    event.preventDefault();
    setTimeout(() => document.getElementById(press).click()); // once the field's value is known
  });
}
