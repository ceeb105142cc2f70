/**
 * One camera for both kinds of map. It looks at a target from a distance, through a perspective lens: seen straight on,
 * a flat map is not distorted, so 2D is the view without yaw and pitch, and a flight from 2D to 3D is only a turn.
 */

/** Cotangent of half the field of view (40°). */
const LENS = 1 / Math.tan((20 * Math.PI) / 180);
const STEEPEST = 1.5;
const SMALLEST = 1e-4;
const LARGEST = 16;

/**
 * @typedef {{target: number[], extent: number, yaw: number, pitch: number, roll: number}} Pose
 *   extent: world units between the top and the bottom of the view, at the target
 */

export class Camera {
  constructor() {
    /** @type {number[]} */
    this.target = [0, 0, 0];
    this.extent = 2.4;
    this.yaw = 0;
    this.pitch = 0;
    this.roll = 0;
    this.width = 1;
    this.height = 1;
    /** Grows with every change, so that others know when what they computed is old. */
    this.version = 0;
    this.#turn();
  }

  /** @type {{right: number[], up: number[], back: number[]}} */
  #axes;

  /** @returns {{right: number[], up: number[], back: number[]}} the camera's own axes */
  get axes() { return this.#axes; }

  /** @returns {number} from the eye to the target */
  get distance() { return (this.extent * LENS) / 2; }

  /** @returns {number} pixels per world unit at the target */
  get scale() { return this.height / this.extent; }

  /** @returns {Pose} */
  get pose() {
    const { target, extent, yaw, pitch, roll } = this;
    return { target: [...target], extent, yaw, pitch, roll };
  }

  /** @param {Pose} pose */
  set pose(pose) {
    Object.assign(this, pose, { target: [...pose.target] });
    this.extent = clamp(this.extent, SMALLEST, LARGEST);
    this.#turn();
  }

  /** @param {number} width @param {number} height in CSS pixels */
  resize(width, height) {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    this.version++;
  }

  /** @param {number[]} point @returns {[number, number, number]} pixels from the top left, and the depth */
  project([x, y, z = 0]) {
    const { right, up, back } = this.#axes;
    const [a, b, c] = [x - this.target[0], y - this.target[1], z - this.target[2]];
    const depth = this.distance - (a * back[0] + b * back[1] + c * back[2]);
    const focal = (LENS * this.height) / 2 / depth;
    return [
      this.width / 2 + (a * right[0] + b * right[1] + c * right[2]) * focal,
      this.height / 2 - (a * up[0] + b * up[1] + c * up[2]) * focal,
      depth,
    ];
  }

  /** @param {number} x @param {number} y pixels @returns {number[]} the point there, on the plane of the target */
  unproject(x, y) {
    const { right, up } = this.#axes;
    const a = (x - this.width / 2) / this.scale;
    const b = (this.height / 2 - y) / this.scale;
    return this.target.map((value, axis) => value + right[axis] * a + up[axis] * b);
  }

  /** @param {number} dx @param {number} dy how far the map is dragged, in pixels */
  pan(dx, dy) {
    const { right, up } = this.#axes;
    this.target = this.target.map((value, axis) => value - (right[axis] * dx - up[axis] * dy) / this.scale);
    this.version++;
  }

  /** What is under the pixel stays under it. @param {number} x @param {number} y @param {number} factor > 1 is nearer */
  zoom(x, y, factor) {
    this.#around(x, y, () => { this.extent = clamp(this.extent / factor, SMALLEST, LARGEST); });
  }

  /** Turn a flat map about a pixel. @param {number} x @param {number} y @param {number} angle in radians */
  rotate(x, y, angle) {
    this.#around(x, y, () => { this.roll += angle; this.#turn(); });
  }

  /** Walk around the target without ever rolling. @param {number} dx @param {number} dy in pixels */
  orbit(dx, dy) {
    this.yaw -= dx * 0.008;
    this.pitch = clamp(this.pitch + dy * 0.008, -STEEPEST, STEEPEST);
    this.#turn();
  }

  /**
   * Every point in pixels, for picking and lassos; points behind the eye become NaN.
   * @param {Float32Array} positions @param {number} dimensions
   * @param {Float32Array} out x and y of each point @param {Float32Array|null} depths
   */
  projectAll(positions, dimensions, out, depths = null) {
    const { right: [rx, ry, rz], up: [ux, uy, uz], back: [bx, by, bz] } = this.#axes;
    const [tx, ty, tz] = this.target;
    const { distance } = this;
    const [middle, centre, focal] = [this.width / 2, this.height / 2, (LENS * this.height) / 2];
    const nearest = distance * 0.02;
    for (let i = 0, at = 0, n = positions.length / dimensions; i < n; i++, at += dimensions) {
      const x = positions[at] - tx;
      const y = positions[at + 1] - ty;
      const z = (dimensions === 3 ? positions[at + 2] : 0) - tz;
      const depth = distance - (x * bx + y * by + z * bz);
      const factor = depth > nearest ? focal / depth : NaN;
      out[2 * i] = middle + (x * rx + y * ry + z * rz) * factor;
      out[2 * i + 1] = centre - (x * ux + y * uy + z * uz) * factor;
      if (depths) depths[i] = depth;
    }
  }

  /** @returns {Float32Array} the view-projection matrix for points given relative to the target */
  get matrix() {
    const { right: r, up: u, back: b } = this.#axes;
    const d = this.distance;
    const [near, far] = [d * 0.02, d + 8];
    const k = (far + near) / (far - near);
    const wide = (LENS * this.height) / this.width;
    return new Float32Array([
      r[0] * wide, u[0] * LENS, -b[0] * k, -b[0],
      r[1] * wide, u[1] * LENS, -b[1] * k, -b[1],
      r[2] * wide, u[2] * LENS, -b[2] * k, -b[2],
      0, 0, d * k - (2 * far * near) / (far - near), d,
    ]);
  }

  /**
   * @param {{positions: Float32Array, bounds: {min: number[], max: number[]}, dimensions: number}} scene
   * @returns {Pose} from which everything is seen
   */
  fitted({ positions, bounds, dimensions }) {
    const target = bounds.min.map((low, axis) => (low + bounds.max[axis]) / 2);
    if (dimensions === 3) {
      const pose = { target, yaw: 0.6, pitch: 0.35, roll: 0 };
      return { ...pose, extent: this.#extentAround(positions, target, axesOf(pose)) || 2 };
    }
    const [wide, high] = [bounds.max[0] - bounds.min[0], bounds.max[1] - bounds.min[1]];
    const extent = Math.max(high / room(this.height), ((wide / room(this.width)) * this.height) / this.width) || 2;
    return { target, extent, yaw: 0, pitch: 0, roll: 0 };
  }

  /**
   * The smallest extent at which the points, or a fair part of them, are in view through the lens.
   * @param {Float32Array} positions @param {number[]} target @param {{right: number[], up: number[], back: number[]}} axes
   */
  #extentAround(positions, target, { right, up, back }) {
    const along = (axis, x, y, z) => axis[0] * x + axis[1] * y + axis[2] * z;
    const wide = (this.height / this.width / room(this.width));
    const high = 1 / room(this.height);
    let extent = 0;
    for (let i = 0, n = positions.length / 3, stride = Math.ceil(n / 50_000); i < n; i += stride) {
      const [x, y, z] = target.map((value, axis) => positions[3 * i + axis] - value);
      const aside = Math.max(Math.abs(along(right, x, y, z)) * wide, Math.abs(along(up, x, y, z)) * high);
      extent = Math.max(extent, 2 * (aside + along(back, x, y, z) / LENS));
    }
    return extent;
  }

  /** @param {number} x @param {number} y @param {() => void} change */
  #around(x, y, change) {
    const before = this.unproject(x, y);
    change();
    const after = this.unproject(x, y);
    this.target = this.target.map((value, axis) => value + before[axis] - after[axis]);
    this.version++;
  }

