/** Lighting some items for a moment: they keep their colour while the others fade; what is selected stays selected. */

/** What a lit map means: nothing but these items. @param {number[]} items */
const lit = (items) => ({ items: [], focus: null, neighbours: null, emphasised: items, strengths: [], marks: [], named: [] });

/** @param {import("./map.js").VectorMap} map @param {number[]|null} items null: what is meant again */
export function light(map, items) {
  if (!map.scene) return;
  map.picture.setSelection(items?.length ? lit(items.filter((item) => map.has(item))) : map.meant);
  map.renderer.invalidate();
}
