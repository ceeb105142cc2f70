/**
 * The sheet that is exported, apart from how it is written down: a title, the honest line and the legend become
 * marks (texts, rectangles, discs) at places in CSS pixels; a canvas and an SVG both draw the same marks.
 */

/**
 * @typedef {{kind: "text", x: number, y: number, text: string, size: number, weight: number, fill: string,
 *   end?: boolean}} TextMark   y is the middle of the line; `end` puts x at the right of the text
 * @typedef {{kind: "disc", x: number, y: number, radius: number, fill: string|null, stroke: string|null}} DiscMark
 * @typedef {{kind: "box", x: number, y: number, wide: number, high: number, fill: string,
 *   stops?: Array<[number, string]>}} BoxMark   stops run from left to right, each from 0 to 1
 * @typedef {TextMark|DiscMark|BoxMark} Mark
 * @typedef {(text: string, size: number, weight: number) => number} Measure
 */

/** @param {number} x @param {number} y @param {string} text @param {Partial<TextMark>} [how] @returns {TextMark} */
export function textMark(x, y, text, how = {}) {
  return { kind: "text", x, y, text, size: 13, weight: 400, fill: "#000", ...how };
}

/**
 * Break a text into lines that fit; what is too much for the last line ends in “…”.
 * @param {string} text @param {number} wide @param {number} most lines @param {(text: string) => number} measure
 * @returns {string[]}
 */
export function wrap(text, wide, most, measure) {
  const words = text.replace(/\s+/g, " ").trim().split(" ");
  const lines = [];
  let line = "";
  words.forEach((word) => {
    const longer = line ? `${line} ${word}` : word;
    if (!line || measure(longer) <= wide || lines.length === most - 1) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  });
  return [...lines, line].map((one) => shorten(one, wide, measure));
}

/** @param {string} text @param {number} wide @param {(text: string) => number} measure @returns {string} */
export function shorten(text, wide, measure) {
  if (measure(text) <= wide) return text;
  const letters = [...text.slice(0, 400)];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${letters.slice(0, middle).join("").trimEnd()}…`) <= wide) low = middle;
    else high = middle - 1;
  }
  return `${letters.slice(0, low).join("").trimEnd()}…`;
}

/** @param {number} value @returns {string} a number as people read it */
export function figures(value) {
  const size = Math.abs(value);
  if (size && (size >= 1e6 || size < 1e-3)) return value.toExponential(1);
  return value.toLocaleString("en", { maximumSignificantDigits: Number.isInteger(value) && size >= 1000 ? 7 : 4, useGrouping: size >= 10_000 });
}
