/** The points: soft-edged discs in a random order of drawing, faded where others are meant, ringed where selected. */

import { compile, upload } from "../gl.js";
import { shuffled } from "../scene.js";

const VERTEX = `#version 300 es
precision highp float;
precision highp int;
in vec3 origin;
in vec3 place;
in uint tone;
uniform mat4 matrix;
uniform vec3 target;
uniform vec3 background;
uniform vec3 missing;
uniform sampler2D palette;
uniform float progress;
uniform float distance;
uniform float size;
uniform float least;
uniform float fog;
flat out vec3 colour;
flat out float radius;
void main() {
  gl_Position = matrix * vec4(mix(origin, place, progress) - target, 1.0);
  float nearness = clamp(distance / gl_Position.w, 0.2, 4.0);
  gl_PointSize = max(size * nearness, least) + 1.0;
  radius = gl_PointSize * 0.5;
  colour = tone == 65535u ? missing : texelFetch(palette, ivec2(int(tone & 255u), int(tone >> 8u)), 0).rgb;
  colour = mix(colour, background, fog * smoothstep(1.25, 0.7, nearness));
}`;

const FRAGMENT = `#version 300 es
precision highp float;
flat in vec3 colour;
flat in float radius;
uniform vec3 background;
uniform vec3 ink;
uniform float alpha;
uniform float ring;
uniform float rim;
out vec4 result;
void main() {
  vec2 q = gl_PointCoord * 2.0 - 1.0;
  float r = length(q) * radius;
  float edge = clamp((radius - r) / min(1.4, radius), 0.0, 1.0);
  if (ring + rim == 0.0) {
    result = vec4(colour, 1.0) * (alpha * edge);
    return;
  }
  float inner = ring > 0.0 ? radius - ring * 2.2 : radius - rim;
  vec3 outside = ring > 0.0 && r > radius - ring * 1.2 ? ink : background;
  float body = clamp(inner - r + 0.5, 0.0, 1.0);
  vec3 mixed = rim > 0.0 || ring > 0.0 ? mix(outside, colour, body) : colour;
  float opaque = alpha * edge * (ring > 0.0 ? 1.0 : mix(rim > 0.0 ? 0.55 : 1.0, 1.0, body));
  result = vec4(mixed * opaque, opaque);
}`;

/**
 * @typedef {Object} Frame what every layer is told about the picture being drawn
 * @property {import("../camera.js").Camera} camera
 * @property {number} ratio device pixels per CSS pixel
 * @property {{size: number, alpha: number}} look
 * @property {number} progress of the points' flight, 1 when they rest
 * @property {number} share of the points to draw while things move
 * @property {number} fade opacity of what is not emphasised
 * @property {number} fog
 * @property {{background: number[], ink: number[], accent: number[]}} colours parts from 0 to 1
 */

export class Points {
  constructor() {
    this.scene = null;
    this.origin = null;
    this.tones = new Uint16Array(0);
    this.palette = { colours: [[0, 0, 0]], missing: [0, 0, 0] };
    this.visible = null;
    this.emphasised = new Uint32Array(0);
    this.selected = new Uint32Array(0);
    this.changed = new Set(["place", "tone", "palette", "order", "emphasised", "selected"]);
  }

  /** @param {WebGL2RenderingContext} gl a new context, or the one that came back */
  attach(gl) {
    this.gl = gl;
    this.buffers = {};
    this.texture = null;
    this.changed = new Set(["place", "tone", "palette", "order", "emphasised", "selected"]);
    this.shader = compile(gl, VERTEX, FRAGMENT);
    this.locations = ["origin", "place", "tone"].map((name) => gl.getAttribLocation(this.shader.program, name));
  }

  /** @param {Record<string, unknown>} values of which those given have changed; what is the same is not sent again */
  set(values) {
    for (const name of Object.keys(values)) if (this[name] !== values[name]) this.changed.add(ORIGINS[name]);
    Object.assign(this, values);
    if ("scene" in values) this.changed.add("order");
  }

  #upload() {
    const { gl, scene, buffers } = this;
    const put = (name, data, kind) => { buffers[name] = upload(gl, buffers[name] ?? null, data, kind); };
    for (const name of this.changed) {
      if (name === "place") {
        put("place", scene.positions);
        if (this.origin) put("origin", this.origin);
      } else if (name === "tone") put("tone", this.tones);
      else if (name === "palette") this.#paint();
      else if (name === "order") put("order", this.#order(), gl.ELEMENT_ARRAY_BUFFER);
      else put(name, this[name], gl.ELEMENT_ARRAY_BUFFER);
    }
    this.changed.clear();
  }

