/** What maps side by side share: the others show what the first does, and what is done on one of them is done on it. */

import { fetchColour } from "../data.js";

/** What each map beside was last given. @type {WeakMap<Object, {column: Object|null, scene: Object|null}>} */
const given = new WeakMap();

/**
 * Show on another map what the first one shows.
 * @param {Object} first @param {Object} other the methods of maps @param {{key: string, space: string}} scene of the other
 */
export function mirror(first, other, scene) {
  const [state, own] = [first.state(), other.state()];
  if (!state || !own || own.space !== state.space) return;
  const { column, neighbours } = first.shared();
  colour(other, column, scene);
  const parts = new Set(["items"]);
  if (String(state.hidden) !== String(other.state().hidden)) parts.add("hidden");
  other.restore(state, parts);
  other.setNeighbours(neighbours);
}

/** A colour that is about the map itself is the other map's own. @param {Object} other @param {Object|null} column @param {Object} scene */
function colour(other, column, scene) {
  const before = given.get(other);
  const ofMap = column?.needs?.includes("projection");
  if (before && before.column === column && (!ofMap || before.scene === scene)) return;
  given.set(other, { column, scene });
  other.setColumn(column);
  if (!ofMap) return;
  fetchColour(scene.space, "truth", new URLSearchParams({ projection: scene.key })).then(
    (own) => { if (given.get(other)?.column === column) other.setColumn(own); }, () => undefined,
  );
}

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
