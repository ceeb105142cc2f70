/** The WebGL2 context and its frames: drawn only when something asks, rebuilt when the context was lost. */

/** Above this many milliseconds a frame, fewer points are drawn while things move. */
const SLOW = 34;
/** After so long without movement everything is drawn again. */
const REST = 140;

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
    this.frames = 0;
    this.gl = canvas.getContext("webgl2", { antialias: false, alpha: true, depth: false, powerPreference: "high-performance" });
    if (!this.gl) throw new Error("no WebGL2");
    this.#begin();
    canvas.addEventListener("webglcontextlost", (event) => { event.preventDefault(); hooks.lost(); });
    canvas.addEventListener("webglcontextrestored", () => { this.#begin(); this.invalidate(); });
  }

  #asked = 0;
  #dirty = false;
  #since = 0;
  #waiting = 0;
  #partial = false;

  #begin() {
    const { gl } = this;
    for (const layer of this.layers) layer.attach(gl);
    gl.disable(gl.DEPTH_TEST);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** Ask for a frame. @param {boolean} points whether the points too must be drawn, or only what lies over them */
  invalidate(points = true) {
    this.#dirty ||= points;
    if (!this.#asked) this.#since = performance.now();
    this.#asked ||= requestAnimationFrame((now) => this.#frame(now));
  }

  /** @param {number} now */
  #frame(now) {
    this.#asked = 0;
    const moving = this.hooks.update(now);
    const draw = this.#dirty && !this.gl.isContextLost();
    if (moving && draw) this.#pace(now - this.#since);
    const share = moving ? this.share : 1;
    if (draw) {
      this.#dirty = false;
      this.#partial = share < 1;
      this.frames++;
      const { gl } = this;
      gl.viewport(0, 0, this.canvas.width, this.canvas.height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
    }
    this.hooks.paint(draw ? share : 0);
    clearTimeout(this.#waiting);
    if (moving) this.#waiting = setTimeout(() => this.#settle(), REST);
    else if (!this.gl.isContextLost()) this.hooks.rest();
  }

  #settle() {
    if (this.#partial) this.invalidate();
    else this.invalidate(false);
  }

  /** Draw as many points as keep the movement smooth. @param {number} took from asking for a frame to getting it */
  #pace(took) {
    if (took > SLOW) this.share = Math.max(0.03, this.share * Math.max(0.5, SLOW / took));
    else if (took < SLOW * 0.6) this.share = Math.min(1, this.share * 1.1);
  }
}
