/** Hovering at two speeds: a ring at once, a card when the pointer has stayed; the card lingers, and the next is quick. */

import { drawContext } from "./context.js";
import { cardPicture } from "./picture_card.js";
import { make } from "./surface.js";

const OPEN_AFTER = 125;
const STAYS = 260;
const QUICK_WITHIN = 300;
const LONGEST = 400;
const ROWS = 6;

export class Hover {
  /**
   * @param {HTMLElement} element the map
   * @param {HTMLElement} ring
   * @param {{place: (item: number) => number[], size: () => number, nameOf: (item: number) => string|null,
   *   box?: (item: number) => number[]|null, pictureOf?: (item: number) => import("./picture_card.js").CardPicture|null,
   *   swatch: (item: number) => string|null, fetchItem: (item: number) => Promise<Object>,
   *   changed: (item: number|null) => void}} ask
   */
  constructor(element, ring, ask) {
    this.element = element;
    this.ring = ring;
    this.ask = ask;
    this.card = make("div", "vs-card", { role: "tooltip", hidden: "" });
    element.append(this.card);
    /** @type {number|null} */
    this.item = null;
    /** The item that is pointed at elsewhere. @type {number|null} */
    this.marked = null;
    this.closed = -Infinity;
    /** A finger can follow nothing with its eyes: its card has a button that leads on. @type {(() => void)|null} */
    this.more = null;
    this.touched = false;
  }

  #timer = 0;
  #told = new Map();

  /** @returns {boolean} */
  get open() { return !this.card.hidden; }

  /** @returns {number} of the ring, in pixels */
  get radius() { return Math.max(12, this.ask.size() + 7) / 2; }

  /** @param {number|null} item @param {boolean} [touched] whether by a finger */
  to(item, touched = false) {
    if (item === this.item) return;
    this.item = item;
    this.touched = touched;
    this.follow();
    clearTimeout(this.#timer);
    const lately = this.open || performance.now() - this.closed < QUICK_WITHIN;
    if (item === null) this.#timer = setTimeout(() => this.close(), STAYS);
    else if (lately) this.#show(item);
    else this.#timer = setTimeout(() => this.#show(item), OPEN_AFTER);
    this.ask.changed(item);
  }

  /** Keep the ring, and the card, on their point. */
  follow() {
    const { ring } = this;
    const item = this.item ?? this.marked;
    ring.hidden = item === null;
    if (item === null) return;
    const [x, y] = this.ask.place(item);
    const side = 2 * this.radius;
    const box = this.ask.box?.(item);
    const [left, top, wide, high] = box ?? [x - side / 2, y - side / 2, side, side];
    Object.assign(ring.style, { width: `${wide}px`, height: `${high}px`, transform: `translate(${left}px, ${top}px)` });
    ring.classList.toggle("vs-boxed", Boolean(box));
    if (this.open && this.item !== null) this.#position(x, y);
  }

  /** @param {number|null} item that is pointed at elsewhere */
  mark(item) {
    this.marked = item;
    this.follow();
  }

  /** Nothing is known of the items any more. */
  forget() {
    this.#told.clear();
    this.marked = null;
    this.to(null);
    this.close();
    this.ring.hidden = true;
  }

  close() {
    clearTimeout(this.#timer);
    if (this.open) this.closed = performance.now();
    this.card.hidden = true;
  }

  /** @param {number} item */
  async #show(item) {
    this.#fill(item, { name: this.ask.nameOf(item) ?? "", rows: [] });
    if (!this.#told.has(item)) {
      if (this.#told.size > 300) this.#told.clear();
      this.#told.set(item, this.ask.fetchItem(item));
    }
    const told = this.#told;
    try {
      const details = await told.get(item);
      if (item === this.item && this.open && details) this.#fill(item, details);
    } catch {
      told.delete(item);
    }
  }

  /** @param {number} item @param {{name: string, rows: Array<[string, string, (import("./context.js").Context|null)?]>}} details */
  #fill(item, { name, rows }) {
    const head = make("div", "vs-card-name");
    const colour = this.ask.swatch(item);
    if (colour) {
      const swatch = make("span", "vs-swatch", { "aria-hidden": "true" });
      swatch.style.background = colour;
      head.append(swatch);
    }
    const words = make("span", "");
    words.textContent = cut(String(name || `Item ${item}`));
    head.append(words);
    const list = make("dl", "");
    for (const [column, value, context] of rows.slice(0, ROWS)) {
      const [term, text] = [make("dt", ""), make("dd", "")];
      term.textContent = String(column);
      text.textContent = cut(String(value ?? ""), 160);
      if (context) text.append(drawContext(context));
      list.append(term, text);
    }
    this.card.replaceChildren(...cardPicture(this.ask.pictureOf?.(item)), head, ...(list.firstChild ? [list] : []), ...this.#leadOn());
    this.card.hidden = false;
    this.#position(...this.ask.place(item));
  }

  /** @returns {HTMLElement[]} the button of a finger's card */
  #leadOn() {
    const leads = this.touched && this.more;
    this.card.setAttribute("role", leads ? "group" : "tooltip");
    this.card.classList.toggle("vs-touched", Boolean(leads));
    if (!leads) return [];
    const button = make("button", "vs-more", { type: "button" });
    button.textContent = "Neighbours and more";
    button.addEventListener("click", () => { this.forget(); this.more(); });
    return [button];
  }

  /** Beside the point, inside the map. @param {number} x @param {number} y */
  #position(x, y) {
    const { offsetWidth: wide, offsetHeight: high } = this.card;
    const { clientWidth, clientHeight } = this.element;
    const away = Math.max(14, this.ask.size() / 2 + 10, (this.ask.box?.(this.item)?.[2] ?? 0) / 2 + 8);
    const right = x + away + wide <= clientWidth - 8;
    const fits = right || x - away - wide >= 8;
    const left = right ? x + away : Math.max(8, Math.min(x - away - wide, clientWidth - wide - 8));
    const beside = Math.min(Math.max(8, y - 16), Math.max(8, clientHeight - high - 8));
    const below = y + away + high <= clientHeight - 8 ? y + away : Math.max(8, y - away - high);
    this.card.style.transform = `translate(${Math.round(left)}px, ${Math.round(fits ? beside : below)}px)`;
  }
}

/** @param {string} text @param {number} [most] */
function cut(text, most = LONGEST) {
  const letters = [...text.slice(0, most * 2 + 2)];
  return letters.length > most ? `${letters.slice(0, most).join("").trimEnd()}…` : text;
}
