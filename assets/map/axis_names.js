/**
 * The names of a map's axes, where a person chose them: each end with its sign, at the map's edges in 2D, at the ends of
 * three lines in 3D. They follow the camera, and stay upright and within the map.
 */

/** @typedef {{low: string, high: string, counts: [number, number]}} AxisEnds */
/** @typedef {{text: string, x: number, y: number, side: -1|0|1, faint: boolean}} PlacedName   side: of its anchor */

const EDGE = 14;
/** How far the names stay from the top and the bottom, where the selection's bar and the hint stand. */
const [TOP, FOOT] = [60, 72];
const LONGEST = 30;
const WAYS = ["across", "up", "deep"];
/** Nearer to the left or right edge than this, a name is written towards the middle. */
const ROOM = 130;
/** In 3D, how far beyond the points an axis reaches. */
const BEYOND = 1.08;
/** An axis that points at the eye this much is left out: its two ends would lie on each other. */
const HEAD_ON = 0.12;

export class AxisNames {
  /** @param {import("./map.js").VectorMap} map */
  constructor(map) {
    this.map = map;
    this.svg = svg("svg", { class: "vs-axes", role: "img" });
    map.element.append(this.svg);
    /** @type {AxisEnds[]|null} what the parts in the drawing were made for */
    this.made = null;
  }

  /** @returns {AxisEnds[]} none on a map that was laid onto another, whose axes are turned */
  get axes() { return this.map.scene?.frame ? this.map.scene.axes ?? [] : []; }

  /** Put the names where the camera has them. */
  follow() {
    const { axes } = this;
    if (axes !== this.made) this.#make(axes);
    this.svg.style.display = axes.length ? "" : "none";
    if (!axes.length) return;
    this.lines().forEach((ends, at) => layLine(this.svg.children[at], ends));
    const names = this.names();
    [...this.svg.children].slice(axes.length).forEach((text, at) => layName(text, names[at]));
  }

  /** @param {AxisEnds[]} axes */
  #make(axes) {
    this.made = axes;
    this.svg.setAttribute("aria-label", inWords(this.map.scene ?? { title: "", axes }));
    const names = axes.flatMap(() => [svg("text", {}), svg("text", {})]);
    this.svg.replaceChildren(...axes.map(() => svg("line", {})), ...names);
  }

  /** @returns {Array<[number[], number[]]|null>} in pixels: in 2D where an axis is zero, in 3D the axis itself */
  lines() {
    const { camera, scene: { dimensions, frame } } = this.map;
    const zero = [0, 1, 2].map((axis) => (axis < dimensions ? -frame.centre[axis] / frame.half : 0));
    if (dimensions === 3) return this.#rods().map(([low, high]) => [low, high].map((end) => camera.project(end)));
    const far = 2 * (camera.extent + Math.hypot(...camera.target)) * Math.max(1, camera.width / camera.height);
    return this.axes.map((_, axis) => {
      const ends = [-far, far].map((reach) => zero.map((value, along) => (along === 1 - axis ? value + reach : value)));
      return ends.map((end) => camera.project(end));
    });
  }

  /** @returns {Array<[number[], number[]]>} both ends of each axis of a deep map, in its cube */
  #rods() {
    const { min, max } = this.map.scene.bounds;
    return this.axes.map((_, axis) => [min, max].map((side) => side.map((value, along) => (along === axis ? value * BEYOND : 0))));
  }

  /** @returns {Array<PlacedName|null>} low and high of each axis; null for one without a name */
  names() {
    const flat = this.map.scene.dimensions === 2;
    const placed = flat ? this.#atEdges() : this.#atRods();
    return this.axes.flatMap(({ low, high }, axis) => [[low, "−"], [high, "+"]].map(([name, sign], end) => {
      const spot = placed[axis][end];
      if (!name || !spot) return null;
      const faint = !low;
      return { ...spot, text: faint ? shortened(name) : `${sign} ${shortened(name)}`, faint };
    }));
  }

  /** @returns {Array<[Object, Object]>} where a ray from the middle along each axis meets the edge of the map */
  #atEdges() {
    const { camera } = this.map;
    const { right, up } = camera.axes;
    return this.axes.map((_, axis) => [-1, 1].map((sign) => {
      const [dx, dy] = [right[axis] * sign, -up[axis] * sign];
      const [wide, high] = [camera.width / 2 - EDGE, camera.height / 2 - (dy < 0 ? TOP : FOOT)];
      const reach = Math.min(wide / Math.max(Math.abs(dx), 1e-6), high / Math.max(Math.abs(dy), 1e-6));
      const across = Math.abs(dx) * high > Math.abs(dy) * wide;
      return { x: camera.width / 2 + dx * reach, y: camera.height / 2 + dy * reach, side: across ? Math.sign(dx) : 0 };
    }));
  }

  /** @returns {Array<[Object|null, Object|null]>} the ends of the three lines, kept within the map */
  #atRods() {
    const { camera } = this.map;
    const { right, up } = camera.axes;
    return this.#rods().map((ends, axis) => {
      const seen = Math.hypot(right[axis], up[axis]);
      return ends.map((end, at) => {
        const [x, y, depth] = camera.project(end);
        if (seen < HEAD_ON || depth <= 0) return null;
        const away = right[axis] * (at ? 1 : -1);
        const [left, inside] = [clamp(x + 6 * away, EDGE, camera.width - EDGE), clamp(y, TOP, camera.height - FOOT)];
        const out = Math.abs(away) > 0.3 ? -Math.sign(away) : 0;
        return { x: left, y: inside, side: left < ROOM ? -1 : left > camera.width - ROOM ? 1 : out };
      });
    });
  }
}

/** @param {import("./scene.js").Scene} scene @returns {string} its title, and what its axes are */
export function inWords({ title, axes }) {
  const ways = axes.map(({ low, high }, at) => (low ? `${WAYS[at]} from ${low} to ${high}` : `${WAYS[at]}, ${high}`));
  return ways.length ? `${title}: ${ways.join("; ")}` : title;
}

/** @param {SVGLineElement} line @param {[number[], number[]]} ends */
function layLine(line, [[x1, y1], [x2, y2]]) {
  for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) line.setAttribute(name, value.toFixed(1));
}

const ANCHORS = { "-1": "start", 0: "middle", 1: "end" };

/** @param {SVGTextElement} text @param {PlacedName|null} name */
function layName(text, name) {
  text.style.display = name ? "" : "none";
  if (!name) return;
  if (text.textContent !== name.text) text.textContent = name.text;
  text.setAttribute("class", name.faint ? "vs-axis-else" : "");
  text.setAttribute("text-anchor", ANCHORS[name.side]);
  text.setAttribute("x", name.x.toFixed(1));
  text.setAttribute("y", (name.y + 4.5).toFixed(1));
}

/** @param {string} name */
const shortened = (name) => ([...name].length > LONGEST ? `${[...name].slice(0, LONGEST - 1).join("")}…` : name);

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** @param {string} tag @param {Record<string, string|number>} attributes */
function svg(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
