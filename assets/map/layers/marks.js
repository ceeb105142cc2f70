/** Rings and discs over a few points: how near a neighbour is, and which of those on the map is none. */

import { compile, upload } from "../gl.js";

const VERTEX = `#version 300 es
precision highp float;
in vec3 place;
in vec3 colour;
in float filled;
uniform mat4 matrix;
uniform vec3 target;
uniform float distance;
uniform float size;
uniform float ring;
flat out vec3 tint;
flat out float radius;
flat out float inner;
void main() {
  gl_Position = matrix * vec4(place - target, 1.0);
  float nearness = clamp(distance / gl_Position.w, 0.2, 4.0);
  gl_PointSize = size * nearness + 1.0 + (filled > 0.5 ? 0.0 : 2.0 * ring + 2.0);
  radius = gl_PointSize * 0.5;
  inner = filled > 0.5 ? -1.0 : radius - ring - 0.5;
  tint = colour;
}`;

const FRAGMENT = `#version 300 es
precision highp float;
flat in vec3 tint;
flat in float radius;
flat in float inner;
out vec4 result;
void main() {
  float r = length(gl_PointCoord * 2.0 - 1.0) * radius;
  float alpha = clamp(radius - r, 0.0, 1.0) * clamp(r - inner + 0.5, 0.0, 1.0);
  result = vec4(tint * alpha, alpha);
}`;

const PARTS = 7;
/** How wide a ring is, in pixels. */
export const RING = 1.6;

/** @param {number} size of a point @returns {number} of a disc that stands for one */
export const discOf = (size) => Math.max(size * 1.15, 6);

export class Marks {
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

  /** A first look has no marks, and need not wait for their program. */
  #compile() {
    this.shader = compile(this.gl, VERTEX, FRAGMENT);
    this.locations = ["place", "colour", "filled"].map((name) => this.gl.getAttribLocation(this.shader.program, name));
  }

  /** @param {Array<{position: number[], colour: number[], filled: boolean}>} marks colours from 0 to 255 */
  set(marks) {
    this.count = marks.length;
    this.data = new Float32Array(marks.flatMap(({ position, colour, filled }) => [...position, ...colour.map((part) => part / 255), Number(filled)]));
    this.changed = true;
  }

  /** @param {import("./points.js").Frame} frame */
  draw({ camera, ratio, look }) {
    if (!this.count) return;
    if (!this.shader) this.#compile();
    const { gl, shader: { program, uniforms } } = this;
    if (this.changed) this.buffer = upload(gl, this.buffer, this.data);
    this.changed = false;
    gl.useProgram(program);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    [[3, 0], [3, 12], [1, 24]].forEach(([parts, offset], at) => {
      gl.enableVertexAttribArray(this.locations[at]);
      gl.vertexAttribPointer(this.locations[at], parts, gl.FLOAT, false, PARTS * 4, offset);
    });
    gl.uniformMatrix4fv(uniforms.matrix, false, camera.matrix);
    gl.uniform3fv(uniforms.target, camera.target);
    gl.uniform1f(uniforms.distance, camera.distance);
    gl.uniform1f(uniforms.size, discOf(look.size) * ratio);
    gl.uniform1f(uniforms.ring, RING * ratio);
    gl.drawArrays(gl.POINTS, 0, this.count);
  }
}
