/** What people do on the map, by pointer, finger or key, and what follows from it. */

import { listen } from "./interaction.js";
import { listenToKeys } from "./keyboard.js";
import { Lasso } from "./lasso.js";
import { toolbar } from "./surface.js";

/** A click on a zoom button, or on + and −. */
const STEP = 1.6;

/** @param {import("./map.js").VectorMap} map */
export function enable(map) {
  const lasso = new Lasso(map.element);
  const tools = toolbar(map.element, {
    lasso: (on) => { hands.lassoing = on; map.element.classList.toggle("vs-lassoing", on); },
    fit: () => map.fit(), nearer: () => map.pilot.zoom(STEP), farther: () => map.pilot.zoom(1 / STEP),
  });
  const hands = new Hands(map, () => { tools.release(); map.element.classList.remove("vs-lassoing"); });
  listen(map.element, map.parts.points, lasso, {
    camera: () => map.camera, deep: () => map.scene?.dimensions === 3, lassoing: () => hands.lassoing,
    moved: () => map.moved(), hover: (x, y) => hands.hover(x, y), leave: () => map.hover.to(null),
    click: (x, y, add) => hands.click(x, y, add), doubleClick: (x, y) => hands.doubleClick(x, y),
    loop: (loop, how) => hands.loop(loop, how),
  });
  listenToKeys(map.element, {
    walk: (direction) => hands.walk(direction), choose: (add) => hands.choose(add), escape: () => hands.escape(),
    nearer: () => map.pilot.zoom(STEP), farther: () => map.pilot.zoom(1 / STEP), fit: () => map.fit(),
  });
  map.element.addEventListener("blur", () => map.hover.to(null));
}

class Hands {
  /** @param {import("./map.js").VectorMap} map @param {() => void} released the lasso's button is let go */
  constructor(map, released) {
    Object.assign(this, { map, released });
    this.lassoing = false;
  }

  /** @param {number} x @param {number} y @returns {number|null} the point that is meant */
  at(x, y) {
    return this.map.pilot.pointsFly ? null : this.map.picker.at(x, y, this.map.picture.look.size);
  }

  /** @param {number} x @param {number} y */
  hover(x, y) {
    const item = this.at(x, y);
    this.map.element.classList.toggle("vs-over", item !== null);
    this.map.hover.to(item);
  }

  /** @param {number} x @param {number} y @param {boolean} add */
  click(x, y, add) {
    const item = this.at(x, y);
    if (item !== null) this.pick(item, add, add ? "shift" : "click");
    else if (!add && this.map.selection.items.length) this.change([], null, "click");
  }

  /** @param {number} item @param {boolean} add @param {string} how */
  pick(item, add, how) {
    const { selection } = this.map;
    if (add) selection.toggle(item);
    else selection.set([item], item);
    this.told(how);
  }

  /** @param {number[]} items @param {number|null} focus @param {string} how */
  change(items, focus, how) {
    this.map.selection.set(items, focus);
    this.told(how);
  }

  /** The selection was changed by hand. @param {string} how */
  told(how) {
    const { map } = this;
    const { items, focus } = map.selection;
    map.select();
    map.tell("map-select", { indices: [...items], focus, how });
    if (items.length > 1) map.say(`${items.length.toLocaleString("en")} selected`);
    else if (focus !== null) map.say(`${map.nameOf(focus) ?? `Item ${focus}`} selected`);
    else map.say("Nothing selected");
  }

  /** @param {number} x @param {number} y */
  doubleClick(x, y) {
    if (this.at(x, y) !== null) return;
    if (this.map.selection.items.length) this.change([], null, "click");
    this.map.fit();
  }

  /** @param {Array<[number, number]>} loop @param {"replace"|"add"|"remove"} how */
  loop(loop, how) {
    this.lassoing = false;
    this.released();
    if (loop.length < 3 || this.map.pilot.pointsFly) return;
    this.map.selection.loop(this.map.picker.inside(loop), how);
    this.told("lasso");
  }

  /** Go to the nearest point in a direction. @param {[number, number]} direction */
  walk(direction) {
    const { map } = this;
    if (!map.scene?.count || map.pilot.pointsFly) return;
    const from = map.hover.item ?? map.selection.focus;
    const { width, height } = map.camera;
    const [x, y] = from === null ? [width / 2, height / 2] : map.camera.project(map.picture.position(from));
    const item = from === null ? map.picker.closest(x, y) : map.picker.toward(x, y, direction, from);
    if (item === null) return;
    map.hover.to(item);
    const [left, top] = map.camera.project(map.picture.position(item));
    if (left < 20 || top < 20 || left > width - 20 || top > height - 20) {
      map.pilot.flyTo({ ...map.camera.pose, target: map.picture.position(item) }, 250);
    }
    if (map.nameOf(item)) map.say(map.nameOf(item));
  }

  /** Select the point that was walked to. @param {boolean} add */
  choose(add) {
    const { item } = this.map.hover;
    if (item !== null) this.pick(item, add, "keyboard");
  }

  /** Clear in layers: the card, the selection, the filter. */
  escape() {
    const { map } = this;
    if (this.lassoing) {
      this.lassoing = false;
      this.released();
    } else if (map.hover.open || map.hover.item !== null) map.hover.forget();
    else if (map.selection.items.length || map.selection.neighbours) this.change([], null, "escape");
    else if (map.legend.hidden.size) map.legend.set(new Set());
  }
}
