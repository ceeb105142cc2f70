/** The sheet around an exported map: title and honest line above it, the legend to its right. */

import { axisMarks } from "./axes.js";
import { legendMarks } from "./legend.js";
import { textMark, wrap } from "./marks.js";

const EDGE = 24;
const LEGEND = 208;
const TITLE = { size: 18, weight: 600, line: 25 };
const HONEST = { size: 13, weight: 400, line: 19 };

/**
 * @typedef {Object} Sheet
 * @property {number} wide @property {number} high of the whole, in CSS pixels
 * @property {{x: number, y: number, wide: number, high: number}} map where the map stands
 * @property {import("./marks.js").Mark[]} marks
 * @property {string} background @property {string} line colour of the map's frame
 * @property {string} family of all text
 */

/**
 * @param {import("../map.js").VectorMap} map @param {{title: string, honest: string}} words @returns {Sheet}
 */
export function sheetOf(map, { title, honest }) {
  const { camera, legend, picture, parts } = map;
  const family = getComputedStyle(parts.names).fontFamily || "system-ui, sans-serif";
  const measure = measurer(family);
  const { ink, muted, halo: background } = picture.words;
  const style = { ink, muted, measure };
  const known = ["category", "number"].includes(legend.column?.kind);
  const wide = Math.round(camera.width) + 2 * EDGE + (known ? LEGEND + EDGE : 0);
  const { marks, bottom } = heading({ title, honest }, wide - 2 * EDGE, style);
  const place = { x: EDGE, y: bottom, wide: Math.round(camera.width), high: Math.round(camera.height) };
  const beside = { x: place.x + place.wide + EDGE, y: place.y, wide: LEGEND, high: place.high };
  marks.push(...axisMarks(map, place, style));
  if (known) marks.push(...legendMarks(legend, beside, style));
  return { wide, high: place.y + place.high + EDGE, map: place, marks, background, line: lineColour(map), family };
}

/** @param {{title: string, honest: string}} words @param {number} wide @param {Object} style */
function heading({ title, honest }, wide, { ink, muted, measure }) {
  const marks = [];
  let bottom = EDGE - 4;
  for (const [text, { size, weight, line }, fill] of [[title, TITLE, ink], [honest, HONEST, muted]]) {
    if (!text) continue;
    for (const words of wrap(text, wide, 3, (some) => measure(some, size, weight))) {
      marks.push(textMark(EDGE, bottom + line / 2, words, { size, weight, fill }));
      bottom += line;
    }
  }
  return { marks, bottom: bottom + 12 };
}

/** @param {import("../map.js").VectorMap} map */
function lineColour({ element, picture }) {
  return getComputedStyle(element).getPropertyValue("--vs-border").trim() || picture.words.muted;
}

/** @param {string} family @returns {import("./marks.js").Measure} */
function measurer(family) {
  const context = document.createElement("canvas").getContext("2d");
  return (text, size, weight) => {
    context.font = `${weight} ${size}px ${family}`;
    return context.measureText(text).width;
  };
}
