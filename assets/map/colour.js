/** A column becomes one number per point, its tone, and a palette: changing the theme changes only the palette. */

/** The tone of a point without a value. */
export const MISSING = 65535;
/** Tones of a continuous scale. */
const STEPS = 256;

const NEUTRAL = { light: "#4c78a8", dark: "#7fb0e6" };
const ABSENT = { light: "#b9bec5", dark: "#4d545d" };

/**
 * @typedef {Object} Column
 * @property {string} name
 * @property {"category"|"number"|"text"} kind
 * @property {Array<{value: string, count: number, light: string, dark: string}>} [categories]
 * @property {Uint16Array} [codes]
 * @property {Float32Array} [numbers]
 * @property {number} [min] @property {number} [max] @property {number} [low] @property {number} [high]
 * @property {number} [missing] @property {number[]} [histogram] @property {string[]} [scale]
 * @property {string[]} [ends] what lies at either end of the scale, where that has names
 */

/** @param {Column|null} column @param {number} count @returns {boolean} whether it has a value for each of the points */
export function fits(column, count) {
  const values = column?.codes ?? column?.numbers;
  return Boolean(values) && values.length === count;
}

/** @param {Column|null} column @param {number} count @returns {Uint16Array} one tone per point */
export function tones(column, count) {
  if (!fits(column, count)) return new Uint16Array(count);
  if (column.kind === "category") return column.codes;
  const { numbers, low, high } = column;
  const result = new Uint16Array(count);
  const factor = high > low ? (STEPS - 1) / (high - low) : 0;
  for (let i = 0; i < count; i++) {
    const value = numbers[i];
    if (value !== value) result[i] = MISSING;
    else result[i] = factor ? Math.min(STEPS - 1, Math.max(0, (value - low) * factor + 0.5)) : STEPS / 2;
  }
  return result;
}

/**
 * @param {Column|null} column @param {"light"|"dark"} theme
 * @returns {{colours: number[][], missing: number[]}} the colour of each tone, and of none, each part from 0 to 255
 */
export function palette(column, theme) {
  const missing = parse(ABSENT[theme]);
  if (column?.kind === "category") return { colours: column.categories.map((one) => parse(one[theme])), missing };
  if (column?.kind === "number") return { colours: ramp(column.scale.map(parse), STEPS), missing };
  return { colours: [parse(NEUTRAL[theme])], missing };
}

/** @param {string} hex @returns {number[]} */
export function parse(hex) {
  const digits = hex.trim().replace("#", "");
  const full = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16) || 0);
}

/** @param {number[]} colour */
export const css = (colour) => `rgb(${colour.map(Math.round).join(" ")})`;

/** @param {number[]} a @param {number[]} b @param {number} t */
export const blend = (a, b, t) => a.map((value, part) => value + (b[part] - value) * t);

/** @param {number[][]} stops @param {number} steps @returns {number[][]} */
export function ramp(stops, steps) {
  return Array.from({ length: steps }, (_, step) => {
    const at = (step / Math.max(1, steps - 1)) * (stops.length - 1);
    const from = Math.min(stops.length - 1, Math.floor(at));
    return blend(stops[from], stops[Math.min(stops.length - 1, from + 1)], at - from);
  });
}

/**
 * Which points the legend leaves on the map.
 * @param {Column|null} column
 * @param {Set<number>} hidden codes, or bins of the histogram, with MISSING for points without a value
 * @returns {Uint8Array|null} 0 where hidden; null where all are visible
 */
export function visibility(column, hidden) {
  if (!hidden.size || !column) return null;
  if (column.numbers) return withinBins(column, hidden);
  const shown = new Uint8Array(65536).fill(1);
  for (const code of hidden) shown[code] = 0;
  return Uint8Array.from(column.codes, (code) => shown[code]);
}

/** @param {Column} column @param {Set<number>} hidden bins @returns {Uint8Array} */
function withinBins({ numbers, min, max, histogram }, hidden) {
  const bins = histogram.length;
  const factor = max > min ? bins / (max - min) : 0;
  return Uint8Array.from(numbers, (value) => {
    const bin = value !== value ? MISSING : Math.min(bins - 1, Math.floor((value - min) * factor));
    return hidden.has(bin) ? 0 : 1;
  });
}
