/** The map: `createMap` puts it into an element, and returns what the page works it with. */

import { enable } from "./actions.js";
import { contextOf } from "./gl.js";
import { light } from "./lighting.js";
import { VectorMap } from "./map.js";
import { restore, stateOf } from "./memory.js";
import { planeOf } from "./plane.js";
import { reveal } from "./reveal.js";
import { Rotation } from "./rotation.js";
import { furnish, refuse } from "./surface.js";
import { dispose, follow, morph, shared } from "./twin.js";

/**
 * Make a map. The element tells `data-state` ("loading", "ready", "empty", "error") and has the properties
 * `pointCount`, `screenPosition(index)` and `selection`; it sends `map-select`, `map-hover`, `map-filter`,
 * `map-isolate`, `map-mark`, `map-fly`, `map-carry` and `map-move`, and `map-rest` when nothing moves any more.
 * @param {HTMLElement} element
 * @param {{legend?: HTMLElement|null, fetchItem?: (index: number) => Promise<{name: string, rows: Array<[string, string]>}>,
 *   theme?: "light"|"dark", tools?: import("./tasks.js").Tools, fallback?: (element: HTMLElement, parts: Object, options: Object) => Object}} [options]
 *   tools: what the page does with a selection (see tasks.js);
 *   fallback draws in the map's stead where there is no WebGL2, and returns an object with the same methods
 * @returns {Promise<Object>}
 */
export async function createMap(element, options = {}) {
  const parts = furnish(element);
  if (!contextOf(parts.points)) {
    if (options.fallback) return options.fallback(element, parts, options);
    refuse(element, "The map cannot be drawn", "This browser offers no WebGL2. Turn on hardware acceleration in its settings, or open the page in a current Firefox, Chrome, Edge or Safari.");
    return silent();
  }
  const map = new VectorMap(element, parts, options);
  const bar = enable(map, options.tools);
  const rotation = new Rotation(map);
  describe(element, map);
  return {
    show: (scene) => { rotation.stop(); return map.show(scene); },
    setColumn: (column) => map.setColumn(column),
    setSelection: (indices, focus) => map.setSelection(indices, focus),
    setNeighbours: (neighbours) => map.setNeighbours(neighbours),
    confess: (told) => map.confess(told),
    setDrawing: (drawn) => map.draw(drawn),
    highlight: (index) => map.highlight(index),
    light: (items) => light(map, items),
    flyTo: (items) => map.flyTo(items),
    reveal: (items) => reveal(map, items),
    fit: () => map.fit(),
    isolate: (indices) => map.isolate(indices),
    setParent: (parent) => bar.setParent(parent),
    state: () => stateOf(map),
    restore: (state, parts) => restore(map, state, parts),
    byHand: () => map.byHand,
    setTheme: (theme) => map.setTheme(theme),
    ready: () => { rotation.stop(); return map.ready(); },
    plane: planeOf(map),
    shared: () => shared(map),
    follow: (pose) => follow(map, pose),
    morph: (scene, share) => morph(map, scene, share),
    dispose: () => dispose(map),
    stats: () => stats(map),
    exportAs: async (kind, how) => { rotation.stop(); return (await import("./export/index.js"))[kind](map, how); },
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
    focus: selection.focus, neighbours: selection.neighbours?.indices ?? [], confession: map.confession?.told ?? null, labels: picture.labels.report,
    frames: renderer.frames, look: picture.look, pose: camera.pose, hidden: map.legend.hiddenNames, pictures: picture.pictures.report(camera),
  };
}

/** @returns {Record<string, () => any>} a map that does nothing, where none can be drawn */
function silent() {
  const names = ["setColumn", "setSelection", "setNeighbours", "confess", "setDrawing", "highlight", "flyTo", "reveal", "fit", "setTheme", "isolate", "setParent", "state", "byHand", "restore"];
  const nothing = Object.fromEntries(names.map((name) => [name, () => undefined]));
  return { ...nothing, show: async () => undefined, ready: async () => undefined, stats: () => ({}) };
}
