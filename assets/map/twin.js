/** What maps side by side need of each other: what they share, the same view, and the way from one to the other. */

import { midway } from "./scene.js";

/** Where each map is being morphed to. @type {WeakMap<Object, {scene: Object, origin: Float32Array}>} */
const ways = new WeakMap();

/** @param {import("./map.js").VectorMap} map */
export function shared({ scene, picture, selection, camera }) {
  return { scene, column: picture.column, neighbours: selection.neighbours, pose: camera.pose };
}

/** Look from where another map does. @param {import("./map.js").VectorMap} map @param {import("./camera.js").Pose} pose */
export function follow(map, pose) {
  map.pilot.release();
  map.camera.pose = pose;
  map.renderer.invalidate();
}

/**
 * Draw the points part of the way to where another map of the same items has them; they are still picked where they rest.
 * @param {import("./map.js").VectorMap} map @param {import("./scene.js").Scene|null} scene the other map's
 * @param {number} share of the way, 0 to be back
 */
export function morph(map, scene, share) {
  const { picture, pilot } = map;
  const way = ways.get(map);
  const begun = way && way.origin === picture.points.origin && (!share || way.scene === scene);
  if (!begun && (!share || !scene || scene.count !== map.scene?.count)) return;
  if (!begun) {
    pilot.land();
    const origin = midway(scene, map.scene, 0);
    ways.set(map, { scene, origin });
    picture.points.set({ origin });
  }
  pilot.progress = 1 - share;
  if (!share) {
    picture.land();
    ways.delete(map);
  }
  map.hover.to(null);
  map.highlight(null);
  map.renderer.invalidate();
}

/** The map is not needed any more: a browser keeps few contexts. @param {import("./map.js").VectorMap} map */
export function dispose(map) {
  clearTimeout(map.idle);
  map.renderer.gl.getExtension("WEBGL_lose_context")?.loseContext();
}
