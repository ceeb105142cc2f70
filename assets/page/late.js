/** Parts of the page that are drawn late, when their tab is first opened. */

/**
 * Do something once an element is there: at once, or when it is drawn.
 * @param {string} id @param {() => void} then
 */
export function whenDrawn(id, then) {
  if (document.getElementById(id)) { then(); return; }
  const watching = new MutationObserver(() => {
    if (!document.getElementById(id)) return;
    watching.disconnect();
    then();
  });
  watching.observe(document.body, { childList: true, subtree: true });
}
