/** How a picture is drawn: a quad that faces the viewer, its frame and, where it is selected, a ring around that. */

export const VERTEX = `#version 300 es
precision highp float;
in vec3 origin;
in vec3 place;
in vec2 size;
in vec4 rect;
in vec3 frame;
in vec2 style;
uniform mat4 matrix;
uniform vec3 target;
uniform vec2 viewport;
uniform float progress;
uniform float distance;
uniform float deep;
uniform float ratio;
out vec2 local;
out vec2 reach;
flat out vec2 inner;
flat out vec4 part;
flat out vec3 colour;
flat out vec2 how;
void main() {
  vec4 p = matrix * vec4(mix(origin, place, progress) - target, 1.0);
  float nearness = deep > 0.0 ? clamp(distance / p.w, 0.5, 2.0) : 1.0;
  inner = size * nearness * ratio;
  reach = inner + (2.0 + style.y * 2.0 + 2.0) * ratio;
  local = (vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0) * reach;
  p.xy += local / viewport * 2.0 * p.w;
  gl_Position = p.w < 0.001 ? vec4(2.0, 2.0, 2.0, 1.0) : p;
  part = rect;
  colour = frame;
  how = style;
}`;

export const FRAGMENT = `#version 300 es
precision highp float;
in vec2 local;
in vec2 reach;
flat in vec2 inner;
flat in vec4 part;
flat in vec3 colour;
flat in vec2 how;
uniform sampler2D pictures;
uniform vec2 texel;
uniform vec3 ink;
uniform vec3 background;
uniform float ratio;
out vec4 result;
void main() {
  float frame = 2.0 * ratio;
  float ring = how.y * 2.0 * ratio;
  float round = 3.0 * ratio;
  vec2 q = abs(local) - inner - frame + round;
  float away = length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - round;
  vec2 inside = abs(local) - inner;
  float edge = max(inside.x, inside.y);
  vec2 at = clamp(vec2(local.x, -local.y) / inner * 0.5 + 0.5, 0.0, 1.0);
  vec2 uv = clamp(part.xy + part.zw * at, part.xy + texel * 0.5, part.xy + part.zw - texel * 0.5);
  vec3 mixed = mix(texture(pictures, uv).rgb, colour, clamp(edge + 0.5, 0.0, 1.0));
  mixed = mix(mixed, how.y > 0.0 ? ink : background, clamp(away + 0.5, 0.0, 1.0));
  float halo = how.y > 0.0 ? 1.0 : 0.7;
  float cover = clamp(away + 0.5, 0.0, 1.0);
  float outside = clamp((how.y > 0.0 ? ring : ratio) + 0.5 - away, 0.0, 1.0);
  float alpha = outside * mix(1.0, halo, cover);
  mixed = mix(background, mixed, how.x); // faded, it still hides the points beneath
  result = vec4(mixed * alpha, alpha);
}`;

/** Of one picture: each name and how many numbers it has. */
export const ATTRIBUTES = [["origin", 3], ["place", 3], ["size", 2], ["rect", 4], ["frame", 3], ["style", 2]];
export const PARTS = ATTRIBUTES.reduce((sum, [, parts]) => sum + parts, 0);
