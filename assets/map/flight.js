/** Movement over time: one value from 0 to 1 that frames ask for, jumping to its end where motion is not wanted. */

/** @param {number} t */
export const cubicOut = (t) => 1 - (1 - t) ** 3;
/** @param {number} t */
export const easeInOut = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

/** How long the camera and the points fly, in milliseconds. */
export const CAMERA_TIME = 800;
export const POINTS_TIME = 600;

/** @returns {boolean} */
export const stillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Flight {
  /**
   * @param {number} duration in milliseconds @param {(t: number) => number} ease
   * @param {(t: number) => void} step called with the eased time, last with 1
   */
  constructor(duration, ease, step) {
    this.duration = stillness() ? 0 : duration;
    this.ease = ease;
    this.step = step;
    this.started = null;
    this.done = false;
    /** @type {Promise<void>} */
    this.ended = new Promise((resolve) => { this.resolve = resolve; });
  }

  /** @param {number} now */
  advance(now) {
    if (this.done) return;
    // The clock starts with the first frame, so that a long upload before it does not eat the flight.
    this.started ??= now;
    const t = this.duration ? Math.min(1, (now - this.started) / this.duration) : 1;
    this.step(t === 1 ? 1 : this.ease(t));
    if (t === 1) this.cancel();
  }

  /** Stay where it is now. */
  cancel() {
    this.done = true;
    this.resolve();
  }
}
