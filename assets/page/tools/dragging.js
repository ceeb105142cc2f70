/** Items are dragged from lists and chips into the slots of a tool. */

import { fill } from "./filling.js";

const KIND = "application/x-vectorscape-item";
const OVER = "dropping";

export function listenForDrags() {
  // An item becomes draggable when the pointer comes to it: whoever draws a list need not know of dragging.
  document.addEventListener("pointerover", (event) => {
    const item = elementOf(event.target)?.closest("[data-item]");
    if (item && !item.draggable) item.draggable = true;
  });
  document.addEventListener("dragstart", (event) => {
    const item = elementOf(event.target)?.closest("[data-item]");
    if (!item) return;
    event.dataTransfer.setData(KIND, item.dataset.item);
    event.dataTransfer.effectAllowed = "copy";
  });
  document.addEventListener("dragover", (event) => {
    const slot = slotOf(event);
    if (!slot) return;
    event.preventDefault();
    mark(slot);
  });
  document.addEventListener("dragleave", (event) => { if (slotOf(event)) mark(null); });
  document.addEventListener("drop", (event) => {
    const slot = slotOf(event);
    if (!slot) return;
    event.preventDefault();
    mark(null);
    fill(slot.dataset, slot.dataset.drops, event.dataTransfer.getData(KIND));
  });
}

/** @param {EventTarget|null} target @returns {Element|null} */
const elementOf = (target) => (target instanceof Element ? target : null);

/** @param {DragEvent} event @returns {HTMLElement|null} the slot under it, while an item is dragged and not a file */
const slotOf = (event) => (event.dataTransfer?.types.includes(KIND) ? elementOf(event.target)?.closest("[data-drops]") : null);

/** @param {HTMLElement|null} slot that would take what is dragged */
function mark(slot) {
  for (const one of document.querySelectorAll(`.${OVER}`)) if (one !== slot) one.classList.remove(OVER);
  slot?.classList.add(OVER);
}
