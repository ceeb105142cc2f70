/** How large and how opaque points are: a hundred look like objects, a million show where they are dense. */

const LEAST = 1.5;
const MOST = 15;

/**
 * @param {number} spacing pixels between a point and the next, at this zoom
 * @param {number} [count] of points: of a few thousand each can be seen, however tight their clusters
 * @returns {{size: number, alpha: number}} the diameter in pixels, and the opacity of one point
 */
export function look(spacing, count = 1e6) {
  const least = Math.max(LEAST, 7.5 - 1.2 * Math.log10(Math.max(count, 1)));
  const size = Math.min(MOST, Math.max(least, 0.95 * spacing ** 0.78));
  const layers = (size / spacing) ** 2;
  const alpha = Math.min(0.92, Math.max(0.2, 1.05 / (1 + 0.32 * layers)));
  return { size, alpha };
}
