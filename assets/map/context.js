/** What a value means among all others: a small histogram with its bar lit, or the share of its category. */

const SPACE = "http://www.w3.org/2000/svg";
const [WIDE, HIGH] = [64, 14];

/** @typedef {{bars: number[], lit: number, words: string}|{share: number, words: string}} Context */

/**
 * @param {import("./colour.js").Column} column as described, without its values @param {string} value as a person reads it
 * @returns {Context|null} null where there is nothing to say
 */
export function contextOf(column, value) {
  if (value === "" || value === null || value === undefined) return null;
  if (column.kind === "number") return among(column, Number(value));
  return column.kind === "category" ? shareOf(column, String(value)) : null;
}

/** @param {import("./colour.js").Column} column @param {number} number @returns {Context|null} */
function among({ min, max, histogram }, number) {
  const most = Math.max(...histogram);
  if (!Number.isFinite(number) || !most || !(max > min)) return null;
  const bin = Math.floor(((number - min) / (max - min)) * histogram.length);
  const lit = Math.min(histogram.length - 1, Math.max(0, bin));
  const all = histogram.reduce((sum, count) => sum + count, 0);
  const below = histogram.slice(0, lit).reduce((sum, count) => sum + count, 0) + histogram[lit] / 2;
  return { bars: histogram.map((count) => count / most), lit, words: `higher than about ${percent(below / all)} of the items` };
}

/** @param {import("./colour.js").Column} column @param {string} value @returns {Context|null} */
function shareOf({ categories, missing = 0 }, value) {
  const own = categories.find((one) => one.value === value);
  if (!own) return null;
  const all = categories.reduce((sum, { count }) => sum + count, missing);
  const figure = (count) => count.toLocaleString("en");
  return { share: own.count / all, words: `${percent(own.count / all)}: ${figure(own.count)} of ${figure(all)} items` };
}

/** @param {number} share @returns {string} */
export function percent(share) {
  if (share > 0 && share < 0.01) return "under 1 %";
  if (share < 1 && share > 0.99) return "over 99 %";
  return `${Math.round(100 * share)} %`;
}

/** @param {Context} context @returns {Element} as it stands beside the value */
export function drawContext(context) {
  const picture = document.createElementNS(SPACE, "svg");
  const about = { class: "vs-context", viewBox: `0 0 ${WIDE} ${HIGH}`, width: WIDE, height: HIGH, role: "img", "aria-label": context.words };
  for (const [name, value] of Object.entries(about)) picture.setAttribute(name, String(value));
  if (context.bars) picture.append(...bars(context));
  else picture.append(box(0, 5, WIDE, 4, ""), box(0, 5, Math.max(1.5, WIDE * context.share), 4, "vs-lit"));
  const beside = document.createElement("span");
  beside.className = "vs-beside";
  beside.append(context.bars ? "" : percent(context.share), picture);
  return beside;
}

/** @param {{bars: number[], lit: number}} context */
function bars({ bars: heights, lit }) {
  const wide = WIDE / heights.length;
  return heights.map((height, at) => {
    const high = Math.max(height * HIGH, at === lit ? 2 : height > 0 ? 1 : 0);
    const thick = at === lit ? Math.max(wide, 2) : wide - 0.5;
    return box(at * wide, HIGH - high, thick, high, at === lit ? "vs-lit" : "");
  });
}

/** @param {number} x @param {number} y @param {number} width @param {number} height @param {string} name */
function box(x, y, width, height, name) {
  const rect = document.createElementNS(SPACE, "rect");
  for (const [key, value] of Object.entries({ x, y, width, height })) rect.setAttribute(key, value.toFixed(2));
  if (name) rect.setAttribute("class", name);
  return rect;
}
