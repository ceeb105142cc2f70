/** Pictures where there is room for them: framed in their category's colour, coarse ones until the finer have arrived. */

import { LEAST, chosen, shownSide } from "../picture_choice.js";
import { compile } from "../gl.js";
import { ATTRIBUTES, FRAGMENT, PARTS, VERTEX } from "./pictures_shader.js";
import { Textures } from "../textures.js";

/** The sprite of an item that has none. */
export const NONE = 0xffffffff;

/**
 * @typedef {Object} PictureSource
 * @property {string} key of all of it @property {number} side of a cell @property {number} columns of a page
 * @property {number} each cells a page has @property {string[]} pages addresses
 * @property {string} [tiles] what the number of a cell is appended to, for a finer picture
 * @property {Uint32Array} cells for each item its cell, and the width and height of its sprite
 */

export class Pictures {
  constructor() {
    this.textures = new Textures();
    /** @type {import("../scene.js").Scene|null} */
    this.scene = null;
    this.origin = null;
    this.meant = [];
    this.selected = [];
    /** @type {Map<number, number[]>} */
    this.wrong = new Map();
    this.strong = new Set();
    this.ringed = new Set();
    /** What the last frame showed. @type {import("../picture_choice.js").Shown[]} */
    this.shown = [];
    /** The longer side of a picture at this zoom, in pixels. */
    this.side = 0;
  }

  /** @param {WebGL2RenderingContext} gl */
  attach(gl) {
    this.gl = gl;
    this.textures.attach(gl);
    this.shader = null;
  }

