/** Bringing back what the legend or an isolation has taken off the map, because someone asks to see it. */

/**
 * @param {import("./map.js").VectorMap} map @param {number[]} items that are to be seen
 * @returns {boolean} whether any of them was hidden
 */
export function reveal(map, items) {
  const wanted = items.filter((item) => map.has(item) && map.picker.visible && !map.picker.visible[item]);
  if (!wanted.length) return false;
  if (wanted.some((item) => map.isolation.mask && !map.isolation.mask[item])) map.isolate(null);
  const hidden = stillHidden(map.legend, wanted);
  if (hidden.size < map.legend.hidden.size) map.legend.set(hidden);
  map.say(wanted.length > 1 ? "Hidden items are shown again" : "It was hidden, and is shown again");
  return true;
}

/** A category comes back alone; a brushed scale as a whole. @param {import("./legend.js").Legend} legend @param {number[]} items */
function stillHidden({ column, hidden }, items) {
  if (!column?.codes) return new Set();
  const shown = new Set(items.map((item) => column.codes[item]));
  return new Set([...hidden].filter((code) => !shown.has(code)));
}
