/** The map by keyboard: arrows walk from point to point, Enter selects, Escape clears, + − F move the camera. */

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} element
 * @param {{walk: (direction: [number, number]) => void, choose: (add: boolean) => void, escape: () => void,
 *   nearer: () => void, farther: () => void, fit: () => void, fitSelection: () => void}} act
 */
export function listenToKeys(element, act) {
  const keys = {
    Enter: (event) => act.choose(event.shiftKey), " ": (event) => act.choose(event.shiftKey), Escape: act.escape,
    "+": act.nearer, "=": act.nearer, "-": act.farther, 0: act.fit, Home: act.fit,
    f: (event) => (event.shiftKey ? act.fitSelection() : act.fit()),
  };
  element.addEventListener("keydown", (event) => {
    const own = event.target === element;
    if (event.ctrlKey || event.metaKey || event.altKey || (!own && event.key !== "Escape")) return;
    const handle = ARROWS[event.key] ? () => act.walk(ARROWS[event.key]) : keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!handle) return;
    event.preventDefault();
    handle(event);
  });
}
