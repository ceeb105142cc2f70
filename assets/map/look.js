/** How large and how opaque points are: a hundred look like objects, a million show where they are dense. */

const LEAST = 1.5;
const MOST = 15;

/**
 * @param {number} spacing pixels between a point and the next, at this zoom
 * @returns {{size: number, alpha: number}} the diameter in pixels, and the opacity of one point
 */
export function look(spacing) {
  const size = Math.min(MOST, Math.max(LEAST, 0.95 * spacing ** 0.78));
  const layers = (size / spacing) ** 2;
  const alpha = Math.min(0.92, Math.max(0.2, 1.05 / (1 + 0.32 * layers)));
  return { size, alpha };
}
