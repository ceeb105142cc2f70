/** The bar above each map while there are several: what the map is, and how true. */

import { make } from "../../map/surface.js";

/** @param {string} tag @param {string} className @param {string} text @param {Record<string, string>} [attributes] */
export function word(tag, className, text, attributes = {}) {
  return Object.assign(make(tag, className, attributes), { textContent: text });
}

/** Write where something has changed only, so that nothing is read out twice. @param {HTMLElement} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export class Head {
  constructor() {
    this.element = make("header", "beside-head");
    this.row = make("div", "beside-row");
    this.title = make("strong", "beside-title");
    this.line = make("p", "beside-line", { "aria-live": "polite" });
    this.row.append(this.title);
    this.element.append(this.row, this.line);
  }
}

/** With the choice of a projection, of dimensions and, where there are several, of an encoder; and a way to close the map. */
export class TwinHead extends Head {
  /**
   * @param {Array<{value: string, label: string}>} methods
   * @param {{choose: (patch: Partial<import("./spec.js").Spec>) => void, close: () => void}} act
   */
  constructor(methods, act) {
    super();
    this.projection = select((projection) => act.choose({ projection }));
    fill(this.projection, methods);
    this.encoder = select((space) => act.choose({ space }));
    this.encoder.hidden = true;
    this.dimensions = make("div", "beside-dimensions", { role: "group" });
    this.sides = ["2", "3"].map((value) => {
      const button = word("button", "", `${value}D`, { type: "button" });
      button.addEventListener("click", () => act.choose({ dimensions: value }));
      return button;
    });
    this.dimensions.append(...this.sides);
    this.closer = word("button", "quiet beside-close", "×", { type: "button" });
    this.closer.addEventListener("click", act.close);
    this.title.remove();
    this.row.append(this.projection, this.encoder, this.dimensions, make("span", "grow"), this.closer);
  }

  /** @param {number} number @param {import("./spec.js").Spec} spec */
  name(number, spec) {
    this.projection.setAttribute("aria-label", `Projection of map ${number}`);
    this.encoder.setAttribute("aria-label", `Encoder of map ${number}`);
    this.dimensions.setAttribute("aria-label", `Dimensions of map ${number}`);
    this.closer.setAttribute("aria-label", `Close map ${number}`);
    this.closer.title = `Close map ${number}`;
    this.projection.value = spec.projection;
    this.encoder.value = spec.space;
    this.sides.forEach((side, place) => side.setAttribute("aria-pressed", String(spec.dimensions === String(place + 2))));
  }

  /** @param {Array<{space: string, label: string}>} encoders @param {string} chosen a space, "" for that of the first map */
  offer(encoders, chosen) {
    this.encoder.hidden = encoders.length < 2;
    fill(this.encoder, encoders.map(({ space, label }) => ({ value: space, label })));
    this.encoder.value = chosen;
  }
}

/** @param {(value: string) => void} chosen */
function select(chosen) {
  const element = make("select", "beside-select");
  element.addEventListener("change", () => chosen(element.value));
  return element;
}

/** @param {HTMLSelectElement} element @param {Array<{value: string, label: string}>} options */
function fill(element, options) {
  const now = JSON.stringify(options);
  if (element.dataset.options === now) return;
  element.dataset.options = now;
  element.replaceChildren(...options.map(({ value, label }) => word("option", "", label, { value })));
}
