/** The map's state as plain data: what undo keeps of it and gives back. */

/**
 * @typedef {Object} MapState
 * @property {string} key of the projection @property {string} space @property {string} column
 * @property {number[]} items @property {number|null} focus @property {number[]|null} isolated
 * @property {number[]} hidden codes of the column @property {import("./camera.js").Pose} pose
 * @property {boolean} [fitted] whether the camera shows everything, as it did at first
 */

/** @param {import("./map.js").VectorMap} map @returns {MapState|null} null while there is nothing on it */
export function stateOf(map) {
  const { scene, selection, isolation, legend, camera, picture } = map;
  if (!scene) return null;
  return {
    key: scene.key, space: scene.space, column: picture.column?.name ?? "", items: selection.items, focus: selection.focus,
    isolated: isolation.items, hidden: [...legend.hidden].sort((a, b) => a - b), pose: camera.pose,
    fitted: map.pilot.fitted,
  };
}

/**
 * Give back those parts of a state that belong to what is on the map now.
 * @param {import("./map.js").VectorMap} map @param {MapState} state @param {Set<string>} parts "items", "hidden", "pose"
 * @returns {Set<string>} the parts that must wait
 */
export function restore(map, state, parts) {
  const { scene, picture, pilot } = map;
  const here = scene?.space === state.space;
  const wait = new Set(parts);
  map.byHand = false;
  if (here && wait.delete("items")) {
    map.selection.set(state.items, state.focus);
    map.isolate(state.isolated, false);
    map.select();
  }
  if (here && (picture.column?.name ?? "") === state.column && wait.delete("hidden")) map.legend.set(new Set(state.hidden), false);
  if (scene?.key === state.key && !pilot.pointsFly && wait.delete("pose") && !samePose(map.camera.pose, state.pose)) {
    pilot.flyTo(state.pose, 300);
  }
  return wait;
}

/** @param {import("./camera.js").Pose} a @param {import("./camera.js").Pose} b */
export function samePose(a, b) {
  const near = (x, y, scale) => Math.abs(x - y) <= 1e-4 * scale;
  return a.target.every((value, axis) => near(value, b.target[axis], a.extent)) && near(a.extent, b.extent, a.extent)
    && ["yaw", "pitch", "roll"].every((angle) => near(a[angle], b[angle], 1));
}

/** @param {MapState|null} a @param {MapState|null} b */
export function sameState(a, b) {
  if (!a || !b) return a === b;
  const list = (x, y) => x === y || (x?.length === y?.length && Boolean(x) && x.every((value, place) => value === y[place]));
  return a.key === b.key && a.column === b.column && a.focus === b.focus && list(a.items, b.items)
    && list(a.isolated, b.isolated) && list(a.hidden, b.hidden) && samePose(a.pose, b.pose);
}
