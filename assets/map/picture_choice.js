/** Which pictures a frame shows, and how large: those that are meant first, then as many as have room. */

import { Placement, apart, rank } from "./picture_layout.js";

/** A picture is shown from this size on, in pixels; below it points say more. */
export const LEAST = 36;
const MOST = 92;
/** Of those that are meant, however far away the camera is. */
const MEANT = 48;
/** Between two pictures, their frames included. */
const AIR = 8;
/** Between two that are meant: they may come close. */
const NEAR = 4;
/** Beside the usual distance from a point to the next. */
const WIDE = 1.25;
/** Pictures in a frame. */
const BUDGET = 600;
/** In depth, of how many points room is sought for pictures. */
const DEEP = 20_000;

/** @typedef {{item: number, wide: number, high: number}} Shown pixels of the picture without its frame */

/**
 * @param {import("./layers/pictures.js").Pictures} layer @param {import("./layers/points.js").Frame} frame
 * @returns {number} the longer side of a picture at this zoom, in pixels
 */
export function shownSide({ scene, source }, { camera, ratio }) {
  const finest = source.tiles ? MOST : Math.min(MOST, (2 * source.side) / ratio);
  const most = Math.min(finest, 0.24 * Math.min(camera.width, camera.height));
  return Math.min(most, WIDE * scene.spacing * camera.scale);
}

/**
 * @param {import("./layers/pictures.js").Pictures} layer @param {import("./layers/points.js").Frame} frame
 * @param {Uint8Array|null} visible @returns {Shown[]} those that are meant last, so that they are drawn over the others
 */
export function chosen(layer, frame, visible) {
  const side = shownSide(layer, frame);
  const { camera, ratio } = frame;
  const far = side < LEAST;
  const meant = [...layer.meant, ...(far ? layer.selected : [])].filter((item) => !visible || visible[item]);
  const first = apart(onScreen(layer, camera, meant, Math.max(side, MEANT)), NEAR, BUDGET);
  const taken = new Set(first.map(({ item }) => item));
  const rest = (far ? [] : (layer.scene.dimensions === 2 ? flat : deep)(layer, camera, side, visible)).filter(({ item }) => !taken.has(item));
  const strong = rest.filter(({ item }) => layer.strong.has(item));
  const free = apart([...first, ...strong], 0, 2 * BUDGET).slice(first.length);
  const weak = rest.filter(({ item }) => !layer.strong.has(item));
  return [...weak, ...free, ...first.reverse()].map(({ item, side: longest }) => sized(layer, item, longest, ratio));
}

/** A picture is never stretched more than twice. */
function sized(layer, item, side, ratio) {
  const [wide, high] = layer.sprite(item);
  const longest = Math.max(wide, high, 1);
  const small = longest < layer.source.side;
  const scale = (small ? Math.min(side, (2 * longest) / ratio) : side) / longest;
  return { item, wide: wide * scale, high: high * scale };
}

/** @param {number[]} items @returns {Array<{item: number, x: number, y: number, side: number}>} those in view */
function onScreen({ scene }, camera, items, side) {
  const { positions, dimensions } = scene;
  const found = [];
  for (const item of items) {
    const [x, y, depth] = camera.project([0, 1, 2].map((axis) => (axis < dimensions ? positions[item * dimensions + axis] : 0)));
    const inside = x > -side && y > -side && x < camera.width + side && y < camera.height + side;
    if (depth > 0 && inside) found.push({ item, x, y, side });
  }
  return found;
}

/** On a flat map what has room depends on the zoom alone. */
function flat(layer, camera, side, visible) {
  const { scene } = layer;
  if (!layer.placement || layer.placedAmong !== visible) {
    const items = Array.from({ length: scene.count }, (_, item) => item).filter((item) => layer.has(item) && (!visible || visible[item]));
    layer.placement = new Placement(scene.positions, 2, items, WIDE * scene.spacing + (AIR * scene.spacing * WIDE) / LEAST);
    layer.placedAmong = visible;
  }
  const { placement } = layer;
  const end = placement.upTo(placement.levelOf((side + AIR) / camera.scale));
  const [xs, ys] = boundsOf(camera, side);
  const within = (item) => {
    const [x, y] = [scene.positions[2 * item], scene.positions[2 * item + 1]];
    return x >= xs[0] && x <= xs[1] && y >= ys[0] && y <= ys[1];
  };
  return onScreen(layer, camera, placement.placed.slice(0, end).filter(within).slice(0, BUDGET), side);
}

/** The part of the plane that is in view. @param {import("./camera.js").Camera} camera @param {number} margin in pixels */
function boundsOf(camera, margin) {
  const { width, height } = camera;
  const corners = [[-margin, -margin], [width + margin, -margin], [-margin, height + margin], [width + margin, height + margin]]
    .map(([x, y]) => camera.unproject(x, y));
  return [0, 1].map((axis) => corners.map((corner) => corner[axis])).map((values) => [Math.min(...values), Math.max(...values)]);
}

/** In depth those that are shown stay as long as nothing is in their way. */
function deep(layer, camera, side, visible) {
  const { scene } = layer;
  if (scene.count > DEEP) return [];
  const before = layer.shown.map(({ item }) => item);
  const items = Array.from({ length: scene.count }, (_, item) => item).sort((a, b) => rank(a) - rank(b));
  const wanted = [...new Set([...before, ...items])].filter((item) => layer.has(item) && (!visible || visible[item]));
  const nearness = ({ item }) => {
    const depth = camera.project([0, 1, 2].map((axis) => scene.positions[3 * item + axis]))[2];
    return Math.min(2, Math.max(0.5, camera.distance / depth));
  };
  const sizes = onScreen(layer, camera, wanted, side).map((one) => ({ ...one, side: one.side * nearness(one) }));
  const kept = apart(sizes, AIR, BUDGET);
  return kept.sort((a, b) => a.side - b.side).map((one) => ({ ...one, side }));
}
