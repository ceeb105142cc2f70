/** Buttons of the Directions tab: an axis becomes one of those that the map is laid out by. */

import { update, view, withoutParameters } from "../view.js";

const MOST = 3;

/**
 * What the address becomes when an axis is used for the map; axes stand one after another without a gap.
 * @param {Record<string, string>} now @param {{place: number, axis: string}} chosen
 * @returns {Record<string, string|null>}
 */
export function withAxis(now, { place, axis }) {
  const known = Array.from({ length: MOST }, (_, at) => now[`axes.${at + 1}`]).filter(Boolean);
  const at = Math.min(place, known.length + 1);
  return { projection: "axes", [`axes.${at}`]: axis, ...(at === MOST && { dimensions: "3" }) };
}

export function listenForDirections() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-map-axis]") : null;
    if (!button) return;
    const given = view().projection === "axes" ? {} : withoutParameters();
    update({ ...given, ...withAxis(view(), JSON.parse(button.dataset.mapAxis)) }, { push: true });
  });
}
