/** The map: `createMap` puts it into an element, and returns what the page works it with. */

import { enable } from "./actions.js";
import { VectorMap } from "./map.js";
import { furnish, refuse } from "./surface.js";

/**
 * Make a map. The element tells `data-state` ("loading", "ready", "empty", "error") and has the properties
 * `pointCount`, `screenPosition(index)` and `selection`; it sends `map-select`, `map-hover` and `map-filter`.
 * @param {HTMLElement} element
 * @param {{legend?: HTMLElement|null, fetchItem?: (index: number) => Promise<{name: string, rows: Array<[string, string]>}>,
 *   theme?: "light"|"dark", fallback?: (element: HTMLElement) => Object}} [options]
 *   fallback draws in the map's stead where there is no WebGL2, and returns an object with the same methods
 * @returns {Promise<Object>}
 */
export async function createMap(element, options = {}) {
  const parts = furnish(element);
  if (!document.createElement("canvas").getContext("webgl2")) {
    if (options.fallback) return options.fallback(element);
    refuse(element, "The map cannot be drawn", "This browser offers no WebGL2. Turn on hardware acceleration in its settings, or open the page in a current Firefox, Chrome, Edge or Safari.");
    return silent();
  }
  const map = new VectorMap(element, parts, options);
  enable(map);
  describe(element, map);
  return {
    show: (scene) => map.show(scene),
    setColumn: (column) => map.setColumn(column),
    setSelection: (indices, focus) => map.setSelection(indices, focus),
    setNeighbours: (neighbours) => map.setNeighbours(neighbours),
    highlight: (index) => map.highlight(index),
    flyTo: (items) => map.flyTo(items),
    fit: () => map.fit(),
    setTheme: (theme) => map.setTheme(theme),
    ready: () => map.ready(),
    stats: () => stats(map),
  };
}

/** @param {HTMLElement} element @param {VectorMap} map */
function describe(element, map) {
  Object.defineProperties(element, {
    pointCount: { configurable: true, get: () => map.scene?.count ?? 0 },
    selection: { configurable: true, get: () => [...map.selection.items] },
    screenPosition: { configurable: true, value: (index) => {
      const [x, y] = map.camera.project(map.picture.position(index));
      const box = element.getBoundingClientRect();
      return [x + box.left + element.clientLeft, y + box.top + element.clientTop];
    } },
  });
}

/** What tests and the curious may ask. @param {VectorMap} map */
function stats(map) {
  const { scene, picture, selection, renderer, camera, picker } = map;
  return {
    key: scene?.key ?? null, title: scene?.title ?? "", dimensions: scene?.dimensions ?? null, count: scene?.count ?? 0,
    colours: picture.points.palette.colours.length, column: picture.column?.name ?? null, theme: picture.theme,
    visible: picker.visible ? picker.visible.reduce((sum, one) => sum + one, 0) : scene?.count ?? 0,
    focus: selection.focus, neighbours: selection.neighbours?.indices ?? [], labels: picture.labels.report,
    frames: renderer.frames, look: picture.look, pose: camera.pose, hidden: map.legend.hiddenNames,
  };
}

/** @returns {Record<string, () => any>} a map that does nothing, where none can be drawn */
function silent() {
  const names = ["setColumn", "setSelection", "setNeighbours", "highlight", "flyTo", "fit", "setTheme"];
  const nothing = Object.fromEntries(names.map((name) => [name, () => undefined]));
  return { ...nothing, show: async () => undefined, ready: async () => undefined, stats: () => ({}) };
}
