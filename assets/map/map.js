/** The map as one object: what the page asks of it, and the order of a frame. */

import { AxisNames } from "./axis_names.js";
import { Camera } from "./camera.js";
import { fits } from "./colour.js";
import { Confession } from "./confession.js";
import { Drawing } from "./drawing.js";
import { Gizmo } from "./gizmo.js";
import { Hover } from "./hover.js";
import { Isolation } from "./isolation.js";
import { Legend } from "./legend.js";
import { Naming } from "./naming.js";
import { Picker } from "./picking.js";
import { Picture } from "./picture.js";
import { pictureOf } from "./picture_card.js";
import { Pilot } from "./pilot.js";
import { Renderer } from "./renderer.js";
import { makeScene, midway } from "./scene.js";
import { Selection } from "./selection.js";

export class VectorMap {
  /**
   * @param {HTMLElement} element @param {Record<string, HTMLElement>} parts
   * @param {{legend: HTMLElement|null, fetchItem: (item: number) => Promise<Object>, theme: "light"|"dark"}} options
   */
  constructor(element, parts, { legend = null, fetchItem, theme = "light" }) {
    Object.assign(this, { element, parts, fetchItem });
    this.camera = new Camera();
    this.picker = new Picker(this.camera);
    this.picture = new Picture(element, parts, this.camera);
    this.naming = new Naming(this);
    this.picture.anchored = () => { this.naming.forget(); this.renderer.invalidate(false); };
    this.picture.pictures.textures.changed = () => this.renderer.invalidate();
    this.selection = new Selection();
    this.isolation = new Isolation();
    /** @type {Confession|null} */
    this.confession = null;
    /** Whether someone moved the camera since it last rested. */
    this.byHand = false;
    this.legend = new Legend(legend, (hidden, told) => this.#filter(hidden, told));
    this.pilot = new Pilot(this.camera, () => {
      element.dataset.state = "loading";
      this.renderer.invalidate();
    });
    this.hover = this.#makeHover();
    this.gizmo = new Gizmo(element, () => this.fit());
    Object.assign(this, { axisNames: new AxisNames(this), drawing: new Drawing(this) });
    this.renderer = new Renderer(parts.points, this.picture.layers, {
      update: (now) => this.#update(now), paint: (share) => this.#paint(share), rest: () => this.#rest(),
      lost: () => { element.dataset.state = "loading"; },
    });
    this.setTheme(theme);
    new ResizeObserver(() => this.#resized()).observe(element);
    this.#resized();
  }

  /** The camera as the last frame saw it. */
  #drawn = -1;
  #moving = false;
  /** @type {Array<() => void>} */
  #waiting = [];

  #makeHover() {
    return new Hover(this.element, this.parts.ring, {
      place: (item) => this.camera.project(this.picture.position(item)),
      size: () => this.picture.look.size,
      box: (item) => this.picture.pictures.box(item, this.camera),
      pictureOf: (item) => pictureOf(this.picture.pictures, item),
      nameOf: (item) => this.nameOf(item),
      swatch: (item) => this.picture.swatch(item),
      fetchItem: async (item) => this.fetchItem?.(item),
      changed: (item) => this.tell("map-hover", { index: item }),
    });
  }

  /** @returns {import("./scene.js").Scene|null} */
  get scene() { return this.picture.scene; }

  /** @param {number} item @returns {string|null} */
  nameOf(item) { return this.scene?.names?.[item] ?? null; }

  /** @param {string} name @param {Object} detail */
  tell(name, detail) { this.element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true })); }

  /**
   * Draw a projection. The same space's points fly to their new places; another space starts afresh.
   * @param {{key: string, space: string, dimensions: number, coordinates: Float32Array, names: string[]|null,
   *   title: string}} given
   * @returns {Promise<void>} once it is drawn and nothing flies
   */
  async show(given) {
    const next = makeScene(given);
    const before = this.scene;
    const same = before?.space === next.space && before.count === next.count && next.count > 0;
    const origin = same ? this.#whereNow() : null;
    this.element.dataset.state = "loading";
    this.pilot.land();
    this.hover.forget();
    this.confession = null;
    if (!same) this.isolation.set(null, 0);
    if (!same) this.picture.mask = null;
    this.picture.setScene(next, origin);
    this.picker.show(next);
    if (!same) this.renderer.expect(next.count);
    if (!same) this.#reset(before !== null);
    this.selection.within(next.count);
    this.select();
    this.#move(same);
    this.element.setAttribute("aria-description", next.title);
    this.parts.message.hidden = next.count > 0;
    this.parts.message.textContent = next.count ? "" : "There are no points to show.";
    await this.ready();
  }

  /** @returns {Promise<void>} when everything asked for until now is on the screen */
  ready() {
    this.renderer.invalidate();
    return new Promise((resolve) => { this.#waiting.push(resolve); });
  }

  /** @returns {Float32Array} three numbers per point, perhaps half way between two projections */
  #whereNow() {
    const { scene, picture: { points: { origin } }, pilot: { progress } } = this;
    return midway(origin ? { positions: origin, dimensions: 3 } : scene, scene, origin ? progress : 1);
  }

  /** @param {boolean} same whether the points are those of before */
  #move(same) {
    const { focus } = this.selection;
    const frame = this.isolation.frame(this.scene);
    if (!same) this.pilot.fit(frame, false);
    else this.pilot.flyPoints(frame, focus === null ? null : this.picture.position(focus), () => this.picture.land());
  }

  /** @param {boolean} forget whether a selection was made on what is gone */
  #reset(forget) {
    if (forget) this.selection = new Selection();
    const { column, theme } = this.picture;
    this.legend.show(column?.note || fits(column, this.scene.count) ? column : null, theme);
    if (this.legend.hidden.size) this.legend.set(new Set(), false);
    this.picker.visible = null;
  }

  /** Draw the lines of equal density, or leave them out. @param {boolean} on */
  setContours(on) {
    this.picture.contours.on = on;
    this.renderer.invalidate();
  }

  /** Show everything. @param {boolean} [fly] */
  fit(fly = true) {
    if (this.scene) this.pilot.fit(this.isolation.frame(this.scene), fly);
    this.renderer.invalidate();
  }

  /** The camera was moved by hand. */
  moved() {
    this.pilot.release();
    this.byHand = true;
    this.renderer.invalidate();
  }

  /** Bring an item, or several, into view. @param {number|number[]} items */
  flyTo(items) {
    const wanted = [items].flat().filter((item) => this.has(item));
    if (!wanted.length) return;
    this.tell("map-fly", { items: wanted });
    this.pilot.show(wanted.map((item) => this.picture.position(item)), this.scene.spacing);
  }

  /** @param {number|null} item */
  has(item) { return Number.isInteger(item) && item >= 0 && item < (this.scene?.count ?? 0); }

  /** @param {import("./colour.js").Column|null} column */
  setColumn(column) {
    this.picture.setColumn(column);
    this.legend.show(column, this.picture.theme);
    this.#filter(this.legend.hidden, false);
  }

  /** @param {"light"|"dark"} theme */
  setTheme(theme) {
    this.picture.setTheme(theme);
    this.legend.show(this.legend.column, theme);
    this.renderer.invalidate();
  }

  /** @param {Set<number>} hidden codes of the column @param {boolean} [told] */
  #filter(hidden, told = true) {
    const visible = this.isolation.within(this.picture.setHidden(hidden));
    if (this.isolation.mask) this.picture.points.set({ visible });
    this.picker.visible = visible;
    this.select();
    if (told) this.tell("map-filter", { hidden: this.legend.hiddenNames });
  }

  /** Let only some items stay on the map, or all again. @param {number[]|null} items @param {boolean} [told] */
  isolate(items, told = true) {
    if (!items && !this.isolation.items) return;
    this.isolation.set(items, this.scene?.count ?? 0);
    this.picture.isolate(this.isolation.mask);
    this.#filter(this.legend.hidden, false);
    if (told) this.tell("map-isolate", { indices: this.isolation.items });
  }

  /** @param {number[]} indices @param {{focus?: number|null}} [options] */
  setSelection(indices, { focus = null } = {}) {
    this.selection.set(indices, focus);
    if (this.scene) this.selection.within(this.scene.count);
    this.select();
  }

  /** @param {import("./selection.js").Neighbours|null} neighbours */
  setNeighbours(neighbours) {
    this.selection.neighbours = neighbours;
    if (this.scene) this.selection.within(this.scene.count);
    this.select();
  }

  /** Show what the map gets wrong around an item, in the place of the selection, or the selection again. @param {import("./confession.js").Told|null} told */
  confess(told) {
    this.confession = told && this.has(told.item) ? new Confession(told, this.selection) : null;
    this.select();
  }

  /** @returns {Selection|Confession} what is shown as meant */
  get meant() { return this.confession ?? this.selection; }

  /** What a tool draws over the points. @param {import("./drawing.js").Drawn} drawn */
  draw(drawn) {
    this.drawing.set(drawn);
    this.renderer.invalidate(false);
    const { lit = [] } = drawn;
    if (!lit.length && !this.selection.lit.length) return;
    this.selection.lit = lit;
    if (this.scene) this.selection.within(this.scene.count);
    this.select();
  }

  /** Tell those who listen rather than look. @param {string} words */
  say(words) { this.parts.voice.textContent = words; }

  /** The selection has changed: show it. */
  select() {
    if (this.scene) this.picture.setSelection(this.meant);
    this.naming.forget();
    this.renderer.invalidate();
    this.tell("map-change", {});
  }

  /** @param {number|null} item whose row is hovered elsewhere */
  highlight(item) {
    this.hover.mark(this.has(item) ? item : null);
    this.tell("map-mark", { index: this.hover.marked });
    this.naming.forget();
    this.renderer.invalidate(false);
  }

  #resized() {
    if (!this.picture.resize()) return;
    if (this.pilot.fitted && !this.pilot.flying) this.fit(false);
    this.naming.forget();
    this.renderer.invalidate();
  }

  /** @param {number} now @returns {boolean} whether the camera or the points move */
  #update(now) {
    this.pilot.advance(now);
    const moved = this.camera.version !== this.#drawn;
    this.#moving = moved || this.pilot.flying;
    this.#drawn = this.camera.version;
    if (moved) this.tell("map-move", { byHand: this.byHand, flying: this.pilot.flying });
    return this.#moving;
  }

  /** @param {number} share of the points that may be drawn; 0 when they stay */
  #paint(share) {
    this.picture.draw(share, this.pilot.progress);
    this.naming.follow(this.#moving);
    this.hover.follow();
    this.gizmo.follow(this.camera, this.scene?.dimensions === 3);
    for (const over of [this.axisNames, this.drawing]) over.follow();
    const busy = this.picture.drawLabels(performance.now());
    if (this.pilot.flying) this.renderer.invalidate();
    else if (busy) this.renderer.invalidate(false);
  }

  /** Nothing moves any more. */
  #rest() {
    if (!this.scene) return;
    this.element.dataset.state = this.scene.count ? "ready" : "empty";
    for (const resolve of this.#waiting.splice(0)) resolve();
    const { byHand } = this;
    this.byHand = false;
    this.tell("map-rest", { byHand });
    clearTimeout(this.idle);
    this.idle = setTimeout(() => { if (!this.pilot.flying) this.picker.prepare(); }, 60);
  }
}
