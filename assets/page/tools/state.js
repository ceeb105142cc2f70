/** What each tool is asked: the names of the address that begin with its own, while its tab is open. */

import { USUAL } from "../own_view.js";
import { update, view as now } from "../view.js";

/** The stores of the tools, by name: their ids, and what was asked last. @type {Record<string, {id: Object, asked: Object}>} */
const latest = {};

/** @param {Record<string, string>} view @returns {string} */
export const tabOf = (view) => view.tab ?? USUAL.tab;

/** @param {string|null} tab */
export function chooseTab(tab) {
  if (tab && tab !== tabOf(now())) update({ tab }, { push: true });
}

/**
 * @param {Record<string, string>} view @param {string} tool
 * @returns {Record<string, string>} the tool's own part of the address, without its name
 */
export function valuesOf(view, tool) {
  const own = Object.entries(view).filter(([name]) => name.startsWith(`${tool}.`));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(tool.length + 1), value]));
}

/**
 * @param {Record<string, string>} view @param {{space: string, key: string}|null} scene
 * @param {Array<{name: string, follows: string}>} tools @param {Array<Object|null>} before
 * @param {number} [version] how often the columns of the space were written over
 * @returns {Array<Object|null>} what each tool is asked anew, or null where nothing has changed
 */
export function ask(view, scene, tools, before, version) {
  return tools.map((id, at) => {
    const { name, follows } = id;
    if (!scene || tabOf(view) !== name) return null;
    const asked = {
      space: scene.space, map: scene.key, metric: view.metric ?? "cosine", k: Number(view.k ?? 10),
      values: valuesOf(view, name), ...(follows === "item" && { item: view.item ?? null }), ...(version && { version }),
    };
    latest[name] = { id, asked };
    const { again, ...known } = before[at] ?? {};
    return JSON.stringify(asked) === JSON.stringify(known) ? null : asked;
  });
}

/** @param {string} tool @returns {Object|undefined} what it was asked last */
export const askedOf = (tool) => latest[tool]?.asked;

/** Ask a tool the same again, since its work was under way. @param {string} tool */
export function repeat(tool) {
  const { id, asked } = latest[tool];
  window.dash_clientside.set_props(id, { data: { ...asked, again: Date.now() } });
}
