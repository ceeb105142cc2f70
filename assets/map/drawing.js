/**
 * What a tool draws over the map: arrows with one head, marks for vectors that are no item, and names. They stand in an
 * SVG over the points and follow the camera, so that they stay as crisp and as wide at any distance.
 */

import { placed } from "./scene.js";

/**
 * A place is an item, which takes it along when it flies, or a place of the map's own coordinates.
 * @typedef {number|[number, number]|[number, number, number]} Place
 * @typedef {{from: Place, to: Place, label?: string, faint?: boolean}} Arrow
 * @typedef {{at: Place, shape: "diamond"|"star"|"ring", label?: string, below?: boolean}} Mark
 * @typedef {{arrows?: Arrow[], marks?: Mark[], path?: Place[], lit?: number[]}} Drawn   `path` is a line through places; `lit` are
 *   items that keep their colour while the others fade
 */

const HEAD = 9;
/** How far an arrow stays away from the points at its ends, in pixels. */
const GAP = 8;
const SIZE = 8;

/** @param {number} points @param {number} outer @param {number} inner @returns {string} the corners of a star */
function star(points, outer, inner) {
  const corner = (place) => {
    const angle = (place * Math.PI) / points - Math.PI / 2;
    const radius = place % 2 ? inner : outer;
    return `${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`;
  };
  return Array.from({ length: 2 * points }, (_, place) => corner(place)).join(" ");
}

const SHAPES = { diamond: star(2, SIZE, SIZE * 0.72), star: star(5, SIZE * 1.25, SIZE * 0.55), ring: "" };

export class Drawing {
  /** @param {import("./map.js").VectorMap} map */
  constructor(map) {
    this.map = map;
    this.svg = svg("svg", { class: "vs-drawing", "aria-hidden": "true" });
    map.element.append(this.svg);
    /** @type {Drawn} */
    this.drawn = {};
  }

  /** @param {Drawn} drawn */
  set(drawn) {
    this.drawn = drawn;
    const parts = [
      ...(drawn.path ? [svg("polyline", { class: "vs-way" })] : []),
      ...(drawn.arrows ?? []).map(arrowParts),
      ...(drawn.marks ?? []).map(markParts),
    ];
    this.svg.replaceChildren(...parts);
  }

  /** @param {Place} place @returns {[number, number]|null} where on the map, in pixels */
  project(place) {
    const { scene, picture, camera } = this.map;
    if (!scene || (typeof place === "number" && !this.map.has(place))) return null;
    const spot = typeof place === "number" ? picture.position(place) : placed(scene, place);
    return spot && camera.project(spot).slice(0, 2);
  }

  /** Put everything where the camera has it. */
  follow() {
    const { path, arrows = [], marks = [] } = this.drawn;
    const parts = [...this.svg.children];
    if (path) {
      const places = path.map((place) => this.project(place)).filter(Boolean);
      parts.shift().setAttribute("points", places.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "));
    }
    arrows.forEach((arrow, at) => lay(parts[at], this.project(arrow.from), this.project(arrow.to)));
    marks.forEach(({ at: place }, at) => {
      const group = parts[arrows.length + at];
      const where = this.project(place);
      group.style.display = where ? "" : "none";
      if (where) group.setAttribute("transform", `translate(${where.map((pixel) => pixel.toFixed(1)).join(" ")})`);
    });
  }
}

/** @param {Arrow} arrow */
function arrowParts({ label, faint }) {
  const group = svg("g", { class: faint ? "vs-arrow vs-faint" : "vs-arrow" });
  group.append(svg("line", {}), svg("path", { d: `M0 0 L${-HEAD} ${HEAD / 2.4} L${-HEAD} ${-HEAD / 2.4} Z` }), words(label));
  return group;
}

/** @param {Mark} mark */
function markParts({ shape, label, below }) {
  const group = svg("g", { class: `vs-mark vs-${shape}` });
  const form = shape === "ring" ? svg("circle", { r: SIZE }) : svg("polygon", { points: SHAPES[shape] });
  const text = words(label);
  for (const [name, value] of [["y", below ? 24 : -14]]) text.setAttribute(name, String(value));
  group.append(form, text);
  return group;
}

/** @param {SVGGElement} group @param {[number, number]|null} from @param {[number, number]|null} to in pixels */
function lay(group, from, to) {
  const long = from && to ? Math.hypot(to[0] - from[0], to[1] - from[1]) : 0;
  group.style.display = long > 2 * GAP + HEAD ? "" : "none";
  if (group.style.display) return;
  const along = [(to[0] - from[0]) / long, (to[1] - from[1]) / long];
  const [start, end] = [from.map((p, axis) => p + along[axis] * GAP), to.map((p, axis) => p - along[axis] * GAP)];
  const [line, head, text] = group.children;
  set(line, { x1: start[0], y1: start[1], x2: end[0] - along[0] * (HEAD - 2), y2: end[1] - along[1] * (HEAD - 2) });
  const degrees = (Math.atan2(along[1], along[0]) * 180) / Math.PI;
  head.setAttribute("transform", `translate(${end[0].toFixed(1)} ${end[1].toFixed(1)}) rotate(${degrees.toFixed(1)})`);
  set(text, { x: (start[0] + end[0]) / 2, y: (start[1] + end[1]) / 2 - 7 });
}

/** @param {string} [label] */
function words(label = "") {
  const text = svg("text", { "text-anchor": "middle" });
  text.textContent = label;
  return text;
}

/** @param {Element} element @param {Record<string, number>} numbers */
function set(element, numbers) {
  for (const [name, value] of Object.entries(numbers)) element.setAttribute(name, value.toFixed(1));
}

/** @param {string} tag @param {Record<string, string|number>} attributes */
function svg(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
