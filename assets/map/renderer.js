/** The WebGL2 context and its frames: drawn only when something asks, rebuilt when the context was lost. */

import { contextOf } from "./gl.js";

/** A frame of a movement should take no longer, in milliseconds; else fewer points are drawn while things move. */
const SLOW = 30;
/** After so long without movement everything is drawn again. */
const REST = 140;
/** How many points a first frame draws, before anything is known of the machine: all, where that is about as soon. */
const FIRST = 50_000;
const AT_ONCE = 120_000;
/** The fewest of the points that a movement draws. */
const LEAST_SHARE = 0.02;

export class Renderer {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Array<{attach: (gl: WebGL2RenderingContext) => void}>} layers
   * @param {{update: (now: number) => boolean, paint: (share: number) => void, rest: () => void,
   *   lost: () => void}} hooks
   */
  constructor(canvas, layers, hooks) {
    this.canvas = canvas;
    this.layers = layers;
    this.hooks = hooks;
    this.share = 1;
    this.most = 0;
    this.whole = 0;
    this.frames = 0;
    this.gl = contextOf(canvas);
    this.#begin();
    canvas.addEventListener("webglcontextlost", (event) => { event.preventDefault(); hooks.lost(); });
    canvas.addEventListener("webglcontextrestored", () => { this.#begin(); this.invalidate(); });
  }

  #asked = 0;
  #waiting = 0;
  #dirty = false;
  /** A frame is being drawn, and another is wanted. */
  #busy = false;
  #again = false;
  #partial = false;

  #begin() {
    const { gl } = this;
    for (const layer of this.layers) layer.attach(gl);
    gl.disable(gl.DEPTH_TEST);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** How many points there are. @param {number} count */
  expect(count) {
    this.most = count;
    this.whole = 0;
    this.share = count <= AT_ONCE ? 1 : FIRST / count;
  }

  /** Ask for a frame. @param {boolean} points whether the points too must be drawn, or only what lies over them */
  invalidate(points = true) {
    this.#dirty ||= points;
    this.#again ||= this.#busy;
    if (!this.#busy) this.#asked ||= requestAnimationFrame((now) => this.#frame(now));
  }

  /** @param {number} now */
  #frame(now) {
    this.#asked = 0;
    const moving = this.hooks.update(now);
    const unfinished = this.#partial && !moving; // whatever asked for this frame, it ends a movement that drew only some points
    const draw = (this.#dirty || unfinished) && !this.gl.isContextLost();
    const share = moving ? this.share : 1;
    if (draw) this.#clear(share);
    this.hooks.paint(draw ? share : 0);
    if (draw && this.most > FIRST / 2) this.#time(moving);
    clearTimeout(this.#waiting);
    if (moving) this.#waiting = setTimeout(() => this.invalidate(this.#partial), REST);
    else if (!this.gl.isContextLost()) this.hooks.rest();
  }

  /** @param {number} share */
  #clear(share) {
    const { gl, canvas } = this;
    this.#dirty = false;
    this.#partial = share < 1;
    this.frames++;
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  /** Wait until the frame is really drawn, so that frames never queue up. @param {boolean} moving */
  #time(moving) {
    const { gl } = this;
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    const begun = performance.now();
    this.#busy = true;
    gl.flush();
    const look = () => {
      const lost = gl.isContextLost() || !fence;
      if (!lost && gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED) return setTimeout(look, 3);
      gl.deleteSync(fence);
      this.#busy = false;
      const took = performance.now() - begun;
      if (moving && !lost) this.#pace(took);
      else this.whole = took;
      if (this.#dirty || this.#again) this.invalidate(this.#dirty);
      this.#again = false;
      return undefined;
    };
    setTimeout(look, 3);
  }

  /**
   * Draw as many points as keep the movement smooth. A frame has a cost of its own, which drawing fewer does not lower:
   * what the points cost is told by how much longer a whole frame takes.
   * @param {number} took from asking for a frame to having it
   */
  #pace(took) {
    const known = this.share < 0.9 && this.whole > took;
    const cost = known ? (this.whole - took) / (1 - this.share) : took / this.share;
    const wanted = Math.min(1, Math.max(LEAST_SHARE, SLOW / Math.max(cost, 1)));
    this.share += (wanted - this.share) / 2;
  }
}
