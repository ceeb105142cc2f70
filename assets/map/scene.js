/** What is on the map: coordinates brought into one cube, how densely they lie, and the random order of drawing. */

/**
 * @typedef {Object} Scene
 * @property {string} key
 * @property {string} space
 * @property {number} dimensions
 * @property {number} count
 * @property {Float32Array} positions within the cube from −1 to 1
 * @property {{min: number[], max: number[], radius: number}} bounds
 * @property {{centre: number[], half: number}|null} frame how the map's own coordinates were brought into the cube
 * @property {number} spacing the usual distance between a point and the next
 * @property {string[]|null} names
 * @property {string} title
 * @property {import("./layers/pictures.js").PictureSource|null} pictures
 * @property {import("./axis_names.js").AxisEnds[]} axes the names of its axes, where a person chose them
 */

/**
 * @param {{key: string, space: string, dimensions: number, coordinates: Float32Array, names: string[]|null,
 *   title: string, placed?: {positions: Float32Array, bounds: Scene["bounds"]}|null,
 *   pictures?: import("./layers/pictures.js").PictureSource|null, axes?: import("./axis_names.js").AxisEnds[]}} given placed: where another map wants the points, in
 *   its own cube
 * @returns {Scene}
 */
export function makeScene({ key, space, dimensions, coordinates, names = null, title = "", placed = null, pictures = null, axes = [] }) {
  if (dimensions !== 2 && dimensions !== 3) throw new RangeError(`A map has 2 or 3 dimensions, not ${dimensions}`);
  if (coordinates.length % dimensions) {
    throw new RangeError(`${coordinates.length} coordinates are not rows of ${dimensions}`);
  }
  const { positions, bounds, frame = null } = placed ?? normalise(coordinates, dimensions);
  const count = coordinates.length / dimensions;
  return { key, space, dimensions, count, positions, bounds, spacing: spacing(positions, dimensions), frame, names, title, pictures, axes };
}

/**
 * Where a place of the map's own coordinates lies in the cube.
 * @param {Scene} scene @param {number[]} coordinates @returns {number[]|null} null on a map that was laid onto another
 */
export function placed({ frame, dimensions }, coordinates) {
  if (!frame || coordinates.length !== dimensions) return null;
  return [0, 1, 2].map((axis) => (axis < dimensions ? (coordinates[axis] - frame.centre[axis]) / frame.half : 0));
}

/**
 * Bring coordinates of any scale and offset into the cube from −1 to 1, keeping their proportions.
 * @param {Float32Array} coordinates @param {number} dimensions
 * @returns {{positions: Float32Array, bounds: {min: number[], max: number[], radius: number}}}
 */
export function normalise(coordinates, dimensions) {
  const low = [0, 0, 0].fill(Infinity, 0, dimensions);
  const high = [0, 0, 0].fill(-Infinity, 0, dimensions);
  for (let at = 0; at < coordinates.length; at += dimensions) {
    for (let axis = 0; axis < dimensions; axis++) {
      const value = coordinates[at + axis];
      if (value < low[axis]) low[axis] = value;
      if (value > high[axis]) high[axis] = value;
    }
  }
  const centre = low.map((value, axis) => (Number.isFinite(value) ? value / 2 + high[axis] / 2 : 0));
  const half = Math.max(...low.map((value, axis) => (Number.isFinite(value) ? high[axis] / 2 - value / 2 : 0))) || 1;
  const positions = new Float32Array(coordinates.length);
  let farthest = 0;
  for (let at = 0; at < coordinates.length; at += dimensions) {
    let square = 0;
    for (let axis = 0; axis < dimensions; axis++) {
      const value = (coordinates[at + axis] - centre[axis]) / half;
      positions[at + axis] = value;
      square += value * value;
    }
    if (square > farthest) farthest = square;
  }
  const side = low.map((value, axis) => (Number.isFinite(value) ? (high[axis] - value) / 2 / half : 0));
  return { positions, bounds: { min: side.map((value) => -value), max: side, radius: Math.sqrt(farthest) }, frame: { centre, half } };
}

/**
 * The usual distance between neighbours, from the area that the points really cover.
 * @param {Float32Array} positions @param {number} dimensions @returns {number}
 */
export function spacing(positions, dimensions) {
  const count = positions.length / dimensions;
  if (count < 2) return 1;
  const side = Math.max(2, Math.min(256, Math.round(Math.sqrt(count))));
  const taken = new Uint8Array(side * side);
  const cell = (value) => Math.min(side - 1, Math.max(0, Math.floor(((value + 1) / 2) * side)));
  let covered = 0;
  for (let at = 0; at < positions.length; at += dimensions) {
    const place = cell(positions[at + 1]) * side + cell(positions[at]);
    if (!taken[place]) covered++;
    taken[place] = 1;
  }
  return Math.sqrt((covered * 4) / (side * side) / count);
}

/**
 * A shuffled order, always the same for a count. Drawn so, no category lies on top of another by its place in the
 * file, and any beginning of the order is a fair sample of the whole.
 * @param {number} count @returns {Uint32Array}
 */
export function shuffled(count) {
  const order = new Uint32Array(count);
  let state = 0x9e3779b9;
  for (let i = 0; i < count; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = (state >>> 0) % (i + 1);
    order[i] = order[j];
    order[j] = i;
  }
  return order;
}

/**
 * Positions part of the way between two scenes of the same items.
 * @param {Scene} from @param {Scene} to @param {number} t @returns {Float32Array} three numbers per item
 */
export function midway(from, to, t) {
  const mixed = new Float32Array(to.count * 3);
  for (let i = 0; i < to.count; i++) {
    for (let axis = 0; axis < 3; axis++) {
      const a = axis < from.dimensions ? from.positions[i * from.dimensions + axis] : 0;
      const b = axis < to.dimensions ? to.positions[i * to.dimensions + axis] : 0;
      mixed[i * 3 + axis] = a + (b - a) * t;
    }
  }
  return mixed;
}
