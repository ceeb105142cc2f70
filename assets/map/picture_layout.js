/**
 * Which pictures have room on a flat map. Each gets, once, the zoom from which it is shown: so moving the map never swaps
 * them, and zooming in only adds more.
 */

/** From one level to the next a picture covers so much less of the map. */
const STEP = 1.25;
/** More levels are never needed: the camera cannot go nearer. */
const MOST = 48;

/** @param {number} item @returns {number} a place in an order that looks random and never changes */
export const rank = (item) => Math.imul(item + 1, 0x9e3779b1) >>> 0;

export class Placement {
  /**
   * @param {Float32Array} positions @param {number} dimensions
   * @param {number[]} items that may have a picture @param {number} side of a picture at level 0, in the map's units
   */
  constructor(positions, dimensions, items, side) {
    Object.assign(this, { positions, dimensions, side });
    /** The items that have room, those of a coarser level first. @type {number[]} */
    this.placed = [];
    /** How many of them have room at each level. @type {number[]} */
    this.ends = [];
    this.left = Uint32Array.from(items).sort((a, b) => rank(a) - rank(b));
  }

  /** @param {number} side of a picture now, its air included, in the map's units @returns {number} the coarsest level that fits */
  levelOf(side) {
    return Math.min(MOST, Math.max(0, Math.floor(Math.log(this.side / side) / Math.log(STEP) + 1e-6)));
  }

  /** @param {number} level @returns {number} how many of `placed` have room at it */
  upTo(level) {
    while (this.ends.length <= level) this.#fill(this.side / STEP ** this.ends.length);
    return this.ends[level];
  }

  /** @param {number} side */
  #fill(side) {
    const { positions, dimensions } = this;
    /** @type {Map<number, number[]>} */
    const cells = new Map();
    const columns = Math.ceil(2 / side) + 4;
    const cellOf = (item) => [0, 1].map((axis) => Math.floor((positions[item * dimensions + axis] + 1) / side) + 1);
    const take = (item) => {
      const [column, row] = cellOf(item);
      const place = row * columns + column;
      if (cells.has(place)) cells.get(place).push(item);
      else cells.set(place, [item]);
    };
    const near = (a, b) => [0, 1].every((axis) => Math.abs(positions[a * dimensions + axis] - positions[b * dimensions + axis]) < side);
    const isFree = (item) => {
      const [column, row] = cellOf(item);
      for (let y = row - 1; y <= row + 1; y++) {
        for (let x = column - 1; x <= column + 1; x++) {
          if (cells.get(y * columns + x)?.some((other) => near(item, other))) return false;
        }
      }
      return true;
    };
    this.placed.forEach(take);
    this.left = this.left.filter((item) => {
      if (!isFree(item)) return true;
      this.placed.push(item);
      take(item);
      return false;
    });
    this.ends.push(this.placed.length);
  }
}

/**
 * Squares on the screen, in the order given, each kept unless it would touch one before it.
 * @template {{x: number, y: number, side: number}} T
 * @param {T[]} wanted @param {number} air between two @param {number} most @returns {T[]}
 */
export function apart(wanted, air, most) {
  /** @type {T[]} */
  const kept = [];
  for (const one of wanted) {
    if (kept.length >= most) break;
    const meets = (other) => {
      const reach = (one.side + other.side) / 2 + air;
      return Math.abs(one.x - other.x) < reach && Math.abs(one.y - other.y) < reach;
    };
    if (!kept.some(meets)) kept.push(one);
  }
  return kept;
}
