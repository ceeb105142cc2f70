/** What maps side by side share: the others show what the first does, and what is done on one of them is done on it. */

import { fetchColour } from "../data.js";
import { neededBy } from "../stage.js";
import { view } from "../view.js";

/** What each map beside was last given. @type {WeakMap<Object, {column: Object|null, key: string, known: boolean}>} */
const given = new WeakMap();

/**
 * Show on another map what the first one shows.
 * @param {Object} first @param {Object} other the methods of maps @param {{key: string, space: string}} scene of the other
 * @param {boolean} measured whether it is known how true the other is
 */
export function mirror(first, other, scene, measured) {
  const [state, own] = [first.state(), other.state()];
  if (!state || !own || own.space !== state.space) return;
  const { column, neighbours } = first.shared();
  colour(first, other, column, { ...scene, measured });
  const parts = new Set(["items"]);
  if (String(state.hidden) !== String(other.state().hidden)) parts.add("hidden");
  other.restore(state, parts);
  other.setNeighbours(neighbours);
}

/**
 * Colour another map like the first. What is told of a map itself is told of the other too, on the scale of the legend;
 * until it is known of that one, its points have no value.
 * @param {Object} first @param {Object} other @param {import("../../map/colour.js").Column|null} column @param {Object} scene
 */
function colour(first, other, column, scene) {
  const before = given.get(other);
  const ofMap = Boolean(column?.numbers && column.needs?.includes("projection"));
  const same = before?.column === column && (!ofMap || before.key === scene.key);
  if (same && (!ofMap || before.known)) return;
  const now = { column, key: scene.key, known: false };
  given.set(other, now);
  if (!same) other.setColumn(ofMap ? { ...column, numbers: column.numbers.map(() => NaN) } : column);
  if (!ofMap || !scene.measured) return;
  const query = new URLSearchParams(neededBy(column, view(), scene));
  fetchColour(scene.space, (view().colour ?? "").slice(1), query).then(({ numbers }) => {
    if (given.get(other) !== now || !numbers) return;
    now.known = true;
    other.setColumn({ ...column, numbers: numbers.map((value) => within(value, column)) });
    mirror(first, other, scene, true);
  }, () => undefined);
}

/** @param {number} value NaN where there is none @param {{min: number, max: number}} scale */
const within = (value, { min, max }) => (value < min ? min : value > max ? max : value);

/**
 * Something was done by hand on a map beside the first.
 * @param {Object} first its methods @param {HTMLElement} element its element, which the page listens to
 * @param {Object} other the methods of the map it was done on @param {string} name @param {Object} detail of the event
 */
export function onFirst(first, element, other, name, detail) {
  const tell = () => element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  if (name === "map-hover") first.highlight(detail.index);
  else if (name === "map-isolate") first.isolate(detail.indices);
  else if (name === "map-select") {
    first.setSelection(detail.indices, { focus: detail.focus });
    tell();
  } else if (name === "map-filter") {
    first.restore({ ...first.state(), hidden: other.state().hidden }, new Set(["hidden"]));
    tell();
  }
}
