/** A flat map as a plane of its own coordinates: which are under a pixel, and where on the map they are. */

import { placed } from "./scene.js";

/**
 * @param {import("./map.js").VectorMap} map
 * @returns {{frame: {centre: number[], half: number}|null, at: (x: number, y: number) => number[]|null,
 *   spot: (coordinates: number[]) => [number, number]|null, size: [number, number]}} pixels are from the map's top left;
 *   null while it has three dimensions, was laid onto another map, or its points fly
 */
export function planeOf(map) {
  const { camera } = map;
  const flat = () => map.scene?.dimensions === 2 && map.scene.frame && !map.pilot.pointsFly;
  return {
    get frame() { return flat() ? map.scene.frame : null; },
    get size() { return [camera.width, camera.height]; },
    at(x, y) {
      if (!flat()) return null;
      const { centre, half } = map.scene.frame;
      return camera.unproject(x, y).slice(0, 2).map((value, axis) => centre[axis] + half * value);
    },
    spot(coordinates) {
      const place = flat() ? placed(map.scene, coordinates) : null;
      return place && camera.project(place).slice(0, 2);
    },
  };
}
