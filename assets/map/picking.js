/** Which point is meant: the nearest to a pixel, the next in a direction, all inside a loop. */

import { Grid } from "./grid.js";
import { insideLoop } from "./loop.js";

/** How far from a point, in pixels, the pointer still means it. */
export const REACH = 14;
/** So many points around a pixel are a crowd, none of which stands alone. */
const CROWD = 1000;

export class Picker {
  /** @param {import("./camera.js").Camera} camera */
  constructor(camera) {
    this.camera = camera;
    /** @type {import("./scene.js").Scene|null} */
    this.scene = null;
    /** @type {Uint8Array|null} 0 where a point is hidden */
    this.visible = null;
    this.#forget();
  }

  /** @type {Grid|null} of the flat map, in its own units */
  #flat;
  /** @type {{version: number, pixels: Float32Array, depths: Float32Array, grid: Grid|null}} of the current view */
  #seen;

  #forget() {
    this.#flat = null;
    this.#seen = { version: -1, pixels: new Float32Array(0), depths: new Float32Array(0), grid: null };
  }

  /** @param {import("./scene.js").Scene|null} scene */
  show(scene) {
    this.scene = scene;
    this.#forget();
  }

  /** @returns {Grid} the index of the flat map; made when it is first asked for */
  get flat() {
    this.#flat ??= new Grid(this.scene.positions, this.scene.dimensions);
    return this.#flat;
  }

  /** @returns {{pixels: Float32Array, depths: Float32Array, grid: Grid|null}} every point as the camera sees it now */
  get seen() {
    const seen = this.#seen;
    if (seen.version === this.camera.version) return seen;
    const { count, positions, dimensions } = this.scene;
    if (seen.depths.length !== count) {
      seen.pixels = new Float32Array(2 * count);
      seen.depths = new Float32Array(count);
    }
    this.camera.projectAll(positions, dimensions, seen.pixels, seen.depths);
    seen.version = this.camera.version;
    seen.grid = null;
    return seen;
  }

  /** Make the index that the next hover needs. */
  prepare() {
    if (!this.scene?.count) return;
    if (this.scene.dimensions === 2) this.flat;
    else this.seen.grid ??= new Grid(this.seen.pixels, 2);
  }

  /**
   * @param {number} x @param {number} y pixels @param {number} size of a point, in pixels
   * @returns {number|null} the point that is meant there
   */
  at(x, y, size = 0) {
    if (!this.scene?.count) return null;
    this.prepare();
    const found = this.scene.dimensions === 2 ? this.#atFlat(x, y) : this.#atDeep(x, y, size / 2);
    return found < 0 ? null : found;
  }

  /** @param {number} x @param {number} y */
  #atFlat(x, y) {
    const [left, top] = this.camera.unproject(x, y);
    return this.flat.nearest(left, top, REACH / this.camera.scale, this.visible);
  }

  /** In depth, what is in front wins where discs overlap. @param {number} x @param {number} y @param {number} radius */
  #atDeep(x, y, radius) {
    const { grid, depths, pixels } = this.seen;
    const under = grid.inside(x - radius, y - radius, x + radius, y + radius, 5000) ?? [];
    let front = -1;
    for (const item of under) {
      const hidden = this.visible && !this.visible[item];
      if (hidden || Math.hypot(pixels[2 * item] - x, pixels[2 * item + 1] - y) > radius) continue;
      if (front < 0 || depths[item] < depths[front]) front = item;
    }
    return front >= 0 ? front : grid.nearest(x, y, REACH, this.visible);
  }

  /**
   * @param {number} x @param {number} y @param {number} radius pixels
   * @returns {number|null} the only visible point so near, or null where there is none or another
   */
  alone(x, y, radius) {
    if (!this.scene?.count) return null;
    this.prepare();
    const flat = this.scene.dimensions === 2;
    const [left, top] = flat ? this.camera.unproject(x, y) : [x, y];
    const reach = flat ? radius / this.camera.scale : radius;
    const grid = flat ? this.flat : this.seen.grid;
    const around = grid.inside(left - reach, top - reach, left + reach, top + reach, CROWD);
    const near = around?.filter((item) => !(this.visible && !this.visible[item]) && grid.far(item, left, top) <= reach);
    return near?.length === 1 ? near[0] : null;
  }

  /**
   * @param {number} x @param {number} y where to start @param {[number, number]} direction as on the screen
   * @param {number|null} except @returns {number|null} the nearest point that way, within 45° of it
   */
  toward(x, y, direction, except) {
    if (!this.scene?.count) return null;
    const { pixels } = this.seen;
    let [best, least] = [null, Infinity];
    for (let i = 0; i < this.scene.count; i++) {
      const dx = pixels[2 * i] - x;
      const dy = pixels[2 * i + 1] - y;
      const along = dx * direction[0] + dy * direction[1];
      const aside = Math.abs(dx * direction[1] - dy * direction[0]);
      const cost = along + 2 * aside;
      if (along <= 0.01 || aside > along || cost >= least || i === except || (this.visible && !this.visible[i])) continue;
      [best, least] = [i, cost];
    }
    return best;
  }

  /** @param {number} x @param {number} y @returns {number|null} the nearest visible point, however far */
  closest(x, y) {
    const { pixels } = this.seen;
    this.seen.grid ??= new Grid(pixels, 2);
    const found = this.seen.grid.nearest(x, y, 1e5, this.visible);
    return found < 0 ? null : found;
  }

  /** @param {Array<[number, number]>} loop in pixels @returns {number[]} the visible points inside, in order */
  inside(loop) {
    if (!this.scene?.count) return [];
    if (this.scene.dimensions === 3) return insideLoop(loop, this.seen.pixels, this.visible);
    return insideLoop(loop.map(([x, y]) => this.camera.unproject(x, y)), this.scene.positions, this.visible);
  }
}
