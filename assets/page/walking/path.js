/** Drawing a path on the map with the pointer or a finger; it ends as a few corners. */

/** Corners that an address carries, and how far a corner may be from the line that leaves it out, in pixels. */
const MOST = 48;
const CLOSE = 1.5;
const SPACE = "http://www.w3.org/2000/svg";

export class PathPen {
  /**
   * @param {HTMLElement} element the map
   * @param {{moved: (x: number, y: number, finger: boolean) => void, drawn: (line: Array<[number, number]>) => void, put: () => void}} act
   *   drawn gets the corners in pixels; put hears that the pen was put down with or without a path
   */
  constructor(element, act) {
    Object.assign(this, { element, act });
    this.on = false;
    /** @type {Array<[number, number]>} */
    this.line = [];
    this.svg = document.createElementNS(SPACE, "svg");
    this.svg.setAttribute("class", "vs-drawing");
    this.svg.setAttribute("aria-hidden", "true");
    this.way = document.createElementNS(SPACE, "polyline");
    this.way.setAttribute("class", "vs-way");
    this.svg.append(this.way);
    element.append(this.svg);
    for (const [name, handle] of [["pointerdown", "down"], ["pointermove", "move"], ["pointerup", "up"], ["pointercancel", "cancel"]]) {
      element.addEventListener(name, (event) => { if (this.on && event.target.classList.contains("vs-points")) this[handle](event); }, { capture: true });
    }
    document.addEventListener("keydown", (event) => { if (this.on && event.key === "Escape") this.take(false); });
  }

  /** Take up the pen, or put it down. @param {boolean} on */
  take(on) {
    this.on = on;
    this.line = [];
    this.#draw();
    this.element.classList.toggle("vs-lassoing", on);
    if (!on) this.act.put();
  }

  /** @param {PointerEvent} event @returns {[number, number]} */
  #place(event) {
    const box = event.target.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /** @param {PointerEvent} event */
  down(event) {
    event.stopPropagation();
    if (event.button !== 0) return;
    event.target.setPointerCapture(event.pointerId);
    this.line = [this.#place(event)];
    this.#draw();
  }

  /** @param {PointerEvent} event */
  move(event) {
    event.stopPropagation();
    const at = this.#place(event);
    this.act.moved(...at, event.pointerType === "touch");
    if (!this.line.length) return;
    this.line.push(at);
    this.#draw();
  }

  /** @param {PointerEvent} event */
  up(event) {
    event.stopPropagation();
    const line = simplified(this.line);
    if (line.length < 2) {
      this.line = [];
      return;
    }
    this.take(false);
    this.act.drawn(line);
  }

  /** @param {PointerEvent} event */
  cancel(event) {
    event.stopPropagation();
    this.take(false);
  }

  #draw() {
    this.way.setAttribute("points", this.line.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "));
  }
}

/**
 * The corners that tell the line (Douglas and Peucker, 1973); of one with too many, more may be left out.
 * @param {Array<[number, number]>} line @param {number} [most] @param {number} [close] in pixels
 * @returns {Array<[number, number]>} none where the line is no longer than a click
 */
export function simplified(line, most = MOST, close = CLOSE) {
  const [first] = line;
  if (!line.some(([x, y]) => Math.hypot(x - first[0], y - first[1]) > 4)) return [];
  let corners = cut(line, close);
  for (let wide = close * 1.5; corners.length > most; wide *= 1.5) corners = cut(line, wide);
  return corners;
}

/** @param {Array<[number, number]>} line @param {number} close @returns {Array<[number, number]>} */
function cut(line, close) {
  const [start, end] = [line[0], line.at(-1)];
  let [farthest, at] = [0, 0];
  line.forEach((point, place) => {
    const away = distance(point, start, end);
    if (away > farthest) [farthest, at] = [away, place];
  });
  if (farthest <= close) return [start, end];
  return [...cut(line.slice(0, at + 1), close).slice(0, -1), ...cut(line.slice(at), close)];
}

/** @param {[number, number]} point @param {[number, number]} start @param {[number, number]} end how far from the line between them */
function distance([x, y], [ax, ay], [bx, by]) {
  const square = (bx - ax) ** 2 + (by - ay) ** 2;
  const share = square ? Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square)) : 0;
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay));
}
