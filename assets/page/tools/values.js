/** Fields of the tools: what is chosen, typed or dragged is written into the address; a usual value is left out of it. */

import { update } from "../view.js";

/** How long typing rests before it is read, in milliseconds. */
const PAUSE = 250;

let typing = 0;

export function listenForValues() {
  document.addEventListener("change", (event) => { hear(event.target, true); });
  document.addEventListener("input", (event) => {
    const field = fieldOf(event.target);
    if (field?.dataset.live !== "true") return;
    if (event.target.type === "range") hear(event.target, false);
    else {
      clearTimeout(typing);
      typing = setTimeout(() => hear(event.target, false), PAUSE);
    }
  });
}

/**
 * Fields among a tool's fixed controls follow the address, unless someone is at them.
 * @param {Record<string, string>} view
 */
export function followValues(view) {
  for (const field of document.querySelectorAll(".tool > [data-writes], .tool > .fields > [data-writes]")) {
    const control = field.querySelector("input");
    const value = view[field.dataset.writes] ?? field.dataset.usual;
    if (!control || control === document.activeElement || control.value === value) continue;
    const shown = field.querySelector("output");
    if (shown) shown.textContent = value.replace("-", "−");
    window.dash_clientside.set_props(control.id, { value: control.type === "text" ? value : Number(value) });
  }
}

/** @param {EventTarget|null} target @returns {HTMLElement|null} the field around a control */
const fieldOf = (target) => (target instanceof HTMLElement ? target.closest("[data-writes]") : null);

/** @param {HTMLInputElement|HTMLSelectElement} control @param {boolean} done whether Back returns to what was before */
function hear(control, done) {
  const field = fieldOf(control);
  if (!field || (control.validity && !control.validity.valid)) return;
  const shown = field.querySelector("output");
  if (shown) shown.textContent = control.value.replace("-", "−");
  update(patchOf(field.dataset, control.value), { push: done });
}

/**
 * @param {{writes: string, usual: string}} field @param {string} value
 * @returns {Record<string, string|null>} what the address becomes
 */
export function patchOf({ writes, usual }, value) {
  const same = value === usual || (value !== "" && usual !== "" && Number(value) === Number(usual));
  return { [writes]: same ? null : value };
}
