/** The names of a map's axes on an exported sheet. */

import { textMark } from "./marks.js";

/**
 * @param {import("../map.js").VectorMap} map @param {{x: number, y: number}} place where the map stands on the sheet
 * @param {{ink: string, muted: string, measure: import("./marks.js").Measure}} style
 * @returns {import("./marks.js").Mark[]}
 */
export function axisMarks({ axisNames, scene }, { x, y }, { ink, muted, measure }) {
  if (!scene || !axisNames.axes.length) return [];
  return axisNames.names().filter(Boolean).map(({ text, x: left, y: top, side, faint }) => {
    const [size, weight] = faint ? [12, 400] : [14, 600];
    const shift = side === 0 ? measure(text, size, weight) / 2 : 0;
    return textMark(x + left - shift, y + top, text, { size, weight, fill: faint ? muted : ink, end: side === 1 });
  });
}
