/** The legend of a continuous column: its scale, the ends of it, and how many items lie where. */

import { Brush } from "./brush.js";
import { blend, css, parse } from "./colour.js";
import { make } from "./surface.js";

/**
 * @param {HTMLElement} element @param {import("./colour.js").Column} column
 * @param {(hidden: Set<number>) => void} choose which bins leave the map
 * @returns {Brush} to show which are hidden
 */
export function drawScale(element, column, choose) {
  const { min, max, low, high, histogram = [], scale, missing = 0 } = column;
  const figure = make("figure", "vs-scale", { role: "group", "aria-label": `${column.name}: from ${figures(min)} to ${figures(max)}` });
  const most = Math.max(1, ...histogram);
  const bars = make("div", "vs-bars", { title: "Drag to keep only a part on the map" });
  histogram.forEach((count, place) => {
    const value = min + ((place + 0.5) / histogram.length) * (max - min);
    const bar = make("span", "", { title: `${count.toLocaleString("en")} near ${figures(value)}; drag to keep only a part on the map` });
    bar.style.height = count ? `${Math.max(4, (100 * count) / most)}%` : "0";
    bar.style.background = colourAt(value, low, high, scale);
    bars.append(bar);
  });
  const strip = make("div", "vs-strip");
  strip.style.background = `linear-gradient(to right, ${stops(column)})`;
  const ends = make("div", "vs-ends");
  for (const value of [min, (min + max) / 2, max]) {
    const tick = make("span", "");
    tick.textContent = figures(value);
    ends.append(tick);
  }
  const named = column.ends?.length ? endNames(column.ends) : "";
  const spoken = (edge) => figures(min + (edge / Math.max(1, histogram.length)) * (max - min));
  const brush = new Brush(bars, column, { choose, spoken });
  figure.append(bars, strip, brush.rail, ends, named, brush.line);
  element.append(figure);
  if (missing) element.append(absent(missing));
  return brush;
}

/** What lies at either end. @param {string[]} ends */
function endNames(ends) {
  const names = make("div", "vs-ends vs-end-names");
  for (const end of ends) {
    const name = make("span", "", { title: end });
    name.textContent = end;
    names.append(name);
  }
  return names;
}

/** @param {number} missing */
function absent(missing) {
  const note = make("p", "vs-note");
  note.textContent = `${missing.toLocaleString("en")} without a value, in grey`;
  return note;
}

/** @param {number} value @param {number} low @param {number} high @param {string[]} scale */
function colourAt(value, low, high, scale) {
  const at = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) * (scale.length - 1) : scale.length / 2;
  const from = Math.min(scale.length - 1, Math.floor(at));
  return css(blend(parse(scale[from]), parse(scale[Math.min(scale.length - 1, from + 1)]), at - from));
}

/** The strip runs from min to max; the colours change only between the two quantiles. */
function stops({ min, max, low, high, scale }) {
  const share = (value) => (max > min ? (100 * (value - min)) / (max - min) : 50);
  return scale.map((colour, place) => {
    const value = low + (place / Math.max(1, scale.length - 1)) * (high - low);
    return `${css(parse(colour))} ${share(value).toFixed(1)}%`;
  }).join(", ");
}

/** @param {number} value */
function figures(value) {
  const size = Math.abs(value);
  if (size && (size >= 1e6 || size < 1e-3)) return value.toExponential(1);
  return value.toLocaleString("en", { maximumSignificantDigits: Number.isInteger(value) && size >= 1000 ? 7 : 4, useGrouping: size >= 10_000 });
}
