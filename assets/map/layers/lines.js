/** Hairlines from one item to others, fading with distance: two triangles each, smooth at any pixel density. */

import { compile, upload } from "../gl.js";

const VERTEX = `#version 300 es
precision highp float;
in vec3 start;
in vec3 end;
in float strength;
in vec4 tint;
uniform mat4 matrix;
uniform vec3 target;
uniform vec2 viewport;
uniform float width;
out float side;
out float opacity;
flat out vec4 colour;
void main() {
  vec4 a = matrix * vec4(start - target, 1.0);
  vec4 b = matrix * vec4(end - target, 1.0);
  bool second = gl_VertexID >= 2;
  vec2 along = normalize((b.xy / b.w - a.xy / a.w) * viewport + vec2(1e-6, 0.0));
  side = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
  vec4 p = second ? b : a;
  p.xy += vec2(-along.y, along.x) * side * (width * 0.5 + 1.0) / viewport * p.w * 2.0;
  gl_Position = a.w < 0.001 || b.w < 0.001 ? vec4(2.0, 2.0, 2.0, 1.0) : p;
  opacity = strength;
  colour = tint;
}`;

const FRAGMENT = `#version 300 es
precision highp float;
in float side;
in float opacity;
flat in vec4 colour;
uniform vec3 ink;
uniform float width;
out vec4 result;
void main() {
  float away = abs(side) * (width * 0.5 + 1.0);
  float alpha = opacity * clamp(width * 0.5 + 0.5 - away, 0.0, 1.0);
  result = vec4(mix(ink, colour.rgb, colour.a) * alpha, alpha);
}`;

/** Numbers of each line: where it starts, where it ends, how strong it is, and its colour with how much of it. */
export const PARTS = 11;
/** The colour of the text. */
const INK = [0, 0, 0, 0];

export class Lines {
  constructor() {
    this.count = 0;
    this.data = new Float32Array(0);
    this.changed = false;
  }

  /** @param {WebGL2RenderingContext} gl */
  attach(gl) {
    this.gl = gl;
    this.buffer = this.shader = null;
    this.changed = true;
  }

  /** A first look has no lines, and need not wait for their program. */
  #compile() {
    this.shader = compile(this.gl, VERTEX, FRAGMENT);
    this.locations = ["start", "end", "strength", "tint"].map((name) => this.gl.getAttribLocation(this.shader.program, name));
  }

  /**
   * @param {number[]} start @param {number[][]} ends @param {number[]} strengths opacity of each line
   * @param {number[][]} [colours] of each line, parts from 0 to 255; that of the text where there is none
   */
  set(start, ends, strengths, colours = []) {
    const tint = (place) => (colours[place] ? [...colours[place].map((part) => part / 255), 1] : INK);
    this.#put(ends.map((end, place) => [...start, ...end, strengths[place], ...tint(place)]));
  }

  /** @param {number[][]} pieces three numbers for each end, and the opacity */
  pieces(pieces) { this.#put(pieces.map((piece) => [...piece, ...INK])); }

  /** @param {number[][]} lines */
  #put(lines) {
    this.count = lines.length;
    this.data = new Float32Array(lines.length * PARTS);
    lines.forEach((line, place) => this.data.set(line, place * PARTS));
    this.changed = true;
  }

  /** @param {import("./points.js").Frame} frame */
  draw({ camera, ratio, colours }) {
    if (!this.count) return;
    if (!this.shader) this.#compile();
    const { gl, shader: { program, uniforms } } = this;
    if (this.changed) this.buffer = upload(gl, this.buffer, this.data);
    this.changed = false;
    gl.useProgram(program);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    [[3, 0], [3, 12], [1, 24], [4, 28]].forEach(([parts, offset], place) => {
      gl.enableVertexAttribArray(this.locations[place]);
      gl.vertexAttribPointer(this.locations[place], parts, gl.FLOAT, false, PARTS * 4, offset);
      gl.vertexAttribDivisor(this.locations[place], 1);
    });
    gl.uniformMatrix4fv(uniforms.matrix, false, camera.matrix);
    gl.uniform3fv(uniforms.target, camera.target);
    gl.uniform2f(uniforms.viewport, camera.width * ratio, camera.height * ratio);
    gl.uniform1f(uniforms.width, 1.1 * ratio);
    gl.uniform3fv(uniforms.ink, colours.ink);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.count);
    for (const location of this.locations) gl.vertexAttribDivisor(location, 0);
  }
}
