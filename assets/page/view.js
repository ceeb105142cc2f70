/**
 * The view: what the address says. Every control changes it here and nowhere else; the address, the browser's
 * history and the store `view` follow.
 */

import { ofAnySpace } from "./beside/spec.js";
import { askOwnView, knowViews, ownView, USUAL, withOwnView } from "./own_view.js";

/** What is left out of the address, unless the space has its own. */
const LEFT_OUT = { dimensions: USUAL.dimensions, metric: USUAL.metric, tab: USUAL.tab, k: "10" };
/** The names that are not parameters of a projection. */
const OWN = new Set(["space", "projection", "dimensions", "colour", "metric", "k", "item", "selected", "beside", "locked", "tab"]);

/** A name with a dot belongs to a tool. @param {string} name */
const ofTool = (name) => name.includes(".");

/** @type {Record<string, string>} */
let current = {};
/** Those that hear what a person changes, and those that hear of every view. @type {Array<() => void>} */
const followers = [];
/** @type {Array<() => void>} */
const onlookers = [];

/** @returns {Record<string, string>} the view now */
export function view() {
  return current;
}

/**
 * Read the address, with the first look where it names no space, and the space's own view where it says nothing.
 * @param {Record<string, string>} defaults @param {Record<string, import("./own_view.js").OwnView>} [own] that are known
 * @returns {Promise<Record<string, string>>}
 */
export async function readAddress(defaults, own = {}) {
  knowViews(own);
  const query = Object.fromEntries(new URLSearchParams(location.search));
  const said = query.space ? query : { ...defaults, ...query };
  await askOwnView(said.space);
  current = clean(said);
  return current;
}

/**
 * Change the view. A value of null removes a name.
 * @param {Record<string, string|number|null|undefined>} patch
 * @param {{push?: boolean}} [options] push: whether Back returns to the view before
 */
export function update(patch, { push = false } = {}) {
  const elsewhere = "space" in patch && patch.space !== current.space;
  const next = clean({ ...current, ...(elsewhere && ofThisSpace(patch.space)), ...patch });
  if (same(next, current)) return;
  if (elsewhere) askOwnView(patch.space);
  become(next, push);
  for (const follow of followers) follow();
}

/** Change the view to one of a space that may not have been looked at yet. @param {{space: string}} patch @param {{push?: boolean}} [options] */
export async function visit(patch, options) {
  await askOwnView(patch.space);
  update(patch, options);
}

/**
 * What another space has no use for: its maps beside, the items that tools were given, and how it is looked at, unless the
 * other one is usually looked at alike.
 * @param {string} other @returns {Record<string, string|null>}
 */
function ofThisSpace(other) {
  const tools = Object.keys(current).filter(ofTool);
  const alike = same(ownView(other), ownView(current.space));
  const gone = alike ? tools : [...tools, ...parameterNames(), ...Object.keys(USUAL)];
  return { ...Object.fromEntries(gone.map((name) => [name, null])), beside: ofAnySpace(current.beside) };
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
  tell();
}

function tell() {
  window.dash_clientside.set_props("view", { data: current });
  for (const look of onlookers) look();
}

/** Hear of every view that is told, whoever made it. @param {() => void} look */
export function followView(look) {
  onlookers.push(look);
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
  window.addEventListener("popstate", async () => {
    await readAddress({});
    tell();
    for (const follow of followers) follow();
    moved();
  });
}

/** @param {Record<string, string|number|null|undefined>} values */
function clean(values) {
  const said = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const whole = withOwnView(Object.fromEntries(said.map(([name, value]) => [name, String(value)])));
  const own = ownView(whole.space);
  const needed = ([name, value]) => LEFT_OUT[name] !== value || (own[name] ?? value) !== value;
  return Object.fromEntries(Object.entries(whole).filter(needed));
}

/** @param {Record<string, string>} a @param {Record<string, string>} b */
export function same(a, b) {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
