/** A 3 as a hand draws it, for those who want to see first what drawing does. */

/** The strokes on a sheet with sides of 1. @type {Array<Array<[number, number]>>} */
const THREE = [[
  [0.33, 0.25], [0.4, 0.2], [0.5, 0.18], [0.6, 0.21], [0.65, 0.29], [0.62, 0.38], [0.54, 0.44], [0.45, 0.47], [0.56, 0.49], [0.65, 0.55],
  [0.68, 0.64], [0.65, 0.73], [0.57, 0.79], [0.46, 0.81], [0.36, 0.78], [0.31, 0.73],
]];

/** @param {number} side of the sheet @returns {Array<Array<[number, number]>>} */
export const example = (side) => THREE.map((stroke) => stroke.map(([x, y]) => [x * side, y * side]));
