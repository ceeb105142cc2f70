/** The slots and lists of the open tool that take an item which is dragged there, and how they show it. */

import { fill } from "./filling.js";

const OVER = "dropping";
const WANTED = "carrying";

/** @param {EventTarget|null} target @returns {HTMLElement|null} the slot around it */
export const slotOf = (target) => (target instanceof Element ? target.closest("[data-drops]") : null);

/** @returns {HTMLElement[]} the slots that can be seen, or scrolled to */
export const openSlots = () => [...document.querySelectorAll("[role=tabpanel]:not([style*='none']) [data-drops]")].filter((slot) => slot.offsetParent);

/** An item is being dragged: its slots show themselves. Or it is no more. @param {boolean} on */
export function showSlots(on) {
  document.body.classList.toggle(WANTED, on);
  if (!on) mark(null);
}

/** @param {HTMLElement|null} slot that would take what is dragged */
export function mark(slot) {
  for (const one of document.querySelectorAll(`.${OVER}`)) if (one !== slot) one.classList.remove(OVER);
  slot?.classList.add(OVER);
}

/** @param {HTMLElement} slot @param {number|string} item */
export const dropOn = (slot, item) => fill(slot.dataset, slot.dataset.drops, item);
