/** The legend of an exported picture: the categories that fit and how many more there are, or the scale. */

import { MISSING, blend, css, parse } from "../colour.js";
import { figures, shorten, textMark } from "./marks.js";

/** Height of a row, and of the heading with its air. */
const ROW = 22;
const HEAD = 28;

/**
 * @typedef {{x: number, y: number, wide: number, high: number}} Place
 * @typedef {{ink: string, muted: string, measure: import("./marks.js").Measure}} Style
 */

/**
 * @param {import("../legend.js").Legend} legend @param {Place} place @param {Style} style
 * @returns {import("./marks.js").Mark[]}
 */
export function legendMarks(legend, place, style) {
  const { column } = legend;
  if (column?.kind !== "category" && column?.kind !== "number") return [];
  const { ink, measure } = style;
  const name = shorten(column.name, place.wide, (text) => measure(text, 13, 600));
  const head = textMark(place.x, place.y + 9, name, { fill: ink, weight: 600 });
  const below = { ...place, y: place.y + HEAD, high: place.high - HEAD };
  return [head, ...(column.kind === "category" ? categories(legend, below, style) : scale(column, below, style))];
}

/** @param {import("../legend.js").Legend} legend @param {Place} place @param {Style} style */
function categories(legend, place, { ink, muted, measure }) {
  const rows = legend.rows.filter(({ code }) => !legend.hidden.has(code));
  const room = Math.max(1, Math.floor(place.high / ROW));
  const fit = rows.length <= room ? rows.length : room - 1;
  const marks = rows.slice(0, fit).flatMap(({ code, name, count, colour }, at) => {
    const y = place.y + at * ROW + ROW / 2;
    const number = count.toLocaleString("en");
    const left = place.wide - 18 - 8 - measure(number, 12, 400);
    const swatch = code === MISSING || !colour ? { fill: null, stroke: muted } : { fill: colour, stroke: null };
    return [
      { kind: "disc", x: place.x + 5, y, radius: swatch.fill ? 5 : 4.25, ...swatch },
      textMark(place.x + 18, y, shorten(name, left, (text) => measure(text, 13, 400)), { fill: ink }),
      textMark(place.x + place.wide, y, number, { fill: muted, size: 12, end: true }),
    ];
  });
  const more = rows.length - fit;
  const y = place.y + fit * ROW + ROW / 2;
  if (more) marks.push(textMark(place.x + 18, y, `and ${more.toLocaleString("en")} more`, { fill: muted, size: 12 }));
  return marks;
}

/** @param {import("../colour.js").Column} column @param {Place} place @param {Style} style */
function scale(column, place, { muted }) {
  const { min, max, histogram = [], missing = 0 } = column;
  const [tall, side] = [48, place.wide / Math.max(1, histogram.length)];
  const most = Math.max(1, ...histogram);
  const colourAt = (share) => css(mixed(column, min + share * (max - min)));
  const bars = histogram.map((count, at) => {
    const high = count ? Math.max(2, (tall * count) / most) : 0;
    const fill = colourAt((at + 0.5) / histogram.length);
    return { kind: "box", x: place.x + at * side, y: place.y + tall - high, wide: Math.max(1, side - 1), high, fill };
  }).filter(({ high }) => high > 0);
  const stops = Array.from({ length: 17 }, (_, at) => [at / 16, colourAt(at / 16)]);
  const strip = { kind: "box", x: place.x, y: place.y + tall + 2, wide: place.wide, high: 6, fill: "none", stops };
  const y = place.y + tall + 22;
  const note = missing ? [textMark(place.x, y + ROW, `${missing.toLocaleString("en")} without a value, in grey`, { fill: muted, size: 12 })] : [];
  return [
    ...bars, strip, textMark(place.x, y, figures(min), { fill: muted, size: 12 }),
    textMark(place.x + place.wide, y, figures(max), { fill: muted, size: 12, end: true }), ...note,
  ];
}

/** @param {import("../colour.js").Column} column @param {number} value @returns {number[]} its colour on the scale */
function mixed({ low, high, scale: stops }, value) {
  const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
  const at = share * (stops.length - 1);
  const from = Math.min(stops.length - 1, Math.floor(at));
  return blend(parse(stops[from]), parse(stops[Math.min(stops.length - 1, from + 1)]), at - from);
}