  #turn() {
    this.#axes = axesOf(this);
    this.version++;
  }
}

/** @param {{yaw: number, pitch: number, roll: number}} pose */
function axesOf({ yaw, pitch, roll }) {
  const [sy, cy, sp, cp] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  const [sr, cr] = [Math.sin(roll), Math.cos(roll)];
  const right = [cy, 0, -sy];
  const up = [-sp * sy, cp, -sp * cy];
  return {
    right: right.map((value, axis) => value * cr + up[axis] * sr),
    up: up.map((value, axis) => value * cr - right[axis] * sr),
    back: [sy * cp, sp, cy * cp],
  };
}

/** The part of a side that points may use, so that none touches the edge or lies under the tools. @param {number} pixels */
const room = (pixels) => 1 - Math.min(0.18, (2 * 52) / pixels);

/**
 * A pose on the way from one to another: the scale in its logarithm, and the target so that one pixel stays fixed.
 * @param {Pose} from @param {Pose} to @param {number} t between 0 and 1 @returns {Pose}
 */
export function between(from, to, t) {
  const mix = (a, b, s) => a + (b - a) * s;
  const extent = from.extent * (to.extent / from.extent) ** t;
  const scaled = Math.abs(Math.log(to.extent / from.extent)) > 0.01;
  const moved = scaled ? (extent - from.extent) / (to.extent - from.extent) : t;
  return {
    target: from.target.map((value, axis) => mix(value, to.target[axis], moved)),
    extent,
    yaw: mix(from.yaw, to.yaw, t),
    pitch: mix(from.pitch, to.pitch, t),
    roll: mix(from.roll, to.roll, t),
  };
}

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
