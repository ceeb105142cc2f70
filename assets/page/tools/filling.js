/** What a tool is given item by item: the place in an open tool that the next click on the map fills, and lists. */

import { update, view } from "../view.js";

/**
 * Add terms to a list of the address, each once.
 * @param {string} name such as `compare.items` @param {Array<number|string>} terms
 */
export function append(name, terms) {
  const before = view()[name]?.split(",") ?? [];
  const list = [...new Set([...before, ...terms.map(String)])];
  if (list.length > before.length) update({ [name]: list.join(",") }, { push: true });
}

/**
 * Write a term where it belongs.
 * @param {DOMStringMap} place of an element with `data-appends` @param {string} name @param {number|string} term
 */
export function fill(place, name, term) {
  if (place.appends === "true") append(name, [term]);
  else update({ [name]: term }, { push: true });
}

/** @returns {HTMLElement|null} the place in the open tool that waits for an item */
const waiting = () => document.querySelector("[role=tabpanel]:not([style*='none']) [data-takes]");

/** A click on a point goes to the place that waits for one. */
export function listenForClicksOnTheMap() {
  document.addEventListener("map-select", (event) => {
    const { focus, indices } = event.detail;
    const place = indices.length === 1 && focus !== null ? waiting() : null;
    if (place) fill(place.dataset, place.dataset.takes, focus);
  });
}
