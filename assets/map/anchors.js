/** Where a category's name belongs: where its points lie densest, if they do lie together somewhere. */

/** Categories that may carry a name on the map, and points looked at. */
const MOST_CATEGORIES = 200;
const SAMPLE = 200_000;

/**
 * @typedef {{code: number, text: string, count: number, position: number[]}} Anchor
 */

/**
 * @param {import("./scene.js").Scene} scene @param {import("./colour.js").Column|null} column
 * @returns {Anchor[]} largest first
 */
export function anchors(scene, column) {
  if (!column?.codes || !scene.count) return [];
  const counts = new Map();
  const categories = Math.min(column.categories.length, MOST_CATEGORIES);
  const side = scene.dimensions === 2 ? 40 : 14;
  const field = histogram(scene, column.codes, categories, side);
  const found = [];
  for (let code = 0; code < categories; code++) {
    const { value, count } = column.categories[code];
    const peak = field.total[code] ? densest(field, code) : null;
    if (!peak || !value) continue;
    const together = peak.mine / field.total[code];
    if (peak.mine / peak.all >= 0.34 || together >= 0.5) counts.set(code, peak.cell);
    if (counts.has(code)) found.push({ code, text: value, count, position: [0, 0, 0] });
  }
  centre(scene, column.codes, counts, field, found);
  return found.sort((a, b) => b.count - a.count || a.code - b.code);
}

/** @param {number} count */
const strideOf = (count) => Math.max(1, Math.floor(count / SAMPLE));

/**
 * @param {import("./scene.js").Scene} scene @param {number} i @param {number} side
 * @returns {number} the cell of a point
 */
function cellOf({ positions, dimensions }, i, side) {
  let cell = 0;
  for (let axis = dimensions - 1; axis >= 0; axis--) {
    const at = Math.floor(((positions[i * dimensions + axis] + 1) / 2) * side);
    cell = cell * side + Math.min(side - 1, Math.max(0, at));
  }
  return cell;
}

/** @param {import("./scene.js").Scene} scene @param {Uint16Array} codes @param {number} categories @param {number} side */
function histogram(scene, codes, categories, side) {
  const { dimensions, count } = scene;
  const cells = side ** dimensions;
  const field = {
    side, dimensions, cells, all: new Uint32Array(cells), own: new Uint32Array(cells * categories),
    total: new Uint32Array(categories),
  };
  for (let i = 0, stride = strideOf(count); i < count; i += stride) {
    const cell = cellOf(scene, i, side);
    field.all[cell]++;
    if (codes[i] >= categories) continue;
    field.own[codes[i] * cells + cell]++;
    field.total[codes[i]]++;
  }
  return field;
}

/** @param {ReturnType<typeof histogram>} field @param {number} cell @returns {number[]} the cell and those around it */
function around({ side, dimensions }, cell) {
  let found = [0];
  for (let axis = dimensions - 1; axis >= 0; axis--) {
    const at = Math.floor(cell / side ** axis) % side;
    const near = [at - 1, at, at + 1].filter((value) => value >= 0 && value < side);
    found = found.flatMap((base) => near.map((value) => base + value * side ** axis));
  }
  return found;
}

/** @param {ReturnType<typeof histogram>} field @param {number} code */
function densest(field, code) {
  let best = { cell: -1, mine: 0, all: 1 };
  for (let cell = 0; cell < field.cells; cell++) {
    if (!field.own[code * field.cells + cell]) continue;
    let [mine, all] = [0, 0];
    for (const near of around(field, cell)) {
      mine += field.own[code * field.cells + near];
      all += field.all[near];
    }
    const better = mine * Math.sqrt(mine / all) - best.mine * Math.sqrt(best.mine / best.all);
    if (better > 0) best = { cell, mine, all };
  }
  return best;
}

/**
 * Put each anchor at the mean of its category's points near the peak.
 * @param {import("./scene.js").Scene} scene @param {Uint16Array} codes @param {Map<number, number>} peaks
 * @param {ReturnType<typeof histogram>} field @param {Anchor[]} found
 */
function centre(scene, codes, peaks, field, found) {
  const { positions, dimensions, count } = scene;
  const near = new Map([...peaks].map(([code, cell]) => [code, new Set(around(field, cell))]));
  const sums = new Map(found.map((anchor) => [anchor.code, { anchor, seen: 0 }]));
  for (let i = 0, stride = strideOf(count); i < count; i += stride) {
    const sum = sums.get(codes[i]);
    if (!sum || !near.get(codes[i]).has(cellOf(scene, i, field.side))) continue;
    sum.seen++;
    for (let axis = 0; axis < dimensions; axis++) sum.anchor.position[axis] += positions[i * dimensions + axis];
  }
  for (const { anchor, seen } of sums.values()) anchor.position = anchor.position.map((value) => value / Math.max(1, seen));
}
