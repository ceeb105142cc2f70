/** Taking a point off the map: which press holds one, and telling the page, which carries it on. */

/**
 * A drag moves the map, as everybody expects. It takes a point along only where that point alone can be meant: the one
 * in focus, or one that the pointer is on while no other is near. Pictures cover the map when it is near, and stay on it.
 * @param {import("./map.js").VectorMap} map @param {number|null} item that is under the pointer
 * @param {number} x @param {number} y @returns {number|null} the item that is held
 */
export function held(map, item, x, y) {
  const { selection, picture, picker, camera, hover } = map;
  if (item === null || item === selection.focus) return item;
  return picture.pictures.at(x, y, camera) === null && picker.alone(x, y, hover.radius) === item ? item : null;
}

/** @param {import("./map.js").VectorMap} map @param {number} item @param {PointerEvent} event */
export function carry(map, item, event) {
  const { pointerId, clientX: x, clientY: y } = event;
  map.tell("map-carry", { index: item, name: map.nameOf(item) ?? `Item ${item}`, pointerId, x, y });
}
