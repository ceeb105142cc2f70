/** The points of the benchmark: the same clusters for every page, and two columns to colour them by. */

export const GROUPS = 12;
export const COLOURS = [
  "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#9a7d0a", "#8250c4", "#5f6b7a", "#b5322f",
  "#3b7d23", "#c2185b",
];

/** A fair coin of our own, so that every run draws the same. @param {number} state */
function random(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @param {number} count @param {number} dimensions
 * @returns {{count: number, dimensions: number, axes: Float32Array[], columns: Uint16Array[]}} one array per axis, and
 *   two columns of codes: the cluster of each point, and one at random
 */
export function clusters(count, dimensions) {
  const next = random(7);
  const gaussian = () => Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next());
  const centres = Array.from({ length: GROUPS }, () => Array.from({ length: dimensions }, () => next() * 20 - 10));
  const wide = centres.map(() => 0.5 + next());
  const axes = Array.from({ length: dimensions }, () => new Float32Array(count));
  const columns = [new Uint16Array(count), new Uint16Array(count)];
  for (let i = 0; i < count; i++) {
    const group = Math.floor(next() * GROUPS);
    columns[0][i] = group;
    columns[1][i] = Math.floor(next() * GROUPS);
    for (let axis = 0; axis < dimensions; axis++) axes[axis][i] = centres[group][axis] + gaussian() * wide[group];
  }
  return { count, dimensions, axes, columns };
}
