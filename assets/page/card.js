/** What the card of a hovered item shows: its columns, each with what the value means among all others. */

import { contextOf } from "../map/context.js";
import { changesOf, fetchAbout, fetchColumns, fetchItem } from "./data.js";

/** The card has room for so many columns. */
const SHOWN = 6;

/** @type {{space: string, changes: number, abouts: Promise<Map<string, Object>>}|null} of the space that was hovered last */
let known = null;

/**
 * @param {string} space @param {number} index
 * @returns {Promise<{name: string, rows: Array<[string, string, import("../map/context.js").Context|null]>}>}
 */
export async function fetchCard(space, index) {
  const changes = changesOf(space);
  if (known?.space !== space || known.changes !== changes) known = { space, changes, abouts: describe(space) };
  const [item, abouts] = await Promise.all([fetchItem(space, index), known.abouts]);
  const rows = item.rows.map(([name, value]) => [name, value, abouts.has(name) ? contextOf(abouts.get(name), value) : null]);
  return { ...item, rows };
}

/** Ask once how the values of each column are spread. @param {string} space @returns {Promise<Map<string, Object>>} by name */
async function describe(space) {
  try {
    const columns = (await fetchColumns(space)).filter(({ kind }) => kind !== "text").slice(0, SHOWN);
    const abouts = await Promise.all(columns.map(({ index }) => fetchAbout(space, index)));
    return new Map(columns.map(({ name }, at) => [name, abouts[at]]));
  } catch {
    known = null;
    return new Map();
  }
}
