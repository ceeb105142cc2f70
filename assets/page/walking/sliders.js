/** A slider for each latent number. */

import { make } from "../../map/surface.js";
import { figure } from "./numbers.js";

export class Sliders {
  /** @param {{moved: (place: number[]) => void, rested: () => void}} act */
  constructor(act) {
    this.act = act;
    this.box = make("div", "latent-sliders", { role: "group", "aria-label": "Latent numbers" });
    /** @type {Array<{input: HTMLInputElement, output: HTMLElement}>} */
    this.rows = [];
  }

  /** @param {{latent: number, low: number[], high: number[]}} model */
  show({ latent, low, high }) {
    if (this.rows.length !== latent) this.#make(latent);
    this.box.classList.toggle("latent-many", latent > 4);
    this.rows.forEach(({ input }, axis) => Object.assign(input, { min: low[axis], max: high[axis], step: 0.01 }));
  }

  /** @param {number[]} place */
  mark(place) {
    this.rows.forEach(({ input, output }, axis) => {
      if (document.activeElement !== input || Math.abs(Number(input.value) - place[axis]) > 0.02) input.value = String(place[axis]);
      output.textContent = figure(place[axis]);
    });
    this.place = [...place];
  }

  /** @param {number} latent */
  #make(latent) {
    this.rows = Array.from({ length: latent }, (_, axis) => {
      const row = make("label", "latent-slider");
      const name = make("span", "latent-axis");
      name.textContent = `z${axis + 1}`;
      const input = make("input", "", { type: "range", "aria-label": `Latent number ${axis + 1}` });
      const output = make("output", "latent-figure-value");
      row.append(name, input, output);
      input.addEventListener("input", () => {
        this.place[axis] = Number(input.value);
        output.textContent = figure(this.place[axis]);
        this.act.moved([...this.place]);
      });
      input.addEventListener("change", () => this.act.rested());
      return { row, input, output };
    });
    this.box.replaceChildren(...this.rows.map(({ row }) => row));
  }
}
