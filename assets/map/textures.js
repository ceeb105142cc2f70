/** Pictures as textures: fetched when a frame first wants them, and given back when others need the room. */

/** Fetched at once. */
const AT_ONCE = 8;
/** A server that did not answer is asked again after so many milliseconds. */
const AGAIN = 5000;
/** Bytes of graphics memory. */
const ROOM = 256 << 20;

/** @typedef {{texture: WebGLTexture, wide: number, high: number, bytes: number}} Held */

export class Textures {
  constructor() {
    /** Told when one has arrived. @type {() => void} */
    this.changed = () => undefined;
    /** In the order of their last use. @type {Map<string, Held>} */
    this.held = new Map();
    /** @type {Set<string>} */
    this.loading = new Set();
    /** @type {Set<string>} */
    this.failed = new Set();
    /** Wanted by the frame that is being drawn, most important first. @type {Set<string>} */
    this.wanted = new Set();
    /** @type {Array<() => void>} */
    this.waiting = [];
    this.bytes = 0;
  }

  /** @param {WebGL2RenderingContext} gl a new context, or the one that came back: what it held is gone */
  attach(gl) {
    this.gl = gl;
    this.held.clear();
    this.failed.clear();
    this.bytes = 0;
  }

  /** A new frame: what only the one before wanted is not fetched any more. */
  begin() { this.wanted.clear(); }

  /** @param {string} address @returns {Held|null} null while it is on its way */
  get(address) {
    const held = this.held.get(address);
    if (!held) {
      if (!this.failed.has(address)) this.wanted.add(address);
      return null;
    }
    this.held.delete(address);
    this.held.set(address, held);
    return held;
  }

  /** The frame is drawn: fetch what it lacked, and nothing that only an earlier one wanted. */
  fetch() {
    for (const address of this.wanted) {
      if (this.loading.size >= AT_ONCE) return;
      this.wanted.delete(address);
      if (!this.loading.has(address) && !this.held.has(address)) this.#load(address);
    }
    if (!this.loading.size) for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** @returns {Promise<void>} once nothing is on its way any more */
  settled() {
    return new Promise((resolve) => { this.waiting.push(resolve); this.fetch(); });
  }

  /** @param {string} address */
  async #load(address) {
    const { gl } = this;
    this.loading.add(address);
    const image = new Image();
    image.src = address;
    try {
      await image.decode();
      if (this.loading.has(address) && gl === this.gl && !gl.isContextLost()) this.#hold(address, image);
    } catch {
      this.failed.add(address);
      setTimeout(() => this.failed.delete(address), AGAIN);
    }
    if (this.loading.delete(address)) this.changed();
    this.fetch();
  }

  /** @param {string} address @param {HTMLImageElement} image */
  #hold(address, image) {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, image);
    const { naturalWidth: wide, naturalHeight: high } = image;
    const page = wide * high > 512 * 512;
    if (!page) gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, page ? gl.LINEAR : gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
    const bytes = wide * high * (page ? 4 : 5.34);
    this.held.set(address, { texture, wide, high, bytes });
    this.bytes += bytes;
    for (const [oldest] of this.held) {
      if (this.bytes <= ROOM || oldest === address) break;
      this.#drop(oldest);
    }
  }

  /** @param {string} address */
  #drop(address) {
    const held = this.held.get(address);
    this.gl.deleteTexture(held.texture);
    this.held.delete(address);
    this.bytes -= held.bytes;
  }

  /** Give everything back. */
  forget() {
    for (const address of [...this.held.keys()]) this.#drop(address);
    this.loading.clear();
    this.failed.clear();
    this.wanted.clear();
  }
}
