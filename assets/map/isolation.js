/** Isolation: only some items stay on the map; the legend's filter goes on working among them. */

export class Isolation {
  constructor() {
    /** The items that stay, in order; null when all do. @type {number[]|null} */
    this.items = null;
    /** 1 for each item that stays. @type {Uint8Array|null} */
    this.mask = null;
  }

  /** @param {number[]|null} items @param {number} count of all items */
  set(items, count) {
    const kept = items?.filter((item) => Number.isInteger(item) && item >= 0 && item < count) ?? [];
    this.items = kept.length && kept.length < count ? kept : null;
    this.mask = this.items ? new Uint8Array(count) : null;
    for (const item of this.items ?? []) this.mask[item] = 1;
  }

  /** @param {Uint8Array|null} visible what the legend leaves @returns {Uint8Array|null} what stays of it */
  within(visible) {
    if (!this.mask || !visible) return this.mask ?? visible;
    return this.mask.map((stays, item) => stays & visible[item]);
  }

  /**
   * What a camera that shows everything has to show.
   * @param {import("./scene.js").Scene} scene @returns {import("./scene.js").Scene}
   */
  frame(scene) {
    if (!this.items) return scene;
    const { positions, dimensions } = scene;
    const kept = new Float32Array(this.items.length * dimensions);
    const [min, max] = [[Infinity, Infinity, Infinity], [-Infinity, -Infinity, -Infinity]];
    for (let axis = dimensions; axis < 3; axis++) min[axis] = max[axis] = 0;
    this.items.forEach((item, place) => {
      for (let axis = 0; axis < dimensions; axis++) {
        const value = positions[item * dimensions + axis];
        kept[place * dimensions + axis] = value;
        min[axis] = Math.min(min[axis], value);
        max[axis] = Math.max(max[axis], value);
      }
    });
    return { ...scene, positions: kept, bounds: { ...scene.bounds, min, max } };
  }
}
