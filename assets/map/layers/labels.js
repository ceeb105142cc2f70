/** Names over the map: categories over their regions, single items when there is room, and always those that are meant. */

import { place } from "../label_layout.js";

const LONGEST = 34;
const FADE = 150;
/** Pixels between points from which single items are named. */
const ROOM = 22;
export const FONTS = {
  focus: "600 14px", marked: "600 17px", neighbour: "400 13px", item: "400 12px", large: "600 16px", category: "600 13px",
};
const HEIGHTS = { focus: 18, marked: 22, neighbour: 16, item: 15, large: 20, category: 17 };

export class Labels {
  /** @param {HTMLCanvasElement} canvas @param {import("../camera.js").Camera} camera */
  constructor(canvas, camera) {
    this.canvas = canvas;
    this.camera = camera;
    this.context = canvas.getContext("2d");
    this.family = getComputedStyle(canvas).fontFamily || "system-ui, sans-serif";
    /** @type {Array<import("../label_layout.js").Placed & {kind: string}>} */
    this.placed = [];
    this.last = 0;
  }

  /** @type {Map<string, number>} */
  #widths = new Map();
  /** Opacity of each label that is coming or going. @type {Map<string, {opacity: number, label: Object}>} */
  #shown = new Map();

  /** @param {string} text @param {string} kind */
  #measure(text, kind) {
    const key = kind + text;
    if (!this.#widths.has(key)) {
      if (this.#widths.size > 20_000) this.#widths.clear();
      this.context.font = `${FONTS[kind]} ${this.family}`;
      this.#widths.set(key, this.context.measureText(text).width);
    }
    return this.#widths.get(key);
  }

  /**
   * @param {Object} given what may be named
   * @param {{focus: number|null, selected: number[], neighbours: number[], hovered: number|null}} given.meant
   * @param {import("../anchors.js").Anchor[]} given.anchors @param {Set<number>} given.hidden
   * @param {import("../picking.js").Picker} given.picker @param {(item: number) => string|null} given.nameOf
   * @param {number} given.spacing pixels between points @param {number} given.size of a point
   */
  choose(given) {
    const labels = [...this.#meant(given)];
    const few = labels.length > 1;
    if (!few || given.meant.neighbours.length === 0) labels.push(...this.#categories(given));
    if (!few) labels.push(...this.#items(given));
    const discs = few ? labels.filter((label) => label.item !== undefined).map((label) => this.#disc(label, given.size)) : [];
    this.placed = place(labels, this.camera.width, this.camera.height, discs);
  }

  /** What the disc of an emphasised item covers. @param {{x: number, y: number, id: string}} label @param {number} size */
  #disc({ x, y, id }, size) {
    const side = Math.max(size * 1.2, 8);
    return { id, text: "", x, y, left: x - side / 2, top: y - side / 2, wide: side, high: side, gap: 0, air: 0 };
  }

  /** @param {Object} given */
  #meant({ meant, nameOf, size, picker }) {
    const { focus, selected, neighbours, hovered } = meant;
    const wanted = new Map();
    const want = (item, kind) => { if (item !== null && !wanted.has(item)) wanted.set(item, kind); };
    want(hovered, "marked");
    want(focus, "focus");
    neighbours.slice(0, 60).forEach((item) => want(item, "neighbour"));
    selected.slice(0, 30).forEach((item) => want(item, "neighbour"));
    const hidden = (item) => picker.visible && !picker.visible[item] && item !== focus;
    return [...wanted].filter(([item]) => !hidden(item))
      .map(([item, kind]) => this.#ofItem(item, kind, nameOf(item), Math.max(size / 2, 5) + 6, 2, picker))
      .filter(Boolean).map((label) => ({ ...label, always: label.kind !== "neighbour" }));
  }

  /** @param {Object} given */
  #categories({ anchors, hidden }) {
    const most = anchors[0]?.count ?? 1;
    return anchors.filter(({ code }) => !hidden.has(code)).map(({ code, text, count, position }) => {
      const kind = count > most * 0.5 && anchors.length < 40 ? "large" : "category";
      const short = shorten(text);
      return {
        id: `c${code}`, kind, code, text: short, position, wide: this.#measure(short, kind), high: HEIGHTS[kind],
        gap: 0, air: 6, ...this.#at(position),
      };
    });
  }

  /** Names of single items, in an order that never changes, so that moving the map does not swap them. */
  #items({ picker, nameOf, spacing, size }) {
    if (spacing < ROOM || !picker.scene) return [];
    const { camera } = this;
    const found = picker.scene.dimensions === 2 ? this.#flatItems(picker) : picker.scene.count > 4000 ? [] : null;
    const items = found ?? Array.from({ length: picker.scene.count }, (_, item) => item);
    const limit = Math.min(120, Math.round((camera.width * camera.height) / 9000));
    return items.filter((item) => !picker.visible || picker.visible[item])
      .sort((a, b) => rank(a) - rank(b)).slice(0, 700)
      .map((item) => this.#ofItem(item, "item", nameOf(item), size / 2 + 4, 10, picker))
      .filter((label) => label && label.x > -200 && label.x < camera.width + 200).slice(0, limit * 3);
  }

  /** @param {import("../picking.js").Picker} picker */
  #flatItems(picker) {
    const { camera } = this;
    const corners = [[-160, -60], [camera.width + 160, -60], [-160, camera.height + 60], [camera.width + 160, camera.height + 60]]
      .map(([x, y]) => camera.unproject(x, y));
    const [xs, ys] = [0, 1].map((axis) => corners.map((corner) => corner[axis]));
    return picker.flat.inside(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), 6000) ?? [];
  }

