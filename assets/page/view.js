/**
 * The view: what the address says. Every control changes it here and nowhere else; the address, the browser's
 * history and the store `view` follow.
 */

import { ofAnySpace } from "./beside/spec.js";

/** What the first look has; a value that equals it is left out of the address. */
const USUAL = { dimensions: "2", metric: "cosine", k: "10" };
/** The names that are not parameters of a projection. */
const OWN = new Set(["space", "projection", "dimensions", "colour", "metric", "k", "item", "selected", "beside", "locked", "tab"]);

/** A name with a dot belongs to a tool. @param {string} name */
const ofTool = (name) => name.includes(".");

/** @type {Record<string, string>} */
let current = {};
/** @type {Array<() => void>} */
const followers = [];

/** @returns {Record<string, string>} the view now */
export function view() {
  return current;
}

/**
 * Read the address, with the first look where it says nothing.
 * @param {Record<string, string>} defaults
 * @returns {Record<string, string>}
 */
export function readAddress(defaults) {
  const query = Object.fromEntries(new URLSearchParams(location.search));
  current = clean({ projection: "umap", ...(query.space ? {} : defaults), ...query });
  return current;
}

/**
 * Change the view. A value of null removes a name.
 * @param {Record<string, string|number|null|undefined>} patch
 * @param {{push?: boolean}} [options] push: whether Back returns to the view before
 */
export function update(patch, { push = false } = {}) {
  const elsewhere = "space" in patch && patch.space !== current.space;
  const next = clean({ ...current, ...(elsewhere && ofThisSpace()), ...patch });
  if (same(next, current)) return;
  become(next, push);
  for (const follow of followers) follow();
}

/** What another space has no use for: its maps beside, and the items that tools were given. @returns {Record<string, string|null>} */
function ofThisSpace() {
  const tools = Object.keys(current).filter(ofTool).map((name) => [name, null]);
  return { ...Object.fromEntries(tools), beside: ofAnySpace(current.beside) };
}

/** Make the view what it was; nobody did anything new. @param {Record<string, string>} whole */
export function restoreView(whole) {
  if (!same(whole, current)) become(whole, true);
}

/** Hear of every change that a person makes. @param {() => void} follow */
export function onChange(follow) {
  followers.push(follow);
}

/** @param {Record<string, string>} next @param {boolean} push */
function become(next, push) {
  current = next;
  history[push ? "pushState" : "replaceState"](null, "", `?${new URLSearchParams(current)}`);
  window.dash_clientside.set_props("view", { data: current });
}

/**
 * Take the parameters of the projection before out of the view.
 * @returns {Record<string, null>} a patch
 */
export function withoutParameters() {
  return Object.fromEntries(parameterNames().map((name) => [name, null]));
}

/** @returns {string[]} the names in the view that are parameters of its projection */
export function parameterNames() {
  return Object.keys(current).filter((name) => !OWN.has(name) && !ofTool(name));
}

/** Follow Back and Forward; `moved` hears of it. @param {() => void} moved */
export function followHistory(moved) {
  window.addEventListener("popstate", () => {
    readAddress({});
    window.dash_clientside.set_props("view", { data: current });
    for (const follow of followers) follow();
    moved();
  });
}

/** @param {Record<string, string|number|null|undefined>} values */
function clean(values) {
  const kept = Object.entries(values).filter(([name, value]) =>
    value !== null && value !== undefined && value !== "" && USUAL[name] !== String(value));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

/** @param {Record<string, string>} a @param {Record<string, string>} b */
export function same(a, b) {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
