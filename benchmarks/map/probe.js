/**
 * A stopwatch for any page that draws by WebGL, from outside it. A frame counts as drawn when the browser has laid it
 * out and every command of it has run: a pixel read back waits for that, where a flush or a promise does not.
 * Loaded before the page makes a context. `window.probe` is what the benchmark asks.
 */

/** Contexts that have drawn, and the vertices in their draw calls, since the last look. */
const drawn = new Set();
let vertices = 0;
/** Bytes in each GPU buffer. @type {Map<WebGLBuffer, number>} */
const bytes = new Map();
const bound = new WeakMap();

/** @param {Object} prototype @param {string} name @param {(context: Object, given: any[]) => void} look */
function watch(prototype, name, look) {
  const call = prototype[name];
  if (call) prototype[name] = function (...given) { look(this, given); return call.apply(this, given); };
}

for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext]) {
  for (const [name, count, copies] of [["drawArrays", 2], ["drawElements", 1], ["drawArraysInstanced", 2, 3], ["drawElementsInstanced", 1, 4]]) {
    watch(prototype, name, (gl, given) => { drawn.add(gl); vertices += given[count] * (copies ? given[copies] : 1); });
  }
  watch(prototype, "bindBuffer", (gl, [target, buffer]) => {
    if (!bound.has(gl)) bound.set(gl, {});
    bound.get(gl)[target] = buffer;
  });
  watch(prototype, "bufferData", (gl, [target, data]) => bytes.set(bound.get(gl)[target], data?.byteLength ?? data));
  watch(prototype, "deleteBuffer", (gl, [buffer]) => bytes.delete(buffer));
}

/** @returns {Promise<void>} after the page's next frame: its callbacks, its style, its layout */
const nextFrame = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); resolve(); };
  requestAnimationFrame(() => port2.postMessage(null));
});

/** Wait for the GPU. @returns {number} how many vertices it has drawn */
function finish() {
  for (const gl of drawn) {
    const frame = gl.getParameter(gl.FRAMEBUFFER_BINDING);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
  }
  const seen = vertices;
  drawn.clear();
  vertices = 0;
  return seen;
}

/** @param {number} least vertices @returns {Promise<{at: number, vertices: number}|null>} the next frame with so many */
async function frame(least) {
  for (const begun = performance.now(); performance.now() - begun < 60_000;) {
    await nextFrame();
    const seen = drawn.size ? finish() : 0;
    if (seen >= least) return { at: performance.now(), vertices: seen };
  }
  return null;
}

/** Values that one side puts in and the other awaits, in order. */
class Queue {
  #values = [];
  #wants = [];

  put(value) { this.#wants.length ? this.#wants.shift()(value) : this.#values.push(value); }

  clear() { this.#values = []; }

  /** @param {number} patience in milliseconds @returns {Promise<any>} null when nothing came */
  take(patience) {
    if (this.#values.length) return Promise.resolve(this.#values.shift());
    return new Promise((resolve) => {
      this.#wants.push(resolve);
      setTimeout(() => {
        this.#wants = this.#wants.filter((want) => want !== resolve);
        resolve(null);
      }, patience);
    });
  }
}

const [frames, hits, choices] = [new Queue(), new Queue(), new Queue()];
let [moved, released, following, least] = [0, 0, false, 1];

for (const name of ["pointermove", "wheel"]) addEventListener(name, async () => {
  moved = performance.now();
  if (!following) return;
  following = false;
  const since = moved;
  drawn.clear();
  vertices = 0;
  const seen = await frame(least);
  frames.put(seen && { ms: seen.at - since, vertices: seen.vertices });
}, true);
addEventListener("pointerup", () => { released = performance.now(); }, true);

window.probe = {
  /** The page knows what is under the pointer. */
  hit() { hits.put(performance.now() - moved); },

  /** The lasso's points are known. @param {number} count */
  selected(count) { if (count > 1) choices.put({ ms: performance.now() - released, count }); },
  /** @param {number} patience */
  lasso: (patience) => choices.take(patience),

  /** @param {number} vertices that a frame of the points has at least; the next move is followed to its frame */
  follow(vertices) { [least, following] = [vertices, true]; },
  frame: (patience = 60_000) => frames.take(patience),
  forget: () => hits.clear(),
  /** @param {number} patience */
  hover: (patience) => hits.take(patience),

  /** From a drag's end to its last frame, 0 where none followed. @param {number} quiet milliseconds without a frame that tell so */
  async settled(quiet) {
    let last = released;
    for (let seen = performance.now(); performance.now() - seen < quiet;) {
      await nextFrame();
      if (drawn.size && finish() >= least) last = seen = performance.now();
    }
    return last - released;
  },

  /**
   * @param {() => void} work @param {number[]} leasts vertices
   * @returns {Promise<number[]>} when a frame with at least so many was drawn, for each
   */
  async until(work, leasts) {
    finish();
    const begun = performance.now();
    work();
    const found = [];
    for (const wanted of leasts) {
      const seen = found.at(-1)?.vertices >= wanted ? found.at(-1) : await frame(wanted);
      found.push(seen);
    }
    return found.map((seen) => seen && seen.at - begun);
  },

  /**
   * @param {() => void} work that makes the points fly for 600 ms @param {number} wanted vertices of a frame of them
   * @param {number} quiet @returns {Promise<number[]>} how long each frame of the flight took, from the one before
   */
  async flight(work, wanted, quiet) {
    finish();
    const taken = [];
    let last = performance.now();
    work();
    for (let seen = last; performance.now() - seen < quiet || !taken.length;) {
      await nextFrame();
      if (!drawn.size || finish() < wanted) continue;
      seen = performance.now();
      taken.push(seen - last);
      last = seen;
    }
    return taken;
  },

  /** @returns {number} bytes in the GPU's buffers */
  gpu: () => [...bytes.values()].reduce((sum, value) => sum + value, 0),
};
