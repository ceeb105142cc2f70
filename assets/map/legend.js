/** The legend: what each colour means, how many items have it, and, by click, which of them are on the map. */

import { MISSING } from "./colour.js";
import { loopKind } from "./lasso.js";
import { drawScale } from "./legend_scale.js";
import { make } from "./surface.js";

/** From so many categories there is a search field; at most so many rows are drawn at once. */
const SEARCHABLE = 15;
const MOST_ROWS = 200;

export class Legend {
  /** @param {HTMLElement|null} element @param {(hidden: Set<number>, told: boolean) => void} changed */
  constructor(element, changed) {
    this.element = element;
    this.changed = changed;
    /** Selects every item of a category. @type {(code: number, how: "replace"|"add"|"remove") => void} */
    this.choose = () => undefined;
    /** Codes that the map leaves out. @type {Set<number>} */
    this.hidden = new Set();
    this.column = null;
    element?.classList.add("vs-legend");
  }

  /** @param {import("./colour.js").Column|null} column @param {"light"|"dark"} theme */
  show(column, theme) {
    if (column !== this.column) this.hidden = this.#still(column);
    this.column = column;
    this.theme = theme;
    if (!this.element) return;
    this.element.replaceChildren();
    this.list = this.brush = null;
    if (column?.kind === "category") this.#categories();
    else if (column?.kind === "number") this.#numbers();
    else if (column?.note) this.#note(column.note);
    else if (column?.kind === "text") this.#note("Too many different values to colour by.");
  }

  /** Categories of a column that was written over stay hidden, by their names. @param {import("./colour.js").Column|null} column */
  #still(column) {
    const before = this.column;
    const same = column?.space && column.space === before?.space && column.name === before.name;
    if (!same || column.kind !== "category" || before.kind !== "category") return new Set();
    const names = new Set([...this.hidden].map((code) => before.categories[code]?.value));
    const codes = column.categories.flatMap(({ value }, code) => (names.has(value) ? [code] : []));
    return new Set(this.hidden.has(MISSING) && column.missing ? [...codes, MISSING] : codes);
  }

  /** @param {string} words */
  #note(words) {
    const note = make("p", "vs-note");
    note.textContent = words;
    this.element.append(note);
  }

  /** @returns {Array<{code: number, name: string, count: number, colour: string}>} */
  get rows() {
    const { categories, missing = 0 } = this.column;
    const rows = categories.map((one, code) => ({ code, name: one.value, count: one.count, colour: one[this.theme] }));
    return missing ? [...rows, { code: MISSING, name: "no value", count: missing, colour: "" }] : rows;
  }

  #categories() {
    const rows = this.rows;
    const head = make("div", "vs-legend-head");
    if (rows.length > SEARCHABLE) head.append(this.#search(rows.length));
    this.reset = make("button", "vs-reset", { type: "button" });
    this.reset.textContent = "Show all";
    this.reset.addEventListener("click", () => this.set(new Set()));
    head.append(this.reset);
    this.list = make("ul", "vs-rows", { "aria-label": this.column.name });
    this.element.append(head, this.list);
    this.#list("");
  }

  #numbers() {
    this.brush = drawScale(this.element, this.column, (hidden) => this.set(hidden));
    this.#mark();
  }

  /** @param {number} count */
  #search(count) {
    const field = make("input", "vs-search", {
      type: "search", placeholder: `Find among ${count.toLocaleString("en")}`, "aria-label": `Find in ${this.column.name}`,
    });
    field.addEventListener("input", () => this.#list(field.value));
    return field;
  }

  /** @param {string} query */
  #list(query) {
    const wanted = query.trim().toLowerCase();
    const found = this.rows.filter(({ name }) => name.toLowerCase().includes(wanted));
    this.list.replaceChildren(...found.slice(0, MOST_ROWS).map((row) => this.#row(row)));
    const more = found.length - MOST_ROWS;
    if (more > 0 || !found.length) {
      const item = make("li", "vs-note");
      item.textContent = more > 0 ? `and ${more.toLocaleString("en")} more` : "Nothing has this name.";
      this.list.append(item);
    }
    this.#mark();
  }

  /** @param {{code: number, name: string, count: number, colour: string}} row */
  #row({ code, name, count, colour }) {
    const button = make("button", "vs-row", {
      type: "button", "data-code": String(code), title: `${name}\nClick hides or shows; double click shows only this; Shift-click selects`,
    });
    const swatch = make("span", colour ? "vs-swatch" : "vs-swatch vs-none", { "aria-hidden": "true" });
    if (colour) swatch.style.background = colour;
    const [words, number] = [make("span", "vs-row-name"), make("span", "vs-row-count")];
    words.textContent = name;
    number.textContent = count.toLocaleString("en");
    button.append(swatch, words, number);
    button.addEventListener("click", (event) => this.#click(code, event));
    const item = make("li", "vs-entry");
    item.append(button, this.#chooser(code, name, count));
    return item;
  }

  /** The small button that selects a category. @param {number} code @param {string} name @param {number} count */
  #chooser(code, name, count) {
    const words = `Select the ${count.toLocaleString("en")} of ${name}`;
    const button = make("button", "vs-choose", { type: "button", title: words, "aria-label": words });
    button.append(make("span", "", { "aria-hidden": "true" }));
    button.addEventListener("click", (event) => this.choose(code, loopKind(event)));
    return button;
  }

  /** @param {number} code @param {MouseEvent} event */
  #click(code, event) {
    if (event.shiftKey) return event.detail > 1 ? undefined : this.choose(code, loopKind(event));
    if (event.detail > 1 || event.altKey) return event.detail > 2 ? undefined : this.isolate(code);
    const hidden = new Set(this.hidden);
    if (!hidden.delete(code)) hidden.add(code);
    this.before = this.hidden;
    return this.set(hidden);
  }

  /** Show only this category; or all, where it was the only one. @param {number} code */
  isolate(code) {
    const others = new Set(this.rows.map((row) => row.code).filter((other) => other !== code));
    const before = this.before ?? this.hidden;
    const alone = before.size === others.size && !before.has(code);
    this.before = null;
    this.set(alone ? new Set() : others);
  }

  /** @param {Set<number>} hidden @param {boolean} [told] whether others hear of it */
  set(hidden, told = true) {
    this.hidden = hidden;
    this.#mark();
    this.changed(hidden, told);
  }

  /** @returns {string[]} the names of what is hidden */
  get hiddenNames() {
    return this.column?.categories ? this.rows.filter(({ code }) => this.hidden.has(code)).map(({ name }) => name) : [];
  }

  #mark() {
    this.brush?.mark(this.hidden);
    if (!this.list) return;
    this.reset.hidden = !this.hidden.size;
    for (const button of this.list.querySelectorAll("[data-code]")) {
      button.setAttribute("aria-pressed", String(!this.hidden.has(Number(button.dataset.code))));
    }
  }
}
