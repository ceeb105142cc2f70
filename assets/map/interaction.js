/** Mouse and pen on the map, in its grammar: drag, click, Shift for lasso, wheel; what is meant is told to `act`. */

import { loopKind } from "./lasso.js";
import { listenToTouch } from "./touch.js";

/** A drag shorter than this is a click. */
const STILL = 4;
/** Hit-test at most once in so many milliseconds. */
const PAUSE = 50;

/**
 * @typedef {Object} Actions
 * @property {() => import("./camera.js").Camera} camera
 * @property {() => boolean} deep whether the map has three dimensions
 * @property {() => ""|"lasso"|"box"} drawing which tool's button is pressed
 * @property {(x: number, y: number) => number|null} holds the item that a drag from there takes with it
 * @property {(item: number, event: PointerEvent) => void} carry an item is being dragged: the page goes on with it
 * @property {() => void} moved the camera was changed by hand
 * @property {(x: number, y: number) => void} hover
 * @property {() => void} leave
 * @property {(x: number, y: number, add: boolean) => void} click
 * @property {(x: number, y: number) => void} tapped by a finger, after the click
 * @property {(x: number, y: number) => void} doubleClick
 * @property {(loop: Array<[number, number]>, how: "replace"|"add"|"remove") => void} loop
 */

/** @param {HTMLElement} element @param {HTMLElement} surface @param {import("./lasso.js").Lasso} lasso @param {Actions} act */
export function listen(element, surface, lasso, act) {
  new Mouse(element, surface, lasso, act);
  listenToTouch(surface, lasso, act);
}

class Mouse {
  /** @param {HTMLElement} element @param {HTMLElement} surface @param {import("./lasso.js").Lasso} lasso @param {Actions} act */
  constructor(element, surface, lasso, act) {
    Object.assign(this, { element, surface, lasso, act });
    /** @type {{id: number, x: number, y: number, startX: number, startY: number, kind: string, item: number|null, far: boolean}|null} */
    this.drag = null;
    const on = (name, handle, options) => surface.addEventListener(name, (event) => {
      if (event.pointerType !== "touch") handle.call(this, event);
    }, options);
    on("pointerdown", this.down);
    on("pointermove", this.move);
    on("pointerup", this.up);
    on("pointercancel", this.cancel);
    on("pointerleave", () => { clearTimeout(this.timer); this.timer = 0; act.leave(); });
    surface.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    surface.addEventListener("contextmenu", (event) => event.preventDefault());
    surface.addEventListener("dblclick", (event) => act.doubleClick(...this.place(event)));
  }

  /** @param {MouseEvent} event @returns {[number, number]} pixels from the map's top left */
  place(event) {
    const box = this.surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (this.drag || event.button > 2) return;
    this.surface.setPointerCapture(event.pointerId);
    const [x, y] = this.place(event);
    const kind = this.kindOf(event);
    const item = kind === "loop" || event.button || event.ctrlKey || event.metaKey ? null : this.act.holds(x, y);
    this.drag = { id: event.pointerId, x, y, startX: x, startY: y, kind: item === null ? kind : "carry", item, far: false };
  }

  /** @param {PointerEvent} event */
  kindOf(event) {
    const primary = event.button === 0;
    if (primary && (event.shiftKey || this.act.drawing())) return "loop";
    return this.act.deep() && primary && !event.ctrlKey ? "orbit" : "pan";
  }

  /** @param {PointerEvent} event */
  move(event) {
    const [x, y] = this.place(event);
    if (!this.drag) return this.hoverSoon(x, y);
    const { drag, lasso } = this;
    if (!drag.far && Math.hypot(x - drag.startX, y - drag.startY) < STILL) return;
    if (!drag.far) this.start(drag, event);
    if (drag.kind === "carry") return;
    if (drag.kind === "loop") lasso.extend(x, y);
    else {
      this.act.camera()[drag.kind](x - drag.x, y - drag.y);
      this.act.moved();
    }
    [drag.x, drag.y] = [x, y];
  }

  /** A drag has become one. @param {NonNullable<Mouse["drag"]>} drag @param {PointerEvent} event */
  start(drag, event) {
    drag.far = true;
    this.act.leave();
    if (drag.kind === "carry") return this.act.carry(drag.item, event);
    if (drag.kind === "loop") this.lasso.begin(drag.startX, drag.startY, this.act.drawing() === "box");
    else this.element.classList.add("vs-dragging");
    return undefined;
  }

  /** @param {PointerEvent} event */
  up(event) {
    const { drag } = this;
    if (!drag || event.pointerId !== drag.id) return;
    this.drag = null;
    this.element.classList.remove("vs-dragging");
    if (drag.far && drag.kind === "loop") this.act.loop(this.lasso.end(), loopKind(event));
    else if (!drag.far && event.button === 0) this.act.click(drag.startX, drag.startY, event.shiftKey);
    else this.hoverSoon(...this.place(event));
  }

  cancel() {
    this.drag = null;
    this.lasso.end();
    this.element.classList.remove("vs-dragging");
  }

  /** @param {number} x @param {number} y */
  hoverSoon(x, y) {
    this.latest = [x, y];
    if (this.timer) return;
    this.act.hover(x, y);
    const [seenX, seenY] = this.latest;
    this.timer = setTimeout(() => {
      this.timer = 0;
      if (this.latest[0] !== seenX || this.latest[1] !== seenY) this.hoverSoon(...this.latest);
    }, PAUSE);
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    const lines = [1, 16, this.surface.clientHeight][event.deltaMode] ?? 1;
    const speed = event.ctrlKey ? 0.01 : 0.0016;
    const step = Math.max(-240, Math.min(240, event.deltaY * lines));
    this.act.camera().zoom(...this.place(event), Math.exp(-step * speed));
    this.act.moved();
    this.act.leave();
  }
}