  /** @param {number} item @param {string} kind @param {string|null} name @param {number} gap @param {number} air */
  #ofItem(item, kind, name, gap, air, picker) {
    if (!name) return null;
    const text = shorten(name);
    const { positions, dimensions } = picker.scene;
    const position = [0, 1, 2].map((axis) => (axis < dimensions ? positions[item * dimensions + axis] : 0));
    const wide = this.#measure(text, kind);
    return { id: `i${item}`, kind, item, text, position, wide, high: HEIGHTS[kind], gap, air, ...this.#at(position) };
  }

  /** @param {number[]} position */
  #at(position) {
    const [x, y, depth] = this.camera.project(position);
    return depth > 0 ? { x, y } : { x: NaN, y: NaN };
  }

  /**
   * @param {number} now @param {number} ratio device pixels per CSS pixel
   * @param {{ink: string, halo: string, muted: string, ofCode: (code: number) => string}} colours @param {boolean} still
   * @returns {boolean} whether some are still coming or going
   */
  paint(now, ratio, colours, still) {
    const { context, canvas } = this;
    const step = still ? 1 : Math.min(1, (now - this.last) / FADE);
    this.last = now;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.textBaseline = "middle";
    context.lineJoin = "round";
    const wanted = new Map(this.placed.map((label) => [label.id, label]));
    for (const label of this.placed) if (!this.#shown.has(label.id)) this.#shown.set(label.id, { opacity: 0, label });
    let busy = false;
    for (const [id, shown] of this.#shown) {
      const label = wanted.get(id);
      if (label) shown.label = label;
      shown.opacity = Math.max(0, Math.min(1, shown.opacity + (label ? step : -step)));
      if (shown.opacity === 0) { this.#shown.delete(id); continue; }
      busy ||= label ? shown.opacity < 1 : true;
      this.#write(shown.label, shown.opacity, colours);
    }
    context.globalAlpha = 1;
    return busy;
  }

  /** @param {Object} label @param {number} opacity @param {Object} colours */
  #write(label, opacity, { ink, halo, muted, ofCode }) {
    const { context } = this;
    const { x, y } = this.#at(label.position);
    const [left, middle] = [label.left + x - label.x, label.top + y - label.y + label.high / 2];
    if (!(left > -400 && left < this.camera.width + 100)) return;
    context.globalAlpha = opacity;
    context.font = `${FONTS[label.kind]} ${this.family}`;
    context.lineWidth = 4;
    context.strokeStyle = halo;
    context.strokeText(label.text, left, middle);
    const own = { large: () => ofCode(label.code), category: () => ofCode(label.code), item: () => muted };
    context.fillStyle = own[label.kind]?.() ?? ink;
    context.fillText(label.text, left, middle);
  }

  /** @returns {Array<{text: string, kind: string, box: number[]}>} */
  get report() {
    return this.placed.map(({ text, kind, left, top, wide, high, item }) => ({ text, kind, item, box: [left, top, wide, high] }));
  }
}

/** @param {number} item @returns {number} a place in an order that looks random and never changes */
const rank = (item) => Math.imul(item + 1, 0x9e3779b1) >>> 0;

/** @param {string} text @returns {string} one line of it */
function shorten(text) {
  const line = text.replace(/\s+/g, " ").trim();
  const letters = [...line.slice(0, 2 * LONGEST + 2)];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("").trimEnd()}…` : line;
}
