/** The simpler map as Plotly's traces: points, links, and what is meant, in the same colours. */

import { css } from "./colour.js";
import { look } from "./look.js";

const FADED = 0.15;

/**
 * @typedef {Object} Plain what is drawn
 * @property {import("./scene.js").Scene} scene
 * @property {{colours: number[][], missing: number[]}} palette @property {Uint16Array} tones
 * @property {Uint8Array|null} visible
 * @property {import("./selection.js").Selection|import("./confession.js").Confession} selection @property {number|null} marked
 * @property {{ink: string, wrong: string, font: string, height: number}} style
 */

/** @param {Plain} plain @returns {Object[]} */
export function traces(plain) {
  const { scene, visible, selection, marked } = plain;
  const shown = (item) => !visible || visible[item];
  const all = Array.from({ length: scene.count }, (_, item) => item).filter(shown);
  const { emphasised, items, focus } = selection;
  const meant = [...new Set([...emphasised, ...items, focus, marked])].filter((item) => item !== null && shown(item));
  const wrong = new Set(selection.marks.filter((mark) => mark.wrong).map(({ item }) => item));
  const size = look((scene.spacing * plain.style.height) / 2.4, scene.count).size;
  return [
    points(plain, all, { size, opacity: emphasised.length ? FADED : 0.85 }),
    links(plain, shown),
    { ...points(plain, meant, { size: Math.max(8, size * 1.2), opacity: 1, ring: new Set([...items, focus, marked]), wrong }), ...names(plain, meant) },
  ];
}

/** @param {Plain} plain @param {number[]} items @param {{size: number, opacity: number, ring?: Set<number>, wrong?: Set<number>}} how */
function points({ scene, palette, tones, style }, items, { size, opacity, ring, wrong }) {
  const { positions, dimensions } = scene;
  const colour = (item) => (wrong?.has(item) ? style.wrong : plain(css(palette.colours[tones[item]] ?? palette.missing)));
  const line = ring ? { color: style.ink, width: items.map((item) => (ring.has(item) ? 2 : 0)) } : { width: 0 };
  return {
    type: "scatter", mode: "markers", hoverinfo: "none", customdata: items,
    x: items.map((item) => positions[item * dimensions]), y: items.map((item) => positions[item * dimensions + 1]),
    marker: { size, opacity, line, color: items.map(colour) },
  };
}

/** @param {Plain} plain @param {(item: number) => boolean|number} shown */
function links({ scene: { positions, dimensions }, selection: { neighbours }, style }, shown) {
  const ends = (neighbours?.indices ?? []).filter(shown);
  const along = (axis) => ends.flatMap((item) => [positions[neighbours.item * dimensions + axis], positions[item * dimensions + axis], null]);
  return { type: "scatter", mode: "lines", hoverinfo: "skip", x: along(0), y: along(1), opacity: 0.4, line: { color: style.ink, width: 1 } };
}

/** Only what is in focus is named: nothing here keeps names apart. @param {Plain} plain @param {number[]} items */
function names({ scene, selection, marked, style }, items) {
  if (!scene.names) return {};
  const text = items.map((item) => (item === selection.focus || item === marked ? escape(scene.names[item].slice(0, 34)) : ""));
  return { mode: "markers+text", text, textposition: "middle right", cliponaxis: false, textfont: { color: style.ink, family: style.font, size: 13 } };
}

/** Plotly reads a little HTML in texts. @param {string} text */
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** Plotly reads colours with commas. @param {string} colour */
export const plain = (colour) => colour.replace(/(\d) (?=\d)/g, "$1, ");

/** @param {import("./scene.js").Scene} scene @param {string} font */
export function layout(scene, font) {
  const axis = { visible: false, fixedrange: false };
  return {
    showlegend: false, hovermode: "closest", hoverdistance: 14, dragmode: "pan", autosize: true, uirevision: scene.key,
    margin: { l: 24, r: 24, t: 24, b: 24 }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: { family: font },
    xaxis: { ...axis }, yaxis: { ...axis, scaleanchor: "x" },
  };
}
