/** The row of tabs on a phone, which is wider than the screen: it is moved so that the open tab is in its middle. */

/** @type {ResizeObserver|null} */
let watching = null;

/** Move the row to the open tab, now and when the row comes into sight or changes its width. */
export function showOpenTab() {
  const row = document.querySelector(".tabs > [role='tablist']");
  if (!row) return;
  requestAnimationFrame(() => centre(row)); // the tab is marked as open once it is drawn
  if (watching) return;
  watching = new ResizeObserver(() => centre(row));
  watching.observe(row);
}

/** @param {Element} row */
function centre(row) {
  const tab = row.querySelector("[role='tab'][aria-selected='true']");
  if (tab instanceof HTMLElement) row.scrollLeft = tab.offsetLeft + tab.offsetWidth / 2 - row.clientWidth / 2;
}
