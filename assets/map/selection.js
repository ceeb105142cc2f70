/** What is meant on the map: the selected items, the one in focus, and its neighbours. */

/** @typedef {{item: number, indices: number[], distances: number[]}} Neighbours nearest first */
/** @typedef {{item: number, far?: number, wrong?: boolean}} Mark far: from 0, the nearest, to 1; wrong: no neighbour */

export class Selection {
  constructor() {
    /** @type {number[]} in order */
    this.items = [];
    /** @type {number|null} */
    this.focus = null;
    /** @type {Neighbours|null} */
    this.neighbours = null;
    /** What a tool has lit: it keeps its colour too. @type {number[]} */
    this.lit = [];
  }

  /** @param {Iterable<number>} items @param {number|null} focus */
  set(items, focus) {
    const given = Array.isArray(items) ? items : Array.from(items);
    const ordered = given.every((item, place) => place === 0 || given[place - 1] < item);
    this.items = ordered ? given : [...new Set(given)].sort((a, b) => a - b);
    this.focus = focus;
    if (this.neighbours && this.neighbours.item !== focus) this.neighbours = null;
  }

  /** @param {number} item */
  toggle(item) {
    const without = this.items.filter((other) => other !== item);
    const gone = without.length < this.items.length;
    this.set(gone ? without : [...without, item], gone ? (without.at(-1) ?? null) : item);
  }

  /** @param {number[]} items in a loop @param {"replace"|"add"|"remove"} how */
  loop(items, how) {
    if (how === "replace") return this.set(items, null);
    const inside = new Set(items);
    if (how === "remove") return this.set(this.items.filter((item) => !inside.has(item)), null);
    return this.set(this.items.concat(items), null);
  }

  /** @param {number} count items that exist */
  within(count) {
    const exists = (item) => Number.isInteger(item) && item >= 0 && item < count;
    const focus = exists(this.focus) ? this.focus : null;
    const { neighbours } = this;
    if (focus !== this.focus || !this.items.every(exists)) this.set(this.items.filter(exists), focus);
    if (neighbours && exists(neighbours.item)) {
      const kept = neighbours.indices.map((item, place) => [item, neighbours.distances[place]]).filter(([item]) => exists(item));
      this.neighbours = { item: neighbours.item, indices: kept.map(([item]) => item), distances: kept.map(([, far]) => far) };
    }
  }

  /** @returns {number[]} the items that keep their colour while the others fade; none when nothing fades */
  get emphasised() {
    const { neighbours, items, lit } = this;
    const meant = neighbours ? [neighbours.item, ...neighbours.indices, ...items] : items.length > 1 ? items : [];
    if (!lit.length) return meant;
    return meant.length || items.length ? meant.concat(items, lit) : lit;
  }

  /** @returns {number[]} where each neighbour stands between the nearest, 0, and the farthest, 1 */
  get farness() {
    const { distances = [] } = this.neighbours ?? {};
    const low = Math.min(...distances);
    const span = Math.max(...distances) - low;
    return distances.map((distance, place) => {
      const far = span > 0 ? (distance - low) / span : place / Math.max(1, distances.length);
      return Number.isFinite(far) ? far : 1;
    });
  }

  /** @returns {number[]} how strong the line to each neighbour is, from near to far */
  get strengths() { return this.farness.map((far) => 0.85 - 0.55 * far); }

  /** @returns {Mark[]} what is drawn around the neighbours */
  get marks() {
    const { farness } = this;
    return (this.neighbours?.indices ?? []).map((item, place) => ({ item, far: farness[place] }));
  }

  /** @returns {number[]} whose names are written, most telling first */
  get named() { return this.neighbours?.indices ?? []; }
}
