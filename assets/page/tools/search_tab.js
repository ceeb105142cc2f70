/** The Search tab: how long a text may be, and walking through what was found with the arrow keys. */

/** The server searches so many letters. */
const LONGEST = 2000;

export function listenForSearching() {
  document.addEventListener("input", (event) => { if (event.target.closest?.(".search-typed")) cut(event.target); }, { capture: true });
  document.addEventListener("keydown", walk, { capture: true });
}

/** A text without end is cut, and that is said. @param {HTMLInputElement} field */
function cut(field) {
  const told = field.closest(".tool").querySelector(".search-cut");
  const { length } = field.value;
  const words = `${length.toLocaleString("en")} letters were given; the first ${LONGEST.toLocaleString("en")} are searched.`;
  told.textContent = length > LONGEST ? words : "";
  if (length > LONGEST) window.dash_clientside.set_props(field.id, { value: field.value = field.value.slice(0, LONGEST) });
}

/** @param {number} at @param {number} step @param {number} count @returns {number} the row after or before; -1 is the field */
export const stepTo = (at, step, count) => Math.max(-1, Math.min(count - 1, at + step));

/** From the field down into the list and back; each row that is reached is flown to. @param {KeyboardEvent} event */
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const tool = event.target instanceof Element ? event.target.closest('[data-tool="search"]') : null;
  const within = tool && event.target.closest(".search-typed, tr[data-item]");
  if (!step || !within) return;
  const rows = [...tool.querySelectorAll("tr[data-item]")];
  const at = rows.indexOf(event.target.closest("tr[data-item]"));
  const to = stepTo(at, step, rows.length);
  if (to === at) return;
  event.preventDefault();
  event.stopPropagation();
  if (to < 0) return tool.querySelector(".search-typed input").focus();
  const button = rows[to].querySelector("button");
  button.focus();
  button.click();
}
