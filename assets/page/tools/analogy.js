/** The Analogy tab: which slot waits for a click, and the link that shows the analogy again. */

import { linkTo, lookedAt } from "../recall.js";
import { onChange, view } from "../view.js";

/** How long a button says that it has copied, in milliseconds. */
const TOLD = 1500;

let typed = false;

export function listenForAnalogies() {
  onChange(waitForNext);
  document.addEventListener("focusin", (event) => waitHere(event.target));
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("[data-copies-link]");
    if (link) copyLink(link);
  });
  document.addEventListener("keydown", (event) => { typed = event.key === "Enter" && slotOf(event.target) !== null; }, { capture: true });
  new MutationObserver(goOn).observe(document.body, { childList: true, subtree: true });
}

/** @param {EventTarget|null} target @returns {HTMLElement|null} the slot around it */
const slotOf = (target) => (target instanceof Element ? target.closest("#analogy-body [data-drops]") : null);

/** The slot whose field has the focus takes the next click on the map. @param {EventTarget|null} target */
function waitHere(target) {
  const slot = target instanceof HTMLInputElement ? slotOf(target) : null;
  if (slot && !slot.dataset.takes) wait(slot);
}

/** A slot that has just been filled waits no more, though its answer is not here yet: the next click is for the next. */
function waitForNext() {
  const waiting = document.querySelector("#analogy-body [data-drops][data-takes]");
  if (waiting?.dataset.takes in view()) wait(all().find(({ dataset }) => !(dataset.drops in view())));
}

/** @returns {HTMLElement[]} the slots of the tab */
const all = () => [...document.querySelectorAll("#analogy-body [data-drops]")];

/** @param {HTMLElement} [slot] that takes the next click, none without one */
function wait(slot) {
  for (const other of all()) {
    delete other.dataset.takes;
    other.classList.toggle("waits", other === slot);
  }
  if (slot) slot.dataset.takes = slot.dataset.drops;
}

/** What was typed is in its slot: the next empty one has the focus. */
function goOn() {
  if (!typed || document.activeElement !== document.body) return;
  const field = document.querySelector("#analogy-body [data-takes] input");
  if (!field) return;
  typed = false;
  field.focus();
}

/** @param {HTMLElement} button */
async function copyLink(button) {
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(linkTo(await lookedAt()).address);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Copy the address of this page";
  }
  setTimeout(() => { button.textContent = words; }, TOLD);
}
