/** A simpler map for browsers without WebGL2, drawn by the Plotly that the page ships: flat, and of 20,000 points at most. */

import { css, fits, palette, parse, tones, visibility } from "./colour.js";
import { Confession } from "./confession.js";
import { layout, plain, traces } from "./fallback_traces.js";
import { Hover } from "./hover.js";
import { Legend } from "./legend.js";
import { makeScene } from "./scene.js";
import { Selection } from "./selection.js";
import { make } from "./surface.js";

export const MOST = 20_000;
const PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js";
const SIMPLER = "A simpler map: this browser offers no WebGL2. Turn on hardware acceleration to get the full one.";
const FLAT = " It shows the first two of the three dimensions.";

/**
 * @param {HTMLElement} element @param {Record<string, HTMLElement>} parts @param {Object} options see createMap
 * @returns {Promise<Object>} the methods of a map
 */
export async function plainMap(element, parts, options) {
  const map = new PlainMap(element, parts, options);
  const nothing = Object.fromEntries(["isolate", "reveal", "setParent", "state", "restore", "byHand", "setContours"].map((name) => [name, () => undefined]));
  return {
    ...nothing,
    show: (scene) => map.show(scene), setColumn: (column) => map.setColumn(column),
    setSelection: (indices, options_) => map.setSelection(indices, options_),
    setNeighbours: (neighbours) => { map.selection.neighbours = neighbours; return map.draw(); },
    confess: (told) => map.confess(told),
    highlight: (index) => map.highlight(index), flyTo: () => undefined, fit: () => map.fit(),
    setTheme: (theme) => map.setTheme(theme), ready: () => map.draw(),
    stats: () => ({ count: map.scene?.count ?? 0, column: map.column?.name ?? null, plain: true, hidden: map.legend.hiddenNames }),
    exportAs: async () => { throw Object.assign(new Error("no WebGL2"), NOT_HERE); },
  };
}

const NOT_HERE = {
  title: "This browser cannot draw the picture", detail: "It offers no WebGL2.",
  hint: "Turn on hardware acceleration in its settings, or take the web page and open it in another browser.",
};

