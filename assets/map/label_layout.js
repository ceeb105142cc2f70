/** Which labels are drawn, and where: in the order given, each at the first of its places that is free. */

const CELL = 48;

/**
 * @typedef {Object} Label
 * @property {string} id
 * @property {string} text
 * @property {number} x @property {number} y where it belongs, in pixels
 * @property {number} wide @property {number} high of the text
 * @property {number} gap between the point and the text; 0 centres the text on the point
 * @property {number} air to keep free around it
 * @property {boolean} [always] drawn even where it is in the way
 */

/** @typedef {Label & {left: number, top: number}} Placed */

/**
 * @param {Label[]} labels most important first @param {number} width @param {number} height of the map
 * @param {Placed[]} [taken] what must not be covered
 * @param {number} [most] labels
 * @returns {Placed[]}
 */
export function place(labels, width, height, taken = [], most = 200) {
  /** @type {Map<number, Placed[]>} */
  const cells = new Map();
  const placed = [];
  const take = (spot) => { for (const cell of cellsOf(spot, 0)) cells.set(cell, [...(cells.get(cell) ?? []), spot]); };
  taken.forEach(take);
  for (const label of labels) {
    if (placed.length >= most) break;
    const spots = places(label);
    const free = spots.find((spot) => inView(spot, width, height) && isFree(spot, cells));
    const spot = free ?? (label.always ? spots.find((one) => inView(one, width, height)) ?? spots[0] : null);
    if (!spot) continue;
    placed.push(spot);
    take(spot);
  }
  return placed;
}

/** @param {Label} label @returns {Placed[]} the places it may have, best first */
function places(label) {
  const { x, y, wide, high, gap } = label;
  const [middle, centre] = [x - wide / 2, y - high / 2];
  if (!gap) return [0, -1, 1].map((shift) => ({ ...label, left: middle, top: centre + shift * high * 0.9 }));
  return [
    { ...label, left: x + gap, top: centre },
    { ...label, left: x - gap - wide, top: centre },
    { ...label, left: middle, top: y - gap - high },
    { ...label, left: middle, top: y + gap },
  ];
}

/** @param {Placed} spot @param {number} width @param {number} height */
function inView({ left, top, wide, high }, width, height) {
  return left >= 4 && top >= 4 && left + wide <= width - 4 && top + high <= height - 4;
}

/** @param {Placed} spot @param {Map<number, Placed[]>} cells */
function isFree(spot, cells) {
  for (const cell of cellsOf(spot, spot.air)) {
    for (const other of cells.get(cell) ?? []) if (overlap(spot, other)) return false;
  }
  return true;
}

/** @param {Placed} a @param {Placed} b @returns {boolean} whether they touch, with the air that both want */
export function overlap(a, b) {
  const air = Math.max(a.air, b.air);
  return a.left < b.left + b.wide + air && b.left < a.left + a.wide + air
    && a.top < b.top + b.high + air / 2 && b.top < a.top + a.high + air / 2;
}

/** @param {Placed} spot @param {number} air */
function* cellsOf({ left, top, wide, high }, air) {
  const reach = Math.max(air, 16);
  for (let row = Math.floor((top - reach) / CELL); row <= Math.floor((top + high + reach) / CELL); row++) {
    for (let column = Math.floor((left - reach) / CELL); column <= Math.floor((left + wide + reach) / CELL); column++) {
      yield row * 4096 + column;
    }
  }
}
