/** What people do on the map, by pointer, finger or key, and what follows from it. */

import { carry, held } from "./carrying.js";
import { listen } from "./interaction.js";
import { listenToKeys } from "./keyboard.js";
import { Lasso } from "./lasso.js";
import { SelectionBar } from "./selection_bar.js";
import { toolbar } from "./surface.js";
import { tasks } from "./tasks.js";

/** A click on a zoom button, or on + and −. */
const STEP = 1.6;

/**
 * @param {import("./map.js").VectorMap} map
 * @param {import("./tasks.js").Tools} [tools] what the page does with a selection
 * @returns {{setParent: SelectionBar["setParent"]}}
 */
export function enable(map, tools = {}) {
  const lasso = new Lasso(map.element);
  const camera = {
    fit: () => hands.fit(), nearer: () => hands.zoom(STEP), farther: () => hands.zoom(1 / STEP),
  };
  const bar = toolbar(map.element, {
    draw: (what) => hands.draw(what), contours: (on) => map.setContours(on), ...camera,
  });
  const hands = new Hands(map, () => bar.release(), tools.takes);
  listen(map.element, map.parts.points, lasso, {
    camera: () => map.camera, deep: () => map.scene?.dimensions === 3, drawing: () => hands.drawing,
    moved: () => map.moved(), hover: (x, y) => hands.hover(x, y), leave: () => map.hover.to(null),
    click: (x, y, add) => hands.click(x, y, add), tapped: (x, y) => map.hover.to(hands.at(x, y), true), doubleClick: (x, y) => hands.doubleClick(x, y),
    loop: (loop, how) => hands.loop(loop, how), holds: (x, y) => hands.holds(x, y), carry: (item, event) => carry(map, item, event),
  });
  listenToKeys(map.element, {
    walk: (direction) => hands.walk(direction), choose: (add) => hands.choose(add), escape: () => hands.escape(),
    fitSelection: () => hands.fit(map.selection.items), ...camera,
  });
  map.element.addEventListener("blur", () => map.hover.to(null));
  map.hover.more = tools.open ?? null;
  map.legend.choose = (code, how) => hands.category(code, how);
  return new SelectionBar(map, tasks(map, hands, tools));
}

export class Hands {
  /**
   * @param {import("./map.js").VectorMap} map @param {() => void} released the buttons of lasso and box are let go
   * @param {() => boolean} [takes] whether an item dragged off the map is taken anywhere
   */
  constructor(map, released, takes = () => false) {
    Object.assign(this, { map, released, takes });
    /** @type {""|"lasso"|"box"} */
    this.drawing = "";
  }

  /** Take up the lasso or the box, or put it down. @param {""|"lasso"|"box"} what */
  draw(what) {
    this.drawing = what;
    this.map.element.classList.toggle("vs-lassoing", what !== "");
    if (!what) this.released();
  }

  /** @param {number} x @param {number} y @returns {number|null} the point that is meant */
  at(x, y) {
    const { camera, picker, picture, pilot } = this.map;
    return pilot.pointsFly ? null : picture.pictures.at(x, y, camera) ?? picker.at(x, y, picture.look.size);
  }

  /** @param {number} x @param {number} y @returns {number|null} the item that a drag from there takes off the map */
  holds(x, y) {
    return this.takes() ? held(this.map, this.at(x, y), x, y) : null;
  }

  /** @param {number} x @param {number} y */
  hover(x, y) {
    const item = this.at(x, y);
    this.map.element.classList.toggle("vs-over", item !== null);
    this.map.element.classList.toggle("vs-holds", item !== null && this.holds(x, y) === item);
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
    this.fit();
  }

  /** @param {Array<[number, number]>} loop @param {"replace"|"add"|"remove"} how */
  loop(loop, how) {
    this.draw("");
    if (loop.length < 3 || this.map.pilot.pointsFly) return;
    this.map.selection.loop(this.map.picker.inside(loop), how);
    this.told("lasso");
  }

  /** Select every item of a category that is not isolated away. @param {number} code @param {"replace"|"add"|"remove"} how */
  category(code, how) {
    const { legend, isolation, selection } = this.map;
    const { codes } = legend.column ?? {};
    if (!codes) return;
    if (legend.hidden.has(code)) legend.set(new Set([...legend.hidden].filter((other) => other !== code)));
    const items = [];
    codes.forEach((one, item) => { if (one === code && (!isolation.mask || isolation.mask[item])) items.push(item); });
    selection.loop(items, how);
    this.told("category");
  }

  /** Bring everything into view, or some items. @param {number[]} [items] */
  fit(items) {
    if (items && !items.length) return;
    this.map.byHand = true;
    if (items) this.map.flyTo(items);
    else this.map.fit();
  }

  /** @param {number} factor */
  zoom(factor) {
    this.map.byHand = true;
    this.map.pilot.zoom(factor);
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

  /** Clear in layers: the tool, the card, the selection, the isolation, the filter. */
  escape() {
    const { map } = this;
    if (this.drawing) this.draw("");
    else if (map.hover.open || map.hover.item !== null) map.hover.forget();
    else if (map.selection.items.length || map.selection.neighbours) this.change([], null, "escape");
    else if (map.isolation.items) map.isolate(null);
    else if (map.legend.hidden.size) map.legend.set(new Set());
  }
}
