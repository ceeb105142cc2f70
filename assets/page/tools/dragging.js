/** Items are dragged from lists and chips into the slots of a tool. */

import { dropOn, mark, showSlots, slotOf } from "./slots.js";

const KIND = "application/x-vectorscape-item";

export function listenForDrags() {
  // An item becomes draggable when the pointer comes to it: whoever draws a list need not know of dragging.
  document.addEventListener("pointerover", (event) => {
    const item = itemAround(event.target);
    if (item && !item.draggable) item.draggable = true;
  });
  document.addEventListener("dragstart", (event) => {
    const item = itemAround(event.target);
    if (!item) return;
    event.dataTransfer.setData(KIND, item.dataset.item);
    event.dataTransfer.effectAllowed = "copy";
    setTimeout(() => showSlots(true)); // what changes the page at once may end the drag in Chromium
  });
  document.addEventListener("dragend", () => showSlots(false));
  document.addEventListener("dragover", (event) => {
    const slot = slotUnder(event);
    if (slot) event.preventDefault();
    if (slot) mark(slot);
  });
  document.addEventListener("dragleave", (event) => { if (slotUnder(event)) mark(null); });
  document.addEventListener("drop", (event) => {
    const slot = slotUnder(event);
    if (!slot) return;
    event.preventDefault();
    showSlots(false);
    dropOn(slot, event.dataTransfer.getData(KIND));
  });
}

/** @param {EventTarget|null} target @returns {HTMLElement|null} */
const itemAround = (target) => (target instanceof Element ? target.closest("[data-item]") : null);

/** @param {DragEvent} event @returns {HTMLElement|null} the slot under it, while an item is dragged and not a file */
const slotUnder = (event) => (event.dataTransfer?.types.includes(KIND) ? slotOf(event.target) : null);
