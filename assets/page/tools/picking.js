/** Buttons of the tools that select items on the map: those that a tool names when it is asked for them. */

import { askAbout } from "../data.js";
import { selectItems } from "../stage.js";
import { view } from "../view.js";
import { askedOf, tabOf } from "./state.js";

/**
 * Select what a tool means, which it is asked for: thousands of items need not stand in the page.
 * @param {HTMLElement} button its `data-picks` says which, in the tool's own words
 */
export async function pick(button) {
  await selectItems(await picked(button.dataset.picks));
}

/** @param {string} which in the words of the open tool @returns {Promise<number[]>} the items it means */
export async function picked(which) {
  const tool = tabOf(view());
  const asked = askedOf(tool);
  return (await (await askAbout(asked.space, "picked", { tool, which, asked })).json()).indices;
}