  /** @returns {Uint32Array} the visible points, shuffled */
  #order() {
    const shuffle = shuffled(this.scene.count);
    const order = this.visible ? shuffle.filter((item) => this.visible[item]) : shuffle;
    this.drawn = order.length;
    return order;
  }

  /** Put the palette into a texture. */
  #paint() {
    const { gl, palette: { colours } } = this;
    this.texture ??= gl.createTexture();
    const rows = Math.max(1, Math.ceil(colours.length / 256));
    const texels = new Uint8Array(256 * rows * 4);
    colours.forEach((colour, place) => texels.set([...colour.map(Math.round), 255], place * 4));
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, rows, 0, gl.RGBA, gl.UNSIGNED_BYTE, texels);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  }

  /** Draw every point, faded where some are emphasised. @param {Frame} frame */
  draw(frame) {
    if (!this.scene?.count) return;
    this.#upload();
    this.#bind(frame);
    const { size, alpha } = frame.look;
    const drawn = Math.ceil(this.drawn * frame.share);
    const opacity = Math.min(0.95, alpha / Math.sqrt(frame.share)) * frame.fade;
    this.#pass(frame, this.buffers.order, drawn, { size, alpha: Math.max(opacity, 0.012) });
  }

  /** Draw the emphasised points again, over the lines, and then the selected ones. @param {Frame} frame */
  drawOver(frame) {
    if (!this.scene?.count) return;
    this.#bind({ ...frame, fog: frame.fog * 0.4 });
    const { size, alpha } = frame.look;
    const few = this.emphasised.length < 2000;
    const emphasis = few ? { size: Math.max(size * 1.15, 6), alpha: 0.95 } : { size, alpha: Math.min(0.95, alpha * 1.3) };
    this.#pass(frame, this.buffers.emphasised, this.emphasised.length, emphasis);
    const ring = this.selected.length > 200 ? 1.2 : 1.8;
    this.#pass(frame, this.buffers.selected, this.selected.length, { size: Math.max(size * 1.35, 8) + 2 * ring, alpha: 1, ring });
  }

  /** @param {Frame} frame */
  #bind({ camera, progress, colours, fog }) {
    const { gl, shader: { program, uniforms }, buffers, locations: [origin, place, tone] } = this;
    gl.useProgram(program);
    const flying = progress < 1 && this.origin;
    if (flying) this.#attribute(origin, buffers.origin, 3);
    else gl.disableVertexAttribArray(origin);
    this.#attribute(place, buffers.place, this.scene.dimensions);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffers.tone);
    gl.enableVertexAttribArray(tone);
    gl.vertexAttribIPointer(tone, 1, gl.UNSIGNED_SHORT, 0, 0);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.uniform1i(uniforms.palette, 0);
    gl.uniform3fv(uniforms.missing, this.palette.missing.map((part) => part / 255));
    gl.uniform1f(uniforms.progress, flying ? progress : 1);
    gl.uniform3fv(uniforms.target, camera.target);
    gl.uniformMatrix4fv(uniforms.matrix, false, camera.matrix);
    gl.uniform1f(uniforms.distance, camera.distance);
    gl.uniform3fv(uniforms.background, colours.background);
    gl.uniform3fv(uniforms.ink, colours.ink);
    gl.uniform1f(uniforms.fog, fog);
  }

  /** @param {number} location @param {WebGLBuffer} buffer @param {number} parts */
  #attribute(location, buffer, parts) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, parts, gl.FLOAT, false, 0, 0);
  }

  /**
   * @param {Frame} frame @param {WebGLBuffer} elements @param {number} count
   * @param {{size: number, alpha: number, ring?: number}} style in CSS pixels
   */
  #pass({ ratio }, elements, count, { size, alpha, ring = 0 }) {
    if (!count) return;
    const { gl, shader: { uniforms } } = this;
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, elements);
    gl.uniform1f(uniforms.size, size * ratio);
    gl.uniform1f(uniforms.least, 1.3 * ratio);
    gl.uniform1f(uniforms.alpha, alpha);
    gl.uniform1f(uniforms.ring, ring * ratio);
    gl.uniform1f(uniforms.rim, size > 6 ? 0.9 * ratio : 0);
    gl.drawElements(gl.POINTS, count, gl.UNSIGNED_INT, 0);
  }
}

/** What has to be sent again when a value changes. */
const ORIGINS = {
  scene: "place", origin: "place", tones: "tone", palette: "palette", visible: "order",
  emphasised: "emphasised", selected: "selected",
};