  /** A map without pictures does not wait for their program. */
  #compile() {
    const { gl } = this;
    this.shader = compile(gl, VERTEX, FRAGMENT);
    this.buffer = gl.createBuffer();
    this.array = gl.createVertexArray();
    this.locations = ATTRIBUTES.map(([name]) => gl.getAttribLocation(this.shader.program, name));
  }

  /** @returns {PictureSource|null} */
  get source() { return this.scene?.pictures ?? null; }

  /** @param {import("../scene.js").Scene} scene @param {Float32Array|null} origin where the points come from */
  setScene(scene, origin) {
    if (scene.pictures?.key !== this.source?.key) this.textures.forget();
    if (!origin || !scene.pictures) this.shown = [];
    this.scene = scene;
    this.origin = origin;
    this.placement = null;
  }

  /**
   * @param {import("../selection.js").Selection|import("../confession.js").Confession} selection
   * @param {Map<number, number[]>} [wrong] the colour of those that the map has wrong
   */
  setSelection({ focus, named, items, emphasised }, wrong = new Map()) {
    this.wrong = wrong;
    const those = (some) => [...new Set(some)].filter((item) => item !== null && this.has(item));
    this.meant = those([focus, ...named.slice(0, 60)]);
    this.selected = those(items.slice(0, 30));
    const framed = (some) => new Set(this.source ? some : []); // half a million selected points need no set where none has a picture
    this.strong = framed(emphasised);
    this.ringed = framed(focus === null ? items : [focus, ...items]);
  }

  /** Whether the pictures fill the map, so that a category's name would lie over some picture of another. */
  get tell() { return Boolean(this.source) && this.side >= LEAST; }

  /** @param {number} item @returns {boolean} whether there is a picture of it */
  has(item) { return Boolean(this.source) && (this.source.cells[3 * item] ?? NONE) !== NONE; }

  /** @param {number} item @returns {[number, number]} the size of its sprite; the longer side is the cell's but for small pictures */
  sprite(item) { return [this.source.cells[3 * item + 1], this.source.cells[3 * item + 2]]; }

  /** Decide what this frame shows. @param {import("./points.js").Frame} frame @param {Uint8Array|null} visible */
  choose(frame, visible) {
    if (!this.source) return;
    this.textures.begin();
    const flies = frame.progress < 1 && this.origin;
    if (!flies) this.shown = chosen(this, frame, visible);
    this.side = shownSide(this, frame);
    this.ratio = frame.ratio;
  }

  /** @param {number} x @param {number} y pixels @param {import("../camera.js").Camera} camera @returns {number|null} the item whose picture is there */
  at(x, y, camera) {
    for (let place = this.shown.length - 1; place >= 0; place--) {
      const [left, top, wide, high] = this.boxOf(this.shown[place], camera);
      if (x >= left && y >= top && x <= left + wide && y <= top + high) return this.shown[place].item;
    }
    return null;
  }

  /** @param {number} item @param {import("../camera.js").Camera} camera @returns {number[]|null} left, top, width and height of its picture, frame included */
  box(item, camera) {
    const one = this.shown.find((shown) => shown.item === item);
    return one ? this.boxOf(one, camera) : null;
  }

  /** @param {import("../picture_choice.js").Shown} one @param {import("../camera.js").Camera} camera */
  boxOf({ item, wide, high }, camera) {
    const { positions, dimensions } = this.scene;
    const [x, y, depth] = camera.project([0, 1, 2].map((axis) => (axis < dimensions ? positions[item * dimensions + axis] : 0)));
    const nearness = dimensions === 3 ? Math.min(2, Math.max(0.5, camera.distance / depth)) : 1;
    const [w, h] = [wide * nearness + 4, high * nearness + 4];
    return [x - w / 2, y - h / 2, w, h];
  }

  /**
   * Draw those that are emphasised or selected, or the others.
   * @param {import("./points.js").Frame} frame @param {boolean} over whether the emphasised ones
   * @param {(item: number) => number[]} colourOf each part from 0 to 255
   */
  draw(frame, over, colourOf) {
    if (!this.shown.length || !this.source) return;
    /** @type {Map<import("../textures.js").Held, number[]>} */
    const groups = new Map();
    for (const one of this.shown) {
      if ((this.strong.has(one.item) || this.ringed.has(one.item)) !== over) continue;
      const found = this.#texture(one, frame);
      if (!found) continue;
      const row = this.#row(one, found.rect, this.wrong.get(one.item) ?? colourOf(one.item), over ? 1 : frame.fade);
      if (groups.has(found.held)) groups.get(found.held).push(...row);
      else groups.set(found.held, row);
    }
    if (groups.size) this.#pass(frame, groups);
    this.textures.fetch();
  }

  /** The finest texture that is here, and the part of it that is the picture. */
  #texture({ item, wide, high }, { ratio }) {
    const { side, columns, each, pages, tiles, cells } = this.source;
    const cell = cells[3 * item];
    const sprite = this.sprite(item);
    const fine = tiles && Math.max(...sprite) === side && Math.max(wide, high) * ratio > side;
    const tile = fine ? this.textures.get(tiles + cell) : null;
    if (tile) return { held: tile, rect: [0, 0, 1, 1] };
    const page = this.textures.get(pages[Math.floor(cell / each)]);
    if (!page) return null;
    const place = cell % each;
    const [x, y] = [(place % columns) * side, Math.floor(place / columns) * side];
    return { held: page, rect: [x / page.wide, y / page.high, sprite[0] / page.wide, sprite[1] / page.high] };
  }

  /** @returns {number[]} the attributes of one picture */
  #row({ item, wide, high }, rect, colour, alpha) {
    const { positions, dimensions } = this.scene;
    const place = [0, 1, 2].map((axis) => (axis < dimensions ? positions[item * dimensions + axis] : 0));
    const from = this.origin ? this.origin.subarray(3 * item, 3 * item + 3) : place;
    return [...from, ...place, wide / 2, high / 2, ...rect, ...colour.map((part) => part / 255), alpha, Number(this.ringed.has(item))];
  }

  /** @param {import("./points.js").Frame} frame @param {Map<import("../textures.js").Held, number[]>} groups */
  #pass(frame, groups) {
    if (!this.shader) this.#compile();
    const { gl } = this;
    const { uniforms } = this.shader;
    gl.useProgram(this.shader.program);
    gl.bindVertexArray(this.array);
    this.#uniforms(frame);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([...groups.values()].flat()), gl.STREAM_DRAW);
    let start = 0;
    for (const [held, rows] of groups) {
      this.#point(start);
      gl.bindTexture(gl.TEXTURE_2D, held.texture);
      gl.uniform2f(uniforms.texel, 1 / held.wide, 1 / held.high);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, rows.length / PARTS);
      start += rows.length;
    }
    gl.bindVertexArray(null);
  }

  /** @param {number} start of the rows, in numbers */
  #point(start) {
    const { gl } = this;
    let offset = start;
    ATTRIBUTES.forEach(([, parts], place) => {
      gl.enableVertexAttribArray(this.locations[place]);
      gl.vertexAttribPointer(this.locations[place], parts, gl.FLOAT, false, PARTS * 4, offset * 4);
      gl.vertexAttribDivisor(this.locations[place], 1);
      offset += parts;
    });
  }

  /** @param {import("./points.js").Frame} frame */
  #uniforms({ camera, ratio, progress, colours }) {
    const { gl, shader: { uniforms } } = this;
    gl.activeTexture(gl.TEXTURE0);
    gl.uniform1i(uniforms.pictures, 0);
    gl.uniformMatrix4fv(uniforms.matrix, false, camera.matrix);
    gl.uniform3fv(uniforms.target, camera.target);
    gl.uniform2f(uniforms.viewport, camera.width * ratio, camera.height * ratio);
    gl.uniform1f(uniforms.progress, this.origin ? progress : 1);
    gl.uniform1f(uniforms.distance, camera.distance);
    gl.uniform1f(uniforms.deep, this.scene.dimensions === 3 ? 1 : 0);
    gl.uniform1f(uniforms.ratio, ratio);
    gl.uniform3fv(uniforms.ink, colours.ink);
    gl.uniform3fv(uniforms.background, colours.background);
  }

  /** What tests and the curious may ask. @param {import("../camera.js").Camera} camera */
  report(camera) {
    const { shown, side } = this;
    const loaded = shown.filter((one) => this.#texture(one, { ratio: this.ratio })).length;
    return { shown: shown.map((one) => ({ item: one.item, box: this.boxOf(one, camera) })), loaded, side, wanted: this.textures.wanted.size + this.textures.loading.size };
  }
}
