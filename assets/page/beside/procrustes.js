/**
 * One map laid onto another of the same items: turned, mirrored and scaled, never bent (orthogonal Procrustes analysis),
 * so that the same things lie at the same places as far as they can.
 */

/** No point goes farther from the middle than the cube's sides, whatever the scales would like. */
const FARTHEST = 1;

/** @param {Float32Array} positions @param {number} d @returns {{mean: number[], size: number}} size: the sum of squares, rooted */
function describe(positions, d) {
  const count = positions.length / d;
  const mean = Array(d).fill(0);
  for (let at = 0; at < positions.length; at++) mean[at % d] += positions[at] / count;
  let squares = 0;
  for (let at = 0; at < positions.length; at++) squares += (positions[at] - mean[at % d]) ** 2;
  return { mean, size: Math.sqrt(squares) };
}

/**
 * @param {Float32Array} positions in the cube, as `normalise` leaves them @param {Float32Array} onto those of the other map
 * @param {number} d dimensions of both
 * @returns {{positions: Float32Array, bounds: {min: number[], max: number[], radius: number}}} where the points go
 */
export function laidOnto(positions, onto, d) {
  if (positions.length !== onto.length) throw new RangeError(`${positions.length} numbers cannot be laid onto ${onto.length}`);
  const [own, other] = [describe(positions, d), describe(onto, d)];
  const turn = rotation(crossed(positions, own.mean, onto, other.mean, d));
  const placed = new Float32Array(positions.length);
  let farthest = 0;
  for (let at = 0; at < positions.length; at += d) {
    for (let axis = 0; axis < d; axis++) {
      let value = 0;
      for (let from = 0; from < d; from++) value += (positions[at + from] - own.mean[from]) * turn[from][axis];
      placed[at + axis] = value;
      farthest = Math.max(farthest, Math.abs(value));
    }
  }
  const scale = Math.min(own.size && other.size ? other.size / own.size : 1, FARTHEST / (farthest || 1));
  return { positions: moved(placed, scale, other.mean, d), bounds: boundsOf(placed, d) };
}

/** @param {Float32Array} positions changed in place @param {number} scale @param {number[]} by @param {number} d */
function moved(positions, scale, by, d) {
  for (let at = 0; at < positions.length; at++) positions[at] = positions[at] * scale + by[at % d];
  return positions;
}

/** @param {Float32Array} positions @param {number} d */
function boundsOf(positions, d) {
  const [min, max] = [[0, 0, 0].fill(Infinity, 0, d), [0, 0, 0].fill(-Infinity, 0, d)];
  let square = 0;
  for (let at = 0; at < positions.length; at += d) {
    let sum = 0;
    for (let axis = 0; axis < d; axis++) {
      const value = positions[at + axis];
      min[axis] = Math.min(min[axis], value);
      max[axis] = Math.max(max[axis], value);
      sum += value * value;
    }
    square = Math.max(square, sum);
  }
  const finite = (value) => (Number.isFinite(value) ? value : 0);
  return { min: min.map(finite), max: max.map(finite), radius: Math.sqrt(square) };
}

/**
 * How the axes of one map go with those of the other.
 * @param {Float32Array} a @param {number[]} meanA @param {Float32Array} b @param {number[]} meanB @param {number} d
 * @returns {number[][]}
 */
function crossed(a, meanA, b, meanB, d) {
  const sums = Array.from({ length: d }, () => Array(d).fill(0));
  for (let at = 0; at < a.length; at += d) {
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) sums[i][j] += (a[at + i] - meanA[i]) * (b[at + j] - meanB[j]);
    }
  }
  return sums;
}

/**
 * The orthogonal matrix nearest to another: U Vᵀ of its singular value decomposition, by one-sided Jacobi rotations.
 * @param {number[][]} matrix two by two or three by three @returns {number[][]}
 */
export function rotation(matrix) {
  const d = matrix.length;
  const columns = matrix[0].map((_, j) => matrix.map((row) => row[j]));
  const right = columns.map((_, j) => columns.map((__, i) => Number(i === j)));
  for (let sweep = 0; sweep < 30; sweep++) {
    let turned = false;
    for (let p = 0; p < d; p++) for (let q = p + 1; q < d; q++) turned = straighten(columns, right, p, q) || turned;
    if (!turned) break;
  }
  const left = orthonormal(columns, right);
  return matrix.map((_, i) => matrix.map((__, j) => left.reduce((sum, column, k) => sum + column[i] * right[k][j], 0)));
}

/** @param {number[]} a @param {number[]} b */
const dot = (a, b) => a.reduce((sum, value, axis) => sum + value * b[axis], 0);

/**
 * Turn two columns so that they stand at a right angle.
 * @param {number[][]} columns @param {number[][]} right turned along @param {number} p @param {number} q
 * @returns {boolean} whether there was anything to turn
 */
function straighten(columns, right, p, q) {
  const [a, b, c] = [dot(columns[p], columns[p]), dot(columns[q], columns[q]), dot(columns[p], columns[q])];
  if (Math.abs(c) <= 1e-14 * Math.sqrt(a * b) || c === 0) return false;
  const zeta = (b - a) / (2 * c);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cos = 1 / Math.sqrt(1 + t * t);
  for (const pair of [columns, right]) {
    const [x, y] = [pair[p], pair[q]];
    pair[p] = x.map((value, axis) => cos * (value - t * y[axis]));
    pair[q] = x.map((value, axis) => cos * (t * value + y[axis]));
  }
  return true;
}

/**
 * Columns of length one; a direction in which one of the maps has no width stays as it is, as far as it can.
 * @param {number[][]} columns at right angles @param {number[][]} right what they would be if nothing turned
 */
function orthonormal(columns, right) {
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)));
  const least = 1e-9 * Math.max(...lengths);
  const known = columns.map((column, k) => (lengths[k] > least ? column.map((value) => value / lengths[k]) : null));
  return known.map((column, k) => {
    known[k] = column ?? perpendicular(known.filter(Boolean), right[k]);
    return known[k];
  });
}

/** @param {number[][]} others @param {number[]} wish @returns {number[]} a direction at right angles to others, near to a wish */
function perpendicular(others, wish) {
  const axes = wish.map((_, axis) => wish.map((__, i) => Number(i === axis)));
  const left = [wish, ...axes].map((vector) => others.reduce((rest, other) => {
    const along = dot(rest, other);
    return rest.map((value, axis) => value - along * other[axis]);
  }, vector));
  const best = left.find((vector) => dot(vector, vector) > 0.1) ?? left[0];
  const length = Math.sqrt(dot(best, best));
  return best.map((value) => value / length);
}
