/** Buttons of the tools: those that write the address, copy lines, or download a table. */

import { theMap } from "../stage.js";
import { update, view } from "../view.js";
import { append } from "./filling.js";
import { pick } from "./picking.js";
import { repeat, tabOf } from "./state.js";
import { tableAsCsv } from "./csv.js";
import { keep, label } from "./writing.js";

/** How long a button says that it has copied, in milliseconds. */
const TOLD = 1500;

/** What a button with one of these attributes does. @type {Record<string, (button: HTMLElement) => void|Promise<void>>} */
const ACTIONS = {
  "data-view": (button) => update(JSON.parse(button.dataset.view), { push: true }),
  "data-adds-selection": (button) => addSelection(button.dataset.addsSelection, Number(button.dataset.most ?? Infinity)),
  "data-picks": (button) => pick(button),
  "data-keeps": (button) => keep(button),
  "data-labels": (button) => label(button),
  "data-job": (button) => act(button),
  "data-copies": (button) => copy(button),
  "data-csv": (button) => download(button),
};

export function listenForButtons() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const action = button && Object.keys(ACTIONS).find((name) => button.hasAttribute(name));
    if (!action) return;
    event.stopPropagation();
    ACTIONS[action](button);
  }, { capture: true });
}

/** Add what is selected on the map to a list of the address. @param {string} name @param {number} most */
async function addSelection(name, most) {
  await theMap();
  append(name, document.getElementById("map").selection.slice(0, most));
}

/** Stop the work of the open tool, or start it again. @param {HTMLElement} button */
async function act(button) {
  await fetch(`/api/jobs/${button.dataset.job}/${button.dataset.jobAction}`, { method: "POST" });
  repeat(tabOf(view()));
}

/** @param {HTMLElement} button */
async function copy(button) {
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(button.parentElement.querySelector(button.dataset.copies).textContent);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Select the lines and copy them";
  }
  setTimeout(() => { button.textContent = words; }, TOLD);
}

/** @param {HTMLElement} button */
function download(button) {
  const table = button.parentElement.querySelector("table");
  const address = URL.createObjectURL(new Blob([tableAsCsv(table)], { type: "text/csv" }));
  Object.assign(document.createElement("a"), { href: address, download: `${button.dataset.csv}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address));
}
