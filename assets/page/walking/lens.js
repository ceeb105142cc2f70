/** The picture of the place under the pointer, beside it. */

import { make } from "../../map/surface.js";
import { paint } from "./decoder.js";
import { numbers } from "./numbers.js";

const AWAY = 18;
const EDGE = 8;

export class Lens {
  /** @param {HTMLElement} element the map */
  constructor(element) {
    this.element = element;
    this.box = make("div", "latent-lens", { "aria-hidden": "true", hidden: "" });
    this.canvas = make("canvas", "latent-pixels");
    this.words = make("span", "latent-numbers");
    this.box.append(this.canvas, this.words);
    element.append(this.box);
  }

  /** @param {number} x @param {number} y pixels @param {boolean} finger whether it is a finger, which covers what is below it */
  follow(x, y, finger) {
    this.box.hidden = false;
    const { offsetWidth: wide, offsetHeight: high } = this.box;
    const { clientWidth, clientHeight } = this.element;
    const right = x + AWAY + wide <= clientWidth - EDGE;
    const above = finger || y + AWAY + high > clientHeight - EDGE;
    const left = finger ? x - wide / 2 : right ? x + AWAY : x - AWAY - wide;
    const top = above ? y - (finger ? 3 : 1) * AWAY - high : y + AWAY;
    const inside = (value, most) => Math.round(Math.min(Math.max(EDGE, value), most - EDGE));
    this.box.style.transform = `translate(${inside(left, clientWidth - wide)}px, ${inside(top, clientHeight - high)}px)`;
  }

  /** @param {import("./decoder.js").Pictures} pictures @param {number[]} place */
  show(pictures, place) {
    paint(this.canvas, pictures);
    this.words.textContent = numbers(place);
    this.box.dataset.place = place.join(",");
  }

  hide() { this.box.hidden = true; }
}
