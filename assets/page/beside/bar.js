/** What is done with several maps at once: lock their cameras, morph the first into the second, add another. */

import { make } from "../../map/surface.js";
import { word, write } from "./head.js";
import { MOST } from "./spec.js";

const STEPS = 200;

export class Bar {
  /** @param {{lock: () => void, morph: (share: number) => void, add: () => void}} act */
  constructor(act) {
    this.element = make("div", "beside-bar", { role: "group", "aria-label": "Maps side by side" });
    this.lock = word("button", "small", "Lock cameras", { type: "button" });
    this.lock.addEventListener("click", () => { if (this.lock.getAttribute("aria-disabled") !== "true") act.lock(); });
    this.slider = make("input", "beside-slider", {
      type: "range", min: "0", max: String(STEPS), value: "0", "aria-label": "Morph map 1 into map 2",
      title: "Drag: the points of the first map fly to where the second has them",
    });
    this.slider.addEventListener("input", () => { this.#speak(); act.morph(this.share); });
    this.from = make("span", "beside-end");
    this.to = make("span", "beside-end");
    this.add = word("button", "small", "+ Add a map", { type: "button", "aria-label": "Add a map beside" });
    this.add.addEventListener("click", act.add);
    const morph = make("span", "beside-morph");
    morph.append(this.from, this.slider, this.to);
    this.note = word("p", "beside-note", "Two maps fit on this screen; a wider window shows the others.", { role: "note" });
    this.element.append(this.lock, morph, this.add, this.note);
  }

  /** @returns {number} of the way from the first map to the second */
  get share() { return Number(this.slider.value) / STEPS; }

  set share(share) {
    this.slider.value = String(Math.round(share * STEPS));
    this.#speak();
  }

  #speak() {
    this.slider.setAttribute("aria-valuetext", `${Math.round(100 * this.share)} % of the way`);
  }

  /**
   * @param {{titles: string[], dimensions: number[], locked: boolean, ready: boolean}} now
   *   of every map, the first included; ready: whether the first two show the same items
   */
  show({ titles, dimensions, locked, ready }) {
    const alone = dimensions.filter((one, place) => dimensions.indexOf(one) === place && dimensions.lastIndexOf(one) === place);
    const useless = alone.length === dimensions.length;
    this.lock.setAttribute("aria-pressed", String(locked));
    this.lock.setAttribute("aria-disabled", String(useless && !locked));
    this.lock.title = lockHelp(useless, alone.length > 0);
    const [from = "", to = ""] = titles;
    write(this.from, from);
    write(this.to, to);
    this.slider.disabled = !ready;
    this.add.hidden = titles.length > MOST;
  }
}

/** @param {boolean} useless @param {boolean} some */
function lockHelp(useless, some) {
  if (useless) return "Cameras lock between maps of as many dimensions: choose 2D, or 3D, for two of them";
  const others = some ? "; a map with other dimensions moves by itself" : "";
  return `Move, zoom or turn one map, and the others follow${others}`;
}
