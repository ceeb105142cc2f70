/**
 * Names at several levels: few that say what whole regions are from afar, more the nearer one looks. Each level has its
 * range of zoom, so that moving the map about never swaps them.
 */

import { anchors } from "./anchors.js";
import { MISSING } from "./colour.js";

/** As many names as a whole map bears. */
const BORNE = 40;
/** Codes from which names are of no category of the column. */
const OF_GROUPS = 100_000;

/**
 * @param {import("./scene.js").Scene} scene
 * @param {import("./colour.js").Column & {levels?: Array<{names: string[], of: number[]}>}|null} column its levels, the
 *   coarsest first, say which group each category belongs to
 * @returns {Array<import("./anchors.js").Anchor & {level: number, members?: number[]}>} the categories' own are of the last level
 */
export function levelledAnchors(scene, column) {
  const levels = column?.levels ?? [];
  const own = anchors(scene, column).map((anchor) => ({ ...anchor, level: levels.length }));
  return [...levels.flatMap((level, at) => ofGroups(scene, column, level, at)), ...own];
}

/** @param {import("./scene.js").Scene} scene @param {import("./colour.js").Column} column @param {{names: string[], of: number[]}} level @param {number} at */
function ofGroups(scene, column, { names, of }, at) {
  const codes = Uint16Array.from(column.codes, (code) => (of[code] >= 0 ? of[code] : MISSING));
  const categories = names.map((value, group) => ({
    value, count: column.categories.reduce((sum, { count }, code) => sum + (of[code] === group ? count : 0), 0),
  }));
  const members = names.map((_, group) => of.flatMap((one, code) => (one === group ? [code] : [])));
  return anchors(scene, { codes, categories }).map((anchor) => ({
    ...anchor, level: at, code: OF_GROUPS * (at + 1) + anchor.code, members: members[anchor.code],
  }));
}

/**
 * The names for one zoom: of the finest level that a whole map bears where the whole map is in view; of the next level at
 * each doubling.
 * @template {{level: number, code: number, members?: number[]}} T
 * @param {T[]} all @param {number} zoom 1 where the whole map is in view, 2 at twice that size
 * @param {Set<number>} hidden codes that the legend leaves out
 * @returns {T[]}
 */
export function namesAt(all, zoom, hidden = new Set()) {
  const last = Math.max(0, ...all.map(({ level }) => level));
  const counts = Array.from({ length: last + 1 }, (_, level) => all.filter((one) => one.level === level).length);
  const whole = Math.max(0, counts.findLastIndex((count) => count > 0 && count <= BORNE));
  const wanted = Math.min(last, Math.max(0, whole + Math.round(Math.log2(zoom))));
  return all.filter(({ level, members }) => level === wanted && !members?.every((code) => hidden.has(code)));
}

/** How near one looks, against the whole map. */
export class Nearness {
  /** @param {import("./camera.js").Camera} camera */
  constructor(camera) { this.camera = camera; }

  /** The map and the size for which the whole is known, and the extent at which it is in view. */
  #known = "";
  #extent = 1;

  /** @param {import("./scene.js").Scene} scene @returns {number} 1 where the whole map is in view, 2 at twice that size */
  of(scene) {
    const { width, height, extent } = this.camera;
    const wanted = `${scene.key} ${scene.dimensions} ${width} ${height}`;
    if (wanted !== this.#known) [this.#known, this.#extent] = [wanted, this.camera.fitted(scene).extent];
    return this.#extent / extent;
  }
}
