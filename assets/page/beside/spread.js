/** How far some items lie apart on a map, of how far all of them do: 0 at one place, about 1 anywhere. */

import { make } from "../../map/surface.js";

/** @type {WeakMap<Object, number>} the mean distance of all points of a scene from their centre */
const known = new WeakMap();

/** Up to where items count as together, and from where as scattered. */
const TOGETHER = 0.35;
const SCATTERED = 0.75;

/**
 * The mean distance of items from their own centre.
 * @param {{positions: Float32Array, dimensions: number}} scene @param {number} count @param {(place: number) => number} itemAt
 */
function reach({ positions, dimensions: d }, count, itemAt) {
  const centre = Array(d).fill(0);
  for (let place = 0; place < count; place++) {
    for (let axis = 0; axis < d; axis++) centre[axis] += positions[itemAt(place) * d + axis] / count;
  }
  let sum = 0;
  for (let place = 0; place < count; place++) {
    let square = 0;
    for (let axis = 0; axis < d; axis++) square += (positions[itemAt(place) * d + axis] - centre[axis]) ** 2;
    sum += Math.sqrt(square);
  }
  return sum / count;
}

/**
 * @param {import("../../map/scene.js").Scene} scene @param {number[]} items
 * @returns {number|null} null where there is nothing to compare
 */
export function spread(scene, items) {
  if (items.length < 2) return null;
  if (!known.has(scene)) known.set(scene, reach(scene, scene.count, (place) => place));
  const all = known.get(scene);
  return all > 0 ? reach(scene, items.length, (place) => items[place]) / all : null;
}

/** @param {number} share @param {number} count @returns {{line: string, help: string}} what a map says of a selection */
export function spreadWords(share, count) {
  const figure = share.toFixed(2);
  const how = share < TOGETHER ? "together" : share < SCATTERED ? "loosely together" : "scattered";
  return {
    line: `${count.toLocaleString("en")} items: ${how} (spread ${figure})`,
    help: `Spread ${figure}: how far these items lie from their centre on this map, on average, of how far all items lie from the centre of all. 0 is one place, 1 is as wide as the whole map.`,
  };
}

export class SpreadNote {
  constructor() {
    this.element = make("p", "beside-spread", { "aria-live": "polite", hidden: "" });
  }

  /**
   * @param {HTMLElement} map its element @param {import("../../map/scene.js").Scene|null} scene what it shows
   * @param {number[]} items that are selected, in order
   */
  show(map, scene, items) {
    const share = scene && items.at(-1) < scene.count ? spread(scene, items) : null;
    this.element.hidden = share === null;
    if (!this.element.isConnected) map.querySelector(".vs-top")?.append(this.element);
    if (share === null) return;
    const { line, help } = spreadWords(share, items.length);
    this.element.textContent = line;
    this.element.title = help;
  }
}
