/** The parts of the view that others are made of, so that a click on a point asks for no map and sets no control. */

import { same } from "./view.js";

/** What the controls of panels show; of the item only whether there is one. */
const SHOWN_BY_CONTROLS = ["metric", "k", "colour", "tab", "space"];
/** What the map is not made of; nor is it of what tools were given, but for these. */
const BESIDE_THE_MAP = new Set(["item", "selected", "k", "metric", "colour", "tab", "locked", "beside"]);
const MAKES_A_MAP = /^(axes|training)\./;

/** @param {[string, string]} entry of a view */
const ofTheMap = ([name]) => !BESIDE_THE_MAP.has(name) && (!name.includes(".") || MAKES_A_MAP.test(name));

/** @param {Record<string, string>} view */
const mapPart = (view) => Object.fromEntries(Object.entries(view).filter(ofTheMap));

/**
 * Whether a view asks for another map than the one before. While there is no map yet anything may be what keeps it away.
 * @param {Record<string, string>} view @param {Record<string, string>|null} before @param {boolean} isThere whether there is a map
 */
export function asksForAMap(view, before, isThere) {
  return !before || !isThere || !same(mapPart(view), mapPart(before));
}

/** @param {Record<string, string>} view @returns {Record<string, string>} what the controls show of it */
export function controlPart(view) {
  const shown = SHOWN_BY_CONTROLS.filter((name) => view[name] !== undefined).map((name) => [name, view[name]]);
  return Object.fromEntries([...shown, ...(view.item === undefined ? [] : [["item", "some"]])]);
}