class PlainMap {
  /** @param {HTMLElement} element @param {Record<string, HTMLElement>} parts @param {Object} options */
  constructor(element, parts, { legend = null, fetchItem, theme = "light" }) {
    Object.assign(this, { element, parts, theme, confession: null, scene: null, column: null, marked: null, visible: null });
    this.selection = new Selection();
    this.legend = new Legend(legend, (hidden) => this.#filter(hidden));
    this.plot = make("div", "vs-plain");
    this.note = make("p", "vs-plain-note", { role: "note" });
    for (const canvas of [parts.points, parts.names]) canvas.hidden = true;
    element.prepend(this.plot, this.note);
    this.hover = new Hover(element, parts.ring, {
      place: (item) => this.place(item), size: () => 8, nameOf: (item) => this.scene?.names?.[item] ?? null,
      swatch: (item) => this.#swatch(item), fetchItem: async (item) => fetchItem?.(item),
      changed: (item) => this.#tell("map-hover", { index: item }),
    });
    this.#describe();
    element.addEventListener("keydown", (event) => { if (event.key === "Escape") this.#pick([], null); });
    new ResizeObserver(() => { if (this.drawn) window.Plotly.Plots.resize(this.plot); }).observe(element);
  }

  #describe() {
    Object.defineProperties(this.element, {
      pointCount: { configurable: true, get: () => this.scene?.count ?? 0 },
      selection: { configurable: true, get: () => [...this.selection.items] },
      screenPosition: { configurable: true, value: (item) => {
        const box = this.element.getBoundingClientRect();
        const [x, y] = this.place(item);
        return [x + box.left, y + box.top];
      } },
    });
  }

  /** @param {number} item @returns {[number, number]} pixels from the map's top left */
  place(item) {
    const { xaxis, yaxis } = this.plot._fullLayout;
    const { positions, dimensions } = this.scene;
    return [xaxis.l2p(positions[item * dimensions]) + xaxis._offset, yaxis.l2p(positions[item * dimensions + 1]) + yaxis._offset];
  }

  /** @param {Object} given see VectorMap.show */
  async show(given) {
    this.element.dataset.state = "loading";
    const before = this.scene;
    this.scene = makeScene(given);
    this.confession = null;
    this.hover.forget();
    if (before && before.space !== this.scene.space) this.selection = new Selection();
    this.selection.within(this.scene.count);
    this.#filter(this.legend.hidden, false);
    this.element.setAttribute("aria-description", this.scene.title);
    await this.draw();
  }

  /** @param {import("./colour.js").Column|null} column */
  setColumn(column) {
    this.column = column;
    this.legend.show(column, this.theme);
    this.#filter(this.legend.hidden, false);
  }

  /** @param {number[]} indices @param {{focus?: number|null}} [options] */
  setSelection(indices, { focus = null } = {}) {
    this.selection.set(indices, focus);
    if (this.scene) this.selection.within(this.scene.count);
    this.draw();
  }

  /** @param {import("./confession.js").Told|null} told */
  confess(told) {
    this.confession = told && told.item < (this.scene?.count ?? 0) ? new Confession(told, this.selection) : null;
    this.draw();
  }

  /** @param {number|null} item */
  highlight(item) {
    this.marked = Number.isInteger(item) && item < (this.scene?.count ?? 0) ? item : null;
    this.draw();
  }

  /** @param {"light"|"dark"} theme */
  setTheme(theme) {
    this.theme = theme;
    this.legend.show(this.column, theme);
    this.draw();
  }

  fit() { if (this.drawn) window.Plotly.relayout(this.plot, { "xaxis.autorange": true, "yaxis.autorange": true }); }

  /** @param {Set<number>} hidden @param {boolean} [told] */
  #filter(hidden, told = true) {
    this.visible = this.scene && fits(this.column, this.scene.count) ? visibility(this.column, hidden) : null;
    if (told) this.#tell("map-filter", { hidden: this.legend.hiddenNames });
    this.draw();
  }

  /** Draw what is there now; many requests in a row make one drawing. @returns {Promise<void>} */
  draw() {
    this.waiting ??= Promise.resolve().then(() => { this.waiting = null; return this.#draw(); });
    return this.waiting;
  }

  async #draw() {
    const { scene } = this;
    if (!scene) return;
    const large = scene.count > MOST;
    this.plot.hidden = large || !scene.count;
    this.note.textContent = large ? tooMany(scene.count) : SIMPLER + (scene.dimensions === 3 ? FLAT : "");
    this.note.setAttribute("role", large ? "alert" : "note");
    if (this.plot.hidden) { this.element.dataset.state = large ? "error" : "empty"; return; }
    await loadPlotly();
    const { font, ...inks } = this.#style();
    const fitting = fits(this.column, scene.count) ? this.column : null;
    this.palette = palette(fitting, this.theme);
    this.tones = tones(fitting, scene.count);
    const { visible, selection, marked, tones: toned, palette: colours } = this;
    const data = traces({ scene, palette: colours, tones: toned, visible, selection: this.confession ?? selection, marked, style: { ...inks, font, height: this.element.clientHeight } });
    await window.Plotly.react(this.plot, data, layout(scene, font), { displayModeBar: false, scrollZoom: true, doubleClick: "reset" });
    if (!this.drawn) this.#listen();
    if (scene === this.scene) this.element.dataset.state = "ready";
  }

  #style() {
    const style = getComputedStyle(this.element);
    const ink = style.getPropertyValue("--vs-text").trim() || (this.theme === "dark" ? "#e8eaed" : "#1b1f24");
    const wrong = style.getPropertyValue("--vs-wrong").trim() || (this.theme === "dark" ? "#ff9838" : "#d9600a");
    return { ink: plain(css(parse(ink))), wrong: plain(css(parse(wrong))), font: getComputedStyle(this.parts.names).fontFamily };
  }

  #listen() {
    this.drawn = true;
    this.plot.on("plotly_click", ({ points: [point], event }) => this.#click(point.customdata, event.shiftKey));
    this.plot.on("plotly_hover", ({ points: [point] }) => this.hover.to(point.customdata));
    this.plot.on("plotly_unhover", () => this.hover.to(null));
    this.plot.on("plotly_relayouting", () => this.hover.to(null));
  }

  /** @param {number|undefined} item @param {boolean} add */
  #click(item, add) {
    if (item === undefined) return;
    if (add) this.selection.toggle(item);
    else this.selection.set([item], item);
    this.#pick(this.selection.items, this.selection.focus);
  }

  /** @param {number[]} indices @param {number|null} focus */
  #pick(indices, focus) {
    this.setSelection(indices, { focus });
    this.#tell("map-select", { indices: [...indices], focus, how: "click" });
  }

  /** @param {number} item */
  #swatch(item) {
    if (!this.palette || !fits(this.column, this.scene.count)) return null;
    return css(this.palette.colours[this.tones[item]] ?? this.palette.missing);
  }

  /** @param {string} name @param {Object} detail */
  #tell(name, detail) { this.element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true })); }
}

/** @param {number} count */
function tooMany(count) {
  return `This browser offers no WebGL2, and the simpler map ends at ${MOST.toLocaleString("en")} points; here are ${count.toLocaleString("en")}. Turn on hardware acceleration in its settings, or open the page in another browser.`;
}

/** @type {Promise<void>|null} */
let loading = null;

/** @returns {Promise<void>} once window.Plotly is there; the page's own server has it */
function loadPlotly() {
  if (window.Plotly) return Promise.resolve();
  loading ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: PLOTLY, onload: () => resolve() });
    script.onerror = () => { loading = null; reject(new Error("Plotly could not be loaded")); };
    document.head.append(script);
  });
  return loading;
}
