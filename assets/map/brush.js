/** Brushing a histogram: the items outside the brushed bins leave the map. By pointer on the bars, by key on two thumbs. */

import { MISSING } from "./colour.js";
import { make } from "./surface.js";

export class Brush {
  /**
   * @param {HTMLElement} bars one child for each bin
   * @param {import("./colour.js").Column} column
   * @param {{choose: (hidden: Set<number>) => void, spoken: (edge: number) => string}} ask
   */
  constructor(bars, column, ask) {
    Object.assign(this, { bars, column, ask, bins: bars.children.length });
    this.thumbs = ["From", "To"].map((name) => this.#thumb(name));
    this.rail = make("div", "vs-thumbs");
    this.rail.append(...this.thumbs);
    this.line = make("div", "vs-brushed", { "aria-live": "polite" });
    this.words = make("span", "");
    this.all = make("button", "vs-reset", { type: "button" });
    this.all.textContent = "Show all";
    this.all.addEventListener("click", () => ask.choose(new Set()));
    this.line.append(this.words, this.all);
    this.#listen();
  }

  /** @param {string} name */
  #thumb(name) {
    const thumb = make("input", "vs-thumb", {
      type: "range", min: "0", max: String(this.bins), step: "1", "aria-label": `${name}, ${this.column.name}`,
    });
    thumb.addEventListener("input", () => {
      const [from, to] = this.thumbs.map(({ value }) => Number(value));
      if (from < to) this.choose(from, to);
      else this.mark(this.hidden);
    });
    return thumb;
  }

  #listen() {
    const { bars } = this;
    let start = -1;
    const at = (event) => {
      const box = bars.getBoundingClientRect();
      return Math.min(this.bins - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * this.bins)));
    };
    bars.addEventListener("pointerdown", (event) => {
      bars.setPointerCapture(event.pointerId);
      start = at(event);
    });
    bars.addEventListener("pointermove", (event) => {
      if (start < 0) return;
      const end = at(event);
      this.choose(Math.min(start, end), Math.max(start, end) + 1);
    });
    for (const name of ["pointerup", "pointercancel"]) bars.addEventListener(name, () => { start = -1; });
    bars.addEventListener("dblclick", () => this.ask.choose(new Set()));
  }

  /** Leave the bins from one edge to another on the map. @param {number} from @param {number} to */
  choose(from, to) {
    const hidden = new Set(Array.from({ length: this.bins }, (_, bin) => bin).filter((bin) => bin < from || bin >= to));
    if (hidden.size) hidden.add(MISSING);
    this.ask.choose(hidden);
  }

  /** Show what is hidden. @param {Set<number>} hidden */
  mark(hidden) {
    this.hidden = hidden;
    const left = Array.from({ length: this.bins }, (_, bin) => bin).filter((bin) => !hidden.has(bin));
    const [from, to] = left.length ? [left[0], left[left.length - 1] + 1] : [0, this.bins];
    this.thumbs.forEach((thumb, place) => {
      const edge = [from, to][place];
      thumb.value = String(edge);
      thumb.setAttribute("aria-valuetext", this.ask.spoken(edge));
    });
    [...this.bars.children].forEach((bar, bin) => bar.classList.toggle("vs-out", hidden.has(bin)));
    this.line.hidden = !hidden.size;
    const kept = left.reduce((sum, bin) => sum + this.column.histogram[bin], 0);
    this.words.textContent = `${this.ask.spoken(from)} to ${this.ask.spoken(to)}: ${kept.toLocaleString("en")} items`;
  }
}
