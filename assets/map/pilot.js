/** Flights of the camera and of the points, and where they lead. */

import { between } from "./camera.js";
import { CAMERA_TIME, Flight, POINTS_TIME, cubicOut, easeInOut } from "./flight.js";

/** A click on a zoom button, in milliseconds. */
const ZOOM_TIME = 250;

export class Pilot {
  /** @param {import("./camera.js").Camera} camera @param {() => void} started a flight has begun */
  constructor(camera, started) {
    this.camera = camera;
    this.started = started;
    /** Whether the camera still shows everything, as `fit` left it. */
    this.fitted = true;
    /** How far the points have flown, 1 when they rest. */
    this.progress = 1;
  }

  /** @type {(Flight & {goal?: import("./camera.js").Pose})|null} */
  #camera = null;
  /** @type {Flight|null} */
  #points = null;

  /** @returns {boolean} */
  get flying() { return Boolean(this.#camera || this.#points); }

  /** @returns {boolean} */
  get pointsFly() { return this.progress < 1; }

  /** @param {number} now */
  advance(now) {
    this.#camera?.advance(now);
    this.#points?.advance(now);
  }

  /** The camera is in someone's hands: its flight ends where it is. */
  release() {
    this.#camera?.cancel();
    this.#camera = null;
    this.fitted = false;
  }

  /** @param {import("./camera.js").Pose} pose @param {number} [time] @param {(t: number) => number} [ease] */
  flyTo(pose, time = CAMERA_TIME, ease = cubicOut) {
    this.release();
    const from = this.camera.pose;
    const turns = Math.round((from.yaw - pose.yaw) / (2 * Math.PI));
    const rolls = Math.round((from.roll - pose.roll) / (2 * Math.PI));
    const to = { ...pose, yaw: pose.yaw + turns * 2 * Math.PI, roll: pose.roll + rolls * 2 * Math.PI };
    const flight = new Flight(time, ease, (t) => {
      this.camera.pose = t === 1 ? to : between(from, to, t);
      if (t === 1 && this.#camera === flight) this.#camera = null;
    });
    this.#camera = Object.assign(flight, { goal: to });
    this.started();
  }

  /** Show everything. @param {import("./scene.js").Scene} scene @param {boolean} fly */
  fit(scene, fly) {
    const pose = this.camera.fitted(scene);
    if (fly) this.flyTo(pose);
    else {
      this.release();
      this.camera.pose = pose;
    }
    this.fitted = true;
  }

  /** @param {number} factor > 1 is nearer */
  zoom(factor) {
    const pose = this.#camera?.goal ?? this.camera.pose;
    this.flyTo({ ...pose, extent: pose.extent / factor }, ZOOM_TIME);
  }

  /** @param {number[][]} places to bring into view @param {number} spacing between points */
  show(places, spacing) {
    const corner = (end) => [0, 1, 2].map((axis) => places.reduce((value, place) => end(value, place[axis]), places[0][axis]));
    const [min, max] = [corner(Math.min), corner(Math.max)];
    const target = min.map((low, axis) => (low + max[axis]) / 2);
    const wide = Math.hypot(...max.map((high, axis) => high - min[axis]));
    const near = Math.min(0.8, Math.max(0.01, (spacing * this.camera.height) / 40));
    const extent = places.length > 1 ? Math.max(wide * 1.5, 0.002) : Math.min(this.camera.extent, near);
    this.flyTo({ ...this.camera.pose, target, extent });
  }

  /**
   * The points fly; the camera shows everything at the end, or stays with the item that someone looks at closely.
   * @param {import("./scene.js").Scene} scene the new one @param {number[]|null} focus where the item in focus goes
   * @param {() => void} landed
   */
  flyPoints(scene, focus, landed) {
    const stays = !this.fitted && focus !== null;
    const pose = stays ? { ...this.camera.pose, target: focus } : this.camera.fitted(scene);
    this.flyTo(pose, POINTS_TIME, easeInOut);
    this.fitted = !stays;
    this.#points?.cancel();
    this.progress = 0;
    const flight = new Flight(POINTS_TIME, easeInOut, (t) => {
      this.progress = t;
      if (t < 1) return;
      this.#points = null;
      landed();
    });
    this.#points = flight;
  }

  /** The points are where they belong. */
  land() {
    this.#points?.cancel();
    this.#points = null;
    this.progress = 1;
  }
}
