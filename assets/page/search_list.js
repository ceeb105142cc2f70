/** The field of the search and the list under it: what is found, an example before anything is typed, and the keys. */

import { locate } from "./finding.js";

/** @param {string} tag @param {string} className @param {string} [text] */
function make(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

/** @param {number} count */
const figures = (count) => count.toLocaleString("en");

/** @typedef {{kind: string|null, label: string}} Ask one way to ask a space by meaning: of all its items, or of one kind */

export class SearchList {
  /**
   * @param {HTMLElement} place
   * @param {{typed: (text: string) => void, choose: (item: number) => void,
   *   all: (everything: () => Promise<number[]>) => void, ask: (text: string, way: Ask) => void, left: (cleared: boolean) => void}} act
   */
  constructor(place, act) {
    Object.assign(this, { place, act });
    this.field = Object.assign(document.createElement("input"), {
      type: "text", id: "search-field", className: "search-field", placeholder: "Search words", autocomplete: "off",
      spellcheck: false, maxLength: 200, title: "Find items by their text (press / anywhere)",
    });
    const attributes = { role: "combobox", "aria-label": "Search words", "aria-expanded": "false", "aria-controls": "search-list", "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(attributes)) this.field.setAttribute(name, value);
    this.box = make("div", "search-box");
    this.box.hidden = true;
    this.list = make("div", "search-list");
    this.list.id = "search-list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Found");
    this.foot = make("div", "search-foot");
    this.foot.setAttribute("role", "status");
    this.box.append(this.list, this.foot);
    const key = make("kbd", "search-key", "/");
    key.setAttribute("aria-hidden", "true");
    place.append(this.field, key, this.box);
    this.#listen();
  }

  /** What choosing an option does, in the order of the list. @type {Array<() => void>} */
  #options = [];
  #active = -1;
  /** The list is about a text that has changed since; Enter waits for the new one. */
  #stale = false;
  #entered = false;

  #listen() {
    const { field, act } = this;
    for (const name of ["input", "focus"]) field.addEventListener(name, () => { this.#wait(true); act.typed(field.value); });
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("blur", () => { this.close(); this.place.classList.remove("open"); });
    this.box.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (!option) return;
      event.stopPropagation(); // a row of the page that names an item is walked to by a click; this one does it itself
      this.#options[Number(option.dataset.place)]();
    });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape") this.act.left(true);
    else if (event.key === "Enter") this.#enter();
    else if (steps[event.key]) this.#go(this.#active + steps[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {boolean} stale */
  #wait(stale) {
    this.#stale = stale;
    this.#entered = false;
    this.list.setAttribute("aria-busy", String(stale));
  }

  #enter() {
    if (this.#stale) this.#entered = true;
    else this.#options[Math.max(0, this.#active)]?.();
  }

  /** Go to an option; beyond the ends is the field itself. @param {number} to */
  #go(to) {
    const count = this.#options.length;
    this.#active = to < -1 ? count - 1 : to >= count ? -1 : to;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.#active)));
    const active = this.list.children[this.#active];
    if (active) this.field.setAttribute("aria-activedescendant", active.id);
    else this.field.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {string} text what was sought @param {Array<{index: number, text: string, category: {name: string, colour: string}|null}>} items
   * @param {number} count of all that is found @param {() => Promise<number[]>} everything
   * @param {Ask[]} asks how the space can be asked what the words mean
   */
  show(text, items, count, everything, asks) {
    this.#options = items.map(({ index }) => () => this.act.choose(index));
    const options = items.map((item) => this.#item(item, text));
    if (count > 1) {
      this.#options.push(() => this.act.all(everything));
      options.push(make("div", "search-option search-all", `Select all ${figures(count)}`));
    }
    for (const way of asks) {
      this.#options.push(() => this.act.ask(text.trim(), way));
      options.push(make("div", "search-option search-ask", `${way.label}: “${text.trim()}”`));
    }
    this.#fill(options, count ? `${figures(count)} found` : `Nothing contains “${text.trim()}”.`);
  }

  /** Say that an answer is on its way. @param {string} words */
  expect(words) {
    this.#options = [];
    this.#fill([], words);
  }

  /**
   * What is nearest to what was asked, nearest first.
   * @param {Array<{index: number, text: string, similarity: number, picture: string|null}>} items @param {string} words
   */
  rank(items, words) {
    this.#options = items.map(({ index }) => () => this.act.choose(index));
    this.#fill(items.map((item) => this.#ranked(item)), words);
  }

  /** Before anything is typed: an example that works. @param {string} example */
  invite(example) {
    this.#options = example ? [() => { this.field.value = example; this.act.typed(example); }] : [];
    const option = make("div", "search-option search-example", "Try: ");
    option.append(make("strong", "", example));
    this.#fill(example ? [option] : [], "Capitals and accents do not count");
  }

  /** @param {{title?: string, detail?: string, hint?: string}} error */
  complain({ title = "The search failed", detail = "The server did not answer", hint = "Try again." }) {
    this.#options = [];
    this.#fill([], [title, detail, hint].filter(Boolean).join(". "));
  }

  close() {
    this.box.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.#wait(false);
    this.#go(-1);
  }

  /** @param {HTMLElement[]} options @param {string} words */
  #fill(options, words) {
    options.forEach((option, at) => {
      option.id = `search-option-${at}`;
      option.dataset.place = String(at);
      option.setAttribute("role", "option");
    });
    this.list.replaceChildren(...options);
    this.foot.textContent = words;
    this.box.hidden = document.activeElement !== this.field;
    this.field.setAttribute("aria-expanded", String(!this.box.hidden));
    this.#go(-1);
    const entered = this.#entered;
    this.#wait(false);
    if (entered) this.#enter();
  }

  /** @param {{index: number, text: string, similarity: number, picture: string|null}} item */
  #ranked({ index, text, similarity, picture }) {
    const option = make("div", "search-option search-ranked");
    option.dataset.item = String(index);
    if (picture) option.append(Object.assign(make("img", "thumbnail"), { src: picture, alt: "" }));
    option.append(make("span", "search-words", text), make("span", "search-category figures", similarity.toFixed(2)));
    return option;
  }

  /** @param {{text: string, category: {name: string, colour: string}|null}} item @param {string} sought */
  #item({ text, category }, sought) {
    const option = make("div", "search-option");
    const swatch = make("span", "vs-swatch");
    if (category) swatch.style.background = category.colour;
    const words = make("span", "search-words");
    const [start, end] = locate(text, sought) ?? [0, 0];
    words.append(text.slice(0, start), make("mark", "", text.slice(start, end)), text.slice(end));
    option.append(...(category ? [swatch] : []), words, make("span", "search-category", category?.name ?? ""));
    return option;
  }
}
