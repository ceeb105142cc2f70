/** Locked cameras: what a hand does to one, the others do too, each from where it stands. */

import { samePose } from "../../map/memory.js";

/** @typedef {import("../../map/camera.js").Pose} Pose */

/**
 * @param {Pose} before @param {Pose} after of the camera that was moved @param {Pose} own of one that follows
 * @returns {Pose} where that one goes
 */
export function followed(before, after, own) {
  const nearer = own.extent / before.extent;
  return {
    target: own.target.map((value, axis) => value + (after.target[axis] - before.target[axis]) * nearer),
    extent: (own.extent * after.extent) / before.extent,
    yaw: own.yaw + after.yaw - before.yaw,
    pitch: own.pitch + after.pitch - before.pitch,
    roll: own.roll + after.roll - before.roll,
  };
}

export class Lock {
  constructor() {
    this.on = false;
    /** Where each camera was last seen. @type {WeakMap<Object, Pose>} */
    this.seen = new WeakMap();
  }

  /** Begin from where the cameras are now. @param {Object[]} maps */
  look(maps) {
    for (const map of maps) this.seen.set(map, map.shared().pose);
  }

  /**
   * A camera has moved; where it was by hand, the others of as many dimensions follow.
   * @param {Object} map @param {Object[]} maps all of them @param {boolean} byHand
   */
  moved(map, maps, byHand) {
    const { pose, scene } = map.shared();
    const before = this.seen.get(map);
    if (before && samePose(before, pose)) return;
    this.seen.set(map, pose);
    if (!this.on || !byHand || !before) return;
    for (const other of maps) {
      const there = other.shared();
      if (other === map || !there.scene || there.scene.dimensions !== scene.dimensions) continue;
      const next = followed(before, pose, there.pose);
      other.follow(next);
      this.seen.set(other, other.shared().pose);
    }
  }
}
