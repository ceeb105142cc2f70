/**
 * What the geometry panels look at: the clicked item in the space on the map, that map, the metric and k.
 *
 * It is set together with the view, and is no output of a callback: whoever reads it would wait until that had run.
 */

import { followView, view } from "./view.js";

/** @type {{space: string, key: string}|null} */
let onTheMap = null;
let told = "";

/** Hear of every view. */
export function followFocus() {
  followView(tell);
}

/** Another map is shown, or the same again. @param {{space: string, key: string}} scene */
export function focusOn(scene) {
  onTheMap = scene;
  tell();
}

function tell() {
  if (!onTheMap) return;
  const { item, metric = "cosine", k = "10" } = view();
  const data = { space: onTheMap.space, map: onTheMap.key, item: item === undefined ? null : Number(item), metric, k: Number(k) };
  if (JSON.stringify(data) === told) return;
  told = JSON.stringify(data);
  window.dash_clientside.set_props("focus", { data });
}
