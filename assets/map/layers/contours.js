/** Lines of equal density beneath the points of a flat map; drawn only where someone asks for them. */

import { contours } from "../density.js";
import { Lines } from "./lines.js";

export class Contours {
  constructor() {
    this.lines = new Lines();
    this.on = false;
    this.stale = true;
  }

  /** @param {WebGL2RenderingContext} gl */
  attach(gl) { this.lines.attach(gl); }

  /** The points, or which of them are visible, have changed. */
  forget() { this.stale = true; }

  /**
   * @param {import("../scene.js").Scene} scene @param {Uint8Array|null} visible
   * @param {import("./points.js").Frame} frame
   */
  draw(scene, visible, frame) {
    if (!this.on || scene.dimensions !== 2) return;
    if (this.stale) this.lines.pieces(pieces(contours(scene, visible)));
    this.stale = false;
    this.lines.draw(frame);
  }
}

/** @param {Array<{level: number, segments: number[]}>} found @returns {number[][]} start, end and strength of each piece */
function pieces(found) {
  return found.flatMap(({ level, segments }) => Array.from({ length: segments.length / 4 }, (_, place) => {
    const [x, y, right, up] = segments.slice(4 * place, 4 * place + 4);
    return [x, y, 0, right, up, 0, 0.22 + 0.4 * level];
  }));
}
