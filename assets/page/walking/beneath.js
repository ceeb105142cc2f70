/** The decoded plane under the points: a grid of pictures that pans, zooms and turns with the map; nearer, a finer one. */

import { make } from "../../map/surface.js";
import { written } from "./decoder.js";

/** Pictures along each side of the whole plane, and the most of a part of it. */
const STEPS = 20;
const MOST = 40;
/** Wider pictures than this on the screen, in pixels, are parted. */
const WIDEST = 84;

/** @typedef {{low: [number, number], side: number, steps: number}} Square of the plane: its lowest corner, its side, and pictures along it */

export class Beneath {
  /** @param {HTMLElement} element the map */
  constructor(element) {
    this.element = element;
    /** @type {Array<{image: HTMLImageElement, square: Square|null}>} the whole plane, and the part that is looked at */
    this.sheets = ["whole", "part"].map((name) => {
      const image = make("img", `latent-beneath latent-${name}`, { alt: "", "aria-hidden": "true", "data-beneath": "", draggable: "false", hidden: "" });
      return { image, square: null };
    });
    element.prepend(...this.sheets.map(({ image }) => image));
    this.model = null;
  }

  /**
   * @param {{space: string, weights: string, axes: number[], latent: number, place: number[], grey: boolean}|null} model null for nothing beneath
   * @param {ReturnType<import("../../map/plane.js").planeOf>} plane
   */
  show(model, plane) {
    this.model = model;
    this.plane = plane;
    this.element.classList.toggle("latent-under", Boolean(model));
    for (const sheet of this.sheets) {
      sheet.image.classList.toggle("latent-grey", Boolean(model?.grey));
      if (!model) Object.assign(sheet.image, { hidden: true });
      if (!model) sheet.square = null;
    }
    this.rest();
  }

  /** Nothing moves: show what is looked at as finely as it is seen. */
  rest() {
    const frame = this.model && this.plane?.frame;
    if (!frame) return;
    const [wide, high] = this.plane.size;
    const corners = [[0, 0], [wide, 0], [0, high], [wide, high]].map((pixel) => this.plane.at(...pixel));
    const whole = wholeOf(frame);
    this.#put(this.sheets[0], whole);
    this.#put(this.sheets[1], finer(whole, corners, this.#scale(frame)));
    this.follow();
  }

  /** @param {{centre: number[], half: number}} frame @returns {number} pixels per unit of the plane */
  #scale({ centre, half }) {
    const [[x, y], [right, up]] = [0, half].map((away) => this.plane.spot([centre[0] + away, centre[1]]));
    return Math.hypot(right - x, up - y) / half;
  }

  /** @param {{image: HTMLImageElement, square: Square|null}} sheet @param {Square|null} square */
  #put(sheet, square) {
    const { image } = sheet;
    const source = square && addressOf(this.model, square);
    if (source === (image.getAttribute("src") || null) && Boolean(square) === !image.hidden) return;
    sheet.square = null;
    image.hidden = true;
    if (!square) return;
    image.onload = () => {
      if (image.getAttribute("src") !== source || !this.model) return;
      Object.assign(sheet, { square });
      image.hidden = false;
      this.follow();
    };
    if (image.getAttribute("src") === source && image.complete) image.onload();
    else image.src = source;
  }

  /** Put the pictures where the camera has them. */
  follow() {
    for (const { image, square } of this.sheets) if (square) this.#lay(image, square);
  }

  /** @param {HTMLImageElement} image @param {Square} square */
  #lay(image, { low: [x, y], side }) {
    const corners = [[x, y + side], [x + side, y + side], [x, y]].map((place) => this.plane.spot(place));
    if (corners.includes(null)) return;
    const [top, right, bottom] = corners;
    const each = image.naturalWidth || 1;
    const along = [right, bottom].flatMap((corner) => corner.map((pixel, axis) => (pixel - top[axis]) / each));
    image.style.transform = `matrix(${[...along, ...top].join(",")})`;
  }
}

/** @param {{centre: number[], half: number}} frame @returns {Square} all of the map */
export const wholeOf = ({ centre, half }) => ({ low: [centre[0] - half, centre[1] - half], side: 2 * half, steps: STEPS });

/**
 * The part of the plane that is looked at, in pictures half or a quarter … as wide as those of the whole; each lies where
 * one of the finer grid of the whole plane would, so that nothing jumps when the map is moved.
 * @param {Square} whole @param {number[][]} corners of the screen, on the plane @param {number} scale pixels per unit
 * @returns {Square|null} null where the whole is fine enough
 */
export function finer(whole, corners, scale) {
  const halvings = Math.ceil(Math.log2((whole.side / whole.steps) * scale / WIDEST));
  if (halvings < 1) return null;
  const cell = whole.side / whole.steps / 2 ** halvings;
  const count = whole.steps * 2 ** halvings;
  const bounds = [0, 1].map((axis) => {
    const seen = corners.map((corner) => (corner[axis] - whole.low[axis]) / cell);
    const inside = (value) => Math.min(count, Math.max(0, value));
    return [inside(Math.floor(Math.min(...seen))), inside(Math.ceil(Math.max(...seen)))];
  });
  const steps = Math.max(...bounds.map(([from, to]) => to - from));
  if (bounds.some(([from, to]) => to <= from)) return null;
  const kept = Math.min(MOST, Math.max(2, steps));
  const low = bounds.map(([from, to], axis) => whole.low[axis] + cell * Math.min(Math.max(0, Math.floor((from + to - kept) / 2)), count - kept));
  return { low: [low[0], low[1]], side: kept * cell, steps: kept };
}

/** @param {{space: string, weights: string, axes: number[], latent: number, place: number[]}} model @param {Square} square @returns {string} */
export function addressOf({ space, weights, axes, latent, place }, { low, side, steps }) {
  const cell = side / steps;
  const [first, last] = [low.map((value) => value + cell / 2), low.map((value) => value + side - cell / 2)];
  const others = latent > 2 ? `&z=${written(place)}` : "";
  return `/api/spaces/${space}/manifold?low=${written(first)}&high=${written(last)}&steps=${steps}&axes=${axes.join(",")}${others}&weights=${weights}`;
}
