/** The latent plane as a pad: the decoded plane itself, on which a finger, the pointer or the arrow keys lead to a place. */

import { make } from "../../map/surface.js";
import { addressOf } from "./beneath.js";
import { within } from "./numbers.js";

const STEPS = 12;
/** What an arrow key moves by, as a share of the plane; with Shift, five times as much. */
const STEP = 0.01;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Pad {
  /** @param {{moved: (place: number[]) => void, rested: () => void}} act */
  constructor(act) {
    this.act = act;
    const name = "Latent plane: drag, or use the arrow keys";
    this.box = make("div", "latent-pad", { tabindex: "0", role: "application", "aria-label": name, title: name });
    this.image = make("img", "latent-pad-plane", { alt: "", draggable: "false" });
    this.dot = make("span", "latent-dot");
    this.box.append(this.image, this.dot);
    this.square = { low: [-3, -3], side: 6, steps: STEPS };
    this.place = [0, 0];
    this.box.addEventListener("pointerdown", (event) => {
      this.box.setPointerCapture(event.pointerId);
      this.#point(event);
    });
    this.box.addEventListener("pointermove", (event) => { if (this.box.hasPointerCapture(event.pointerId)) this.#point(event); });
    this.box.addEventListener("lostpointercapture", () => act.rested());
    this.box.addEventListener("keydown", (event) => this.#press(event));
  }

  /** @param {{space: string, weights: string, latent: number, low: number[], high: number[], grey: boolean}} model */
  show(model) {
    const half = Math.max(...model.low.map((low, axis) => (model.high[axis] - low) / 2));
    const middle = model.low.map((low, axis) => (low + model.high[axis]) / 2);
    this.square = { low: middle.map((value) => value - half), side: 2 * half, steps: STEPS };
    const source = addressOf({ ...model, axes: [0, 1], place: [] }, this.square);
    if (this.image.getAttribute("src") !== source) this.image.src = source;
    this.image.classList.toggle("latent-grey", model.grey);
  }

  /** @param {number[]} place */
  mark(place) {
    this.place = place;
    const [x, y] = place.map((value, axis) => (100 * within((value - this.square.low[axis]) / this.square.side, 0, 1)));
    Object.assign(this.dot.style, { left: `${x}%`, top: `${100 - y}%` });
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const box = this.box.getBoundingClientRect();
    const shares = [(event.clientX - box.left) / box.width, (box.bottom - event.clientY) / box.height];
    this.#go(shares.map((share, axis) => this.square.low[axis] + within(share, 0, 1) * this.square.side));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation();
    const step = STEP * (event.shiftKey ? 5 : 1) * this.square.side;
    this.#go(this.place.map((value, axis) => within(value + arrow[axis] * step, this.square.low[axis], this.square.low[axis] + this.square.side)));
    this.act.rested();
  }

  /** @param {number[]} place */
  #go(place) {
    this.mark(place);
    this.act.moved(place);
  }
}
