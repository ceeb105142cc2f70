/** Buttons of the tools that write over the space: a label for some items, a computed colour that becomes a column. */

import { edits, knownSpace, tellEdit } from "../edits.js";
import { neededBy, shownScene } from "../stage.js";
import { update, view } from "../view.js";

/**
 * Give items a label.
 * @param {HTMLElement} button its `data-labels` is `{"name": column, "indices": [3], "value": "cat"}`
 */
export function label(button) {
  return write(button, { do: "label", ...JSON.parse(button.dataset.labels) });
}

/**
 * Make a column of a computed colour, under the name that stands in the field beside it, and colour the map by it.
 * @param {HTMLElement} button its `data-keeps` is the colour's name
 */
export function keep(button) {
  const { keeps } = button.dataset;
  const { needs } = knownSpace().computed.find(({ value }) => value === `~${keeps}`);
  const name = button.parentElement.querySelector("input").value.trim().replace(/\s+/g, " ");
  const given = neededBy({ needs }, view(), shownScene());
  return write(button, { do: "keep", name, colour: keeps, given }, () => update({ colour: name }, { push: true }));
}

/** @param {HTMLElement} button @param {Object} change @param {() => void} [then] */
async function write(button, change, then = () => undefined) {
  const line = button.closest(".tool").querySelector(".tool-told");
  try {
    const changed = await edits.make(knownSpace().id, change);
    if (changed) {
      then();
      tellEdit();
    }
    tell(line, changed ? `${knownSpace().undo}. Ctrl+Z takes it back.` : "It is so already.");
  } catch (error) {
    tell(line, [error.title, error.detail, error.hint].filter(Boolean).map((words) => `${words.replace(/\.$/, "")}.`).join(" "), "alert");
  }
}

/** @param {HTMLElement} line @param {string} words @param {"status"|"alert"} [role] */
function tell(line, words, role = "status") {
  line.textContent = words;
  line.setAttribute("role", role);
}
