/** What can be done with a selection: by the map itself, and by the page where it offers to. */

/**
 * @typedef {Object} Tools what the page does with items
 * @property {(items: number[]) => Promise<number[]>} [neighbours] finds the nearest of each in the original vectors
 * @property {(items: number[]) => Promise<void>} [project] makes a space of them and goes there
 * @property {() => void} [open] shows all that is known of the selected item, where a finger asks for it
 * @property {(items: number[]) => Promise<void>} [csv] downloads their rows
 * @property {() => boolean} [takes] whether an item that is dragged off the map is taken anywhere just now
 */

/**
 * @typedef {Object} Task
 * @property {string} name @property {string} label @property {string} title
 * @property {(items: number[]) => void|Promise<void>} run
 */

/**
 * @param {import("./map.js").VectorMap} map @param {import("./actions.js").Hands} hands @param {Tools} tools
 * @returns {Task[]} in the order of the bar
 */
export function tasks(map, hands, { neighbours, project, csv }) {
  const found = [
    { name: "zoom", label: "Zoom to", title: "Fly to the selected items (Shift and F)", run: (items) => hands.fit(items) },
    neighbours && {
      name: "neighbours", label: "Neighbours", title: "Add the nearest items of each, by the original vectors",
      run: async (items) => add(map, hands, items, await neighbours(items)),
    },
    { name: "invert", label: "Invert", title: "Select everything else that is visible", run: (items) => invert(map, hands, items) },
    { name: "isolate", label: "Isolate", title: "Keep only these on the map", run: (items) => isolate(map, hands, items) },
    project && { name: "project", label: "Project again", title: "Make a new map of these items alone", run: project },
    csv && { name: "csv", label: "CSV", title: "Download the selected rows with all their columns", run: csv },
    { name: "clear", label: "Clear", title: "Select nothing (Escape)", run: () => hands.change([], null, "clear") },
  ];
  return found.filter(Boolean);
}

/**
 * The answer may come after the map has changed: then it is about nothing that is there.
 * @param {import("./map.js").VectorMap} map @param {import("./actions.js").Hands} hands
 * @param {number[]} items @param {number[]} nearest
 */
function add(map, hands, items, nearest) {
  const now = map.selection.items;
  const same = now.length === items.length && now.every((item, place) => item === items[place]);
  if (same) hands.change(items.concat(nearest.filter((item) => map.has(item))), null, "neighbours");
}

/** @param {import("./map.js").VectorMap} map @param {import("./actions.js").Hands} hands @param {number[]} items */
function invert(map, hands, items) {
  const [chosen, { visible }] = [new Set(items), map.picker];
  const others = [];
  for (let item = 0; item < map.scene.count; item++) {
    if (!chosen.has(item) && (!visible || visible[item])) others.push(item);
  }
  hands.change(others, null, "invert");
}

/** @param {import("./map.js").VectorMap} map @param {import("./actions.js").Hands} hands @param {number[]} items */
function isolate(map, hands, items) {
  map.isolate(items);
  hands.change([], null, "isolate");
  map.say(`Only ${items.length.toLocaleString("en")} on the map`);
}
