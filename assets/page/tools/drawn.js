/** What the open tool draws on the map, and asking it again while its work is under way. */

import { colourAgain, theMap } from "../stage.js";
import { picked } from "./picking.js";
import { repeat, tabOf } from "./state.js";

/** How long after one answer the next is asked for, in milliseconds. */
const PAUSE = 500;
let shown = "";
let asking = 0;
let working = false;

/**
 * A drawing's `lit` says in the tool's own words which items it lights, which are asked for; its `of` says of what.
 * @param {Array<import("../../map/drawing.js").Drawn & {again?: boolean}|null>} drawings of each tool
 * @param {Record<string, string>} view @param {Array<{name: string}>} tools
 */
export async function draw(drawings, view, tools) {
  const at = tools.findIndex(({ name }) => name === tabOf(view));
  const drawn = (at >= 0 && drawings[at]) || {};
  askAgain(at >= 0 ? tools[at].name : null, Boolean(drawn.again));
  const { again, ...picture } = drawn;
  if (working && !again) colourAgain();
  working = Boolean(again);
  const wanted = JSON.stringify(picture);
  if (wanted === shown) return;
  shown = wanted;
  const { lit: which, of, ...plain } = picture;
  const lit = which ? await picked(which).catch(() => []) : [];
  if (shown === wanted) (await theMap()).setDrawing?.({ ...plain, lit });
}

/** @param {string|null} tool @param {boolean} again */
function askAgain(tool, again) {
  clearTimeout(asking);
  if (!tool || !again) return;
  asking = setTimeout(() => repeat(tool), PAUSE);
}
