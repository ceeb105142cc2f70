/** A loop or a box drawn with the pointer, and the circle that fills while a finger waits for it. */

const SPACE = "http://www.w3.org/2000/svg";

/** @param {MouseEvent} event @returns {"replace"|"add"|"remove"} what a loop does to the selection */
export const loopKind = (event) => (event.altKey ? "remove" : event.ctrlKey || event.metaKey ? "add" : "replace");

/** @param {[number, number]} a @param {[number, number]} b @returns {Array<[number, number]>} the box between two corners */
export const boxOf = ([ax, ay], [bx, by]) => [[ax, ay], [bx, ay], [bx, by], [ax, by]];

export class Lasso {
  /** @param {HTMLElement} element the map */
  constructor(element) {
    this.svg = document.createElementNS(SPACE, "svg");
    this.svg.classList.add("vs-lasso");
    this.svg.setAttribute("aria-hidden", "true");
    this.path = document.createElementNS(SPACE, "path");
    this.circle = document.createElementNS(SPACE, "circle");
    this.circle.setAttribute("r", "36"); // wider than a fingertip
    this.circle.classList.add("vs-wait");
    this.svg.append(this.path, this.circle);
    element.append(this.svg);
    /** @type {Array<[number, number]>|null} */
    this.loop = null;
    /** Whether a box is drawn rather than a loop. */
    this.box = false;
  }

  /** @param {number} x @param {number} y @param {boolean} [box] */
  begin(x, y, box = false) {
    this.loop = [[x, y]];
    this.box = box;
    this.wait(null);
    this.#draw();
  }

  /** @param {number} x @param {number} y */
  extend(x, y) {
    const [lastX, lastY] = this.loop.at(-1);
    if (this.box) this.loop = boxOf(this.loop[0], [x, y]);
    else if (Math.hypot(x - lastX, y - lastY) < 2) return;
    else this.loop.push([x, y]);
    this.#draw();
  }

  /** @returns {Array<[number, number]>} the loop, which is then gone */
  end() {
    const loop = this.loop ?? [];
    this.loop = null;
    this.#draw();
    return loop;
  }

  /** Show that a long press is under way, or not. @param {[number, number]|null} at */
  wait(at) {
    this.circle.classList.toggle("vs-filling", Boolean(at));
    if (!at) return;
    this.circle.setAttribute("cx", String(at[0]));
    this.circle.setAttribute("cy", String(at[1]));
  }

  #draw() {
    const steps = (this.loop ?? []).map(([x, y], place) => `${place ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`);
    this.path.setAttribute("d", steps.length > 1 ? `${steps.join("")}Z` : "");
  }
}
