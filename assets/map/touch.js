/** Fingers on the map: one pans (or orbits), two zoom and turn, a long press draws a lasso, a tap selects and opens a card. */

import { loopKind } from "./lasso.js";

const STILL = 10;
const LONG_PRESS = 750;

/**
 * @param {HTMLElement} surface @param {import("./lasso.js").Lasso} lasso
 * @param {import("./interaction.js").Actions} act
 */
export function listenToTouch(surface, lasso, act) {
  const touch = new Touch(surface, lasso, act);
  for (const [name, handle] of [["pointerdown", "down"], ["pointermove", "move"], ["pointerup", "up"], ["pointercancel", "up"]]) {
    surface.addEventListener(name, (event) => {
      if (event.pointerType === "touch") touch[handle](event);
    });
  }
}

class Touch {
  /** @param {HTMLElement} surface @param {import("./lasso.js").Lasso} lasso @param {import("./interaction.js").Actions} act */
  constructor(surface, lasso, act) {
    Object.assign(this, { surface, lasso, act });
    /** @type {Map<number, [number, number]>} */
    this.fingers = new Map();
    this.kind = "none";
    this.timer = 0;
  }

  /** @param {PointerEvent} event @returns {[number, number]} */
  place(event) {
    const box = this.surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /** @param {PointerEvent} event */
  down(event) {
    this.surface.setPointerCapture(event.pointerId);
    const at = this.place(event);
    this.fingers.set(event.pointerId, at);
    this.stopWaiting();
    if (this.fingers.size > 1) {
      if (this.kind === "loop") this.lasso.end();
      this.kind = "two";
      return;
    }
    this.start = at;
    this.kind = "tap";
    if (this.act.drawing()) return this.beginLoop();
    this.lasso.wait(at);
    this.timer = setTimeout(() => this.beginLoop(), LONG_PRESS);
  }

  beginLoop() {
    this.kind = "loop";
    this.lasso.begin(...this.start, this.act.drawing() === "box");
  }

  stopWaiting() {
    clearTimeout(this.timer);
    this.lasso.wait(null);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const at = this.place(event);
    if (this.kind === "tap" && Math.hypot(at[0] - this.start[0], at[1] - this.start[1]) < STILL) return;
    if (this.kind === "tap") {
      this.kind = "drag";
      this.act.leave();
      this.stopWaiting();
    }
    if (this.kind === "loop") this.lasso.extend(...at);
    else if (this.kind === "drag") this.drag(at[0] - before[0], at[1] - before[1]);
    else if (this.kind === "two") this.pinch(event.pointerId, before, at);
    this.fingers.set(event.pointerId, at);
  }

  /** @param {number} dx @param {number} dy */
  drag(dx, dy) {
    this.act.camera()[this.act.deep() ? "orbit" : "pan"](dx, dy);
    this.act.moved();
  }

  /** @param {number} id the finger that moves @param {[number, number]} before @param {[number, number]} at */
  pinch(id, before, at) {
    const other = [...this.fingers].find(([finger]) => finger !== id)?.[1];
    if (!other) return;
    const camera = this.act.camera();
    const [wide, wider] = [before, at].map(([x, y]) => Math.max(8, Math.hypot(x - other[0], y - other[1])));
    const [angle, turned] = [before, at].map(([x, y]) => Math.atan2(y - other[1], x - other[0]));
    camera.zoom(...other, wider / wide);
    if (!this.act.deep()) camera.rotate(...other, turned - angle);
    this.act.moved();
  }

  /** @param {PointerEvent} event */
  up(event) {
    if (!this.fingers.delete(event.pointerId)) return;
    this.stopWaiting();
    if (this.kind === "loop") this.act.loop(this.lasso.end(), loopKind(event));
    else if (this.kind === "tap" && event.type === "pointerup") {
      this.act.click(...this.start, false);
      this.act.tapped(...this.start);
    }
    this.kind = this.fingers.size === 1 && this.kind === "two" ? "drag" : this.fingers.size ? this.kind : "none";
  }
}
