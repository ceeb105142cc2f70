/** What the page does with a selection: its neighbours in the original vectors, a space of its own, its rows as a file. */

import { askAbout } from "./data.js";
import { openSlots } from "./tools/slots.js";
import { view, visit, withoutParameters } from "./view.js";

/**
 * @param {() => string} space the id of the space on the map
 * @returns {import("../map/tasks.js").Tools}
 */
export const toolsFor = (space) => ({
  neighbours: (items) => nearest(space(), items), project: (items) => projectAgain(space(), items),
  csv: (items) => download(space(), items),
  takes: () => openSlots().length > 0,
  open: () => { document.getElementById("page").dataset.sheet = "inspector"; },
});

/** @param {string} space @param {number[]} indices @returns {Promise<number[]>} the nearest items of each */
async function nearest(space, indices) {
  const { k = "10", metric = "cosine" } = view();
  return (await (await askAbout(space, "neighbours", { indices, k: Number(k), metric })).json()).indices;
}

/** Make a space of some items and go there. @param {string} space @param {number[]} indices */
async function projectAgain(space, indices) {
  goTo((await (await askAbout(space, "subset", { indices })).json()).space);
}

/** Go to a space with the same columns: the colour stays. @param {string} space */
export function goTo(space) {
  visit({ ...withoutParameters(), space, item: null, selected: null }, { push: true });
}

/** Download the rows of some items. @param {string} space @param {number[]} indices */
async function download(space, indices) {
  const answer = await askAbout(space, "csv", { indices });
  const named = /filename\*=UTF-8''(\S+)/.exec(answer.headers.get("Content-Disposition") ?? "");
  const href = URL.createObjectURL(await answer.blob());
  Object.assign(document.createElement("a"), { href, download: decodeURIComponent(named?.[1] ?? "selection.csv") }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
