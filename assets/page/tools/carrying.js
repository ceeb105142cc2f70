/** A point that is dragged off the map: its name goes with the pointer, and what it is let go over takes it. */

import { dropOn, mark, openSlots, showSlots, slotOf } from "./slots.js";

const chip = Object.assign(document.createElement("div"), { className: "carried", hidden: true });
chip.setAttribute("aria-hidden", "true");

/** What is carried, and by which pointer. @type {{index: number, pointerId: number}|null} */
let carried = null;

export function listenForCarrying() {
  document.body.append(chip);
  document.addEventListener("map-carry", ({ detail }) => take(detail));
  for (const [name, act] of [["pointermove", move], ["pointerup", letGo], ["pointercancel", drop]]) {
    document.addEventListener(name, (event) => { if (event.pointerId === carried?.pointerId) act(event); });
  }
  // Before anyone else: Escape puts the item back, and clears nothing.
  window.addEventListener("keydown", (event) => {
    if (!carried || event.key !== "Escape") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    drop();
  }, { capture: true });
  window.addEventListener("blur", drop);
}

/** @param {{index: number, name: string, pointerId: number, x: number, y: number}} item */
function take({ index, name, pointerId, x, y }) {
  carried = { index, pointerId };
  chip.textContent = name;
  chip.hidden = false;
  showSlots(true);
  move({ clientX: x, clientY: y });
}

/** @param {{clientX: number, clientY: number}} at */
function move({ clientX, clientY }) {
  chip.style.transform = `translate(${clientX + 10}px, ${clientY + 8}px)`;
  mark(slotAt(clientX, clientY));
}

/** @param {PointerEvent} event */
function letGo({ clientX, clientY }) {
  const slot = slotAt(clientX, clientY);
  const { index } = carried;
  drop();
  if (slot) dropOn(slot, index);
}

/** Nothing is carried any more. */
function drop() {
  if (!carried) return;
  carried = null;
  chip.hidden = true;
  showSlots(false);
}

/** @param {number} x @param {number} y @returns {HTMLElement|null} the slot there, of those that are open */
function slotAt(x, y) {
  const slot = slotOf(document.elementFromPoint(x, y));
  return slot && openSlots().includes(slot) ? slot : null;
}
