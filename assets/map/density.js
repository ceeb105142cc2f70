/** How densely the points of a flat map lie, as a smooth field, and the lines of equal density in it. */

const SIDE = 128;
const LEVELS = [0.08, 0.2, 0.38, 0.62];
/** Standard deviation of the smoothing, in cells. */
const SMOOTH = 2.2;
/** The corners at the ends of a cell's sides; the cells on both sides of one see it run the same way. */
const SIDES = [[0, 1], [1, 2], [3, 2], [0, 3]];

/**
 * The lines along which the density is a certain share of the greatest.
 * @param {{positions: Float32Array, dimensions: number, count: number}} scene
 * @param {Uint8Array|null} visible
 * @returns {Array<{level: number, segments: number[]}>} x, y of both ends of each piece, within the scene's cube
 */
export function contours({ positions, dimensions, count }, visible) {
  if (dimensions !== 2 || count < 2) return [];
  const field = smoothed(counted(positions, count, visible));
  const most = field.reduce((high, value) => Math.max(high, value), 0);
  if (!most) return [];
  return LEVELS.map((level) => ({ level, segments: crossings(field, level * most) }));
}

/** The field reaches a little beyond the cube, so that lines close. @param {number} value @returns {number} */
const toCell = (value) => ((value / 1.15 + 1) / 2) * (SIDE - 1);
/** @param {number} cell @returns {number} */
const fromCell = (cell) => ((cell / (SIDE - 1)) * 2 - 1) * 1.15;

/** @param {Float32Array} positions @param {number} count @param {Uint8Array|null} visible @returns {Float32Array} */
function counted(positions, count, visible) {
  const field = new Float32Array(SIDE * SIDE);
  for (let i = 0; i < count; i++) {
    if (visible && !visible[i]) continue;
    field[Math.round(toCell(positions[2 * i + 1])) * SIDE + Math.round(toCell(positions[2 * i]))]++;
  }
  return field;
}

/** A Gaussian, first along the rows and then along the columns. @param {Float32Array} field @returns {Float32Array} */
function smoothed(field) {
  const reach = Math.ceil(3 * SMOOTH);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-((at - reach) ** 2) / (2 * SMOOTH ** 2)));
  const along = (from, step, across) => {
    const to = new Float32Array(field.length);
    for (let row = 0; row < SIDE; row++) {
      for (let at = 0; at < SIDE; at++) {
        let sum = 0;
        for (let k = Math.max(-reach, -at); k <= Math.min(reach, SIDE - 1 - at); k++) {
          sum += from[row * across + (at + k) * step] * weights[k + reach];
        }
        to[row * across + at * step] = sum;
      }
    }
    return to;
  };
  return along(along(field, 1, SIDE), SIDE, 1);
}

/**
 * Marching squares (Lorensen and Cline, 1987, in the plane): where the level crosses the sides of each cell.
 * @param {Float32Array} field @param {number} level @returns {number[]}
 */
function crossings(field, level) {
  const found = [];
  for (let y = 0; y < SIDE - 1; y++) {
    for (let x = 0; x < SIDE - 1; x++) {
      const corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
      const values = corners.map(([column, row]) => field[row * SIDE + column] - level);
      const ends = [];
      for (const [first, second] of SIDES) {
        const [a, b] = [values[first], values[second]];
        if (a < 0 === b < 0) continue;
        const [from, to] = [corners[first], corners[second]];
        const t = a / (a - b);
        ends.push(fromCell(from[0] + (to[0] - from[0]) * t), fromCell(from[1] + (to[1] - from[1]) * t));
      }
      if (ends.length === 8 && values[0] > 0) ends.push(...ends.splice(0, 2));
      found.push(...ends);
    }
  }
  return found;
}
