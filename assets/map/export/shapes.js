/** The points, lines and rings of the map as SVG shapes, drawn as the shaders draw them. */

import { blend, css } from "../colour.js";
import { PARTS } from "../layers/lines.js";
import { RING, discOf } from "../layers/marks.js";
import { shuffled } from "../scene.js";
import { tag } from "./xml.js";

const FADED = 0.15;
const FOG = 0.5;
const LEAST = 1.3;

/** The points that would be seen: not hidden, and inside the view. @param {import("../map.js").VectorMap} map */
export function seenPoints({ scene, picker, camera }) {
  const { pixels, depths } = picker.seen;
  const { visible } = picker;
  const inside = (i) => {
    const [x, y] = [pixels[2 * i], pixels[2 * i + 1]];
    return x > -8 && y > -8 && x < camera.width + 8 && y < camera.height + 8;
  };
  const items = Array.from(shuffled(scene.count)).filter((i) => (!visible || visible[i]) && inside(i));
  return { items, pixels, depths };
}

/** @param {import("../map.js").VectorMap} map @param {ReturnType<typeof seenPoints>} seen @returns {string} */
export function shapes(map, seen) {
  const { picture, meant } = map;
  const { size, alpha } = picture.look;
  const { emphasised } = meant;
  const shown = new Set(seen.items);
  const over = [...new Set(emphasised)].filter((item) => shown.has(item));
  const faded = picture.column?.needs?.includes("item") ? 0.6 : FADED;
  const opacity = Math.min(0.95, alpha) * (emphasised.length ? faded : 1);
  const few = emphasised.length < 2000;
  const large = few ? { size: Math.max(size * 1.15, 6), opacity: 0.95 } : { size, opacity: Math.min(0.95, alpha * 1.3) };
  const { lines: links, contours } = picture;
  return [
    contours?.on && map.scene.dimensions === 2 ? lines(map, contours.lines) : "",
    discs(map, seen, seen.items, { size, opacity, fog: FOG }),
    lines(map, links),
    over.length ? discs(map, seen, over, { ...large, fog: FOG * 0.4 }) : "",
    rings(map, seen, shown, size),
    marks(map, seen, shown, size),
  ].join("");
}

/**
 * @param {import("../map.js").VectorMap} map @param {ReturnType<typeof seenPoints>} seen @param {number[]} items
 * @param {{size: number, opacity: number, fog: number}} style
 */
function discs(map, seen, items, { size, opacity, fog }) {
  const rim = size > 6 ? { stroke: map.picture.words.halo, "stroke-opacity": 0.55, "stroke-width": 0.9 } : {};
  const circles = items.map((item) => {
    const { x, y, radius, fill } = disc(map, seen, item, size, fog);
    return tag("circle", { cx: x, cy: y, r: radius - (rim.stroke ? 0.45 : 0), fill });
  });
  return tag("g", { "fill-opacity": opacity, ...rim }, circles.join(""));
}

/** Where a point lies, how large and in which colour. */
function disc({ picture, scene, camera }, { pixels, depths }, item, size, fog) {
  const nearness = Math.min(4, Math.max(0.2, camera.distance / depths[item]));
  const { colours, missing } = picture.points.palette;
  const own = colours[picture.points.tones[item]] ?? missing;
  const far = scene.dimensions === 3 ? fog * smoothstep(1.25, 0.7, nearness) : 0;
  return {
    x: pixels[2 * item], y: pixels[2 * item + 1], fill: hex(blend(own, picture.background, far)),
    radius: Math.max(0.6, Math.max(size * nearness, LEAST) / 2 - 0.2),
  };
}

/** @param {number} from @param {number} to @param {number} value */
function smoothstep(from, to, value) {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** @param {number[]} colour @returns {string} shorter than rgb(), and known to every program */
export const hex = (colour) => `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** Lines of equal strength and colour as one path. @param {import("../map.js").VectorMap} map @param {import("../layers/lines.js").Lines} layer */
function lines({ picture, camera }, { data, count }) {
  /** @type {Map<string, string[]>} */
  const paths = new Map();
  for (let at = 0; at < count * PARTS; at += PARTS) {
    const [from, to] = [camera.project(data.slice(at, at + 3)), camera.project(data.slice(at + 3, at + 6))];
    const own = data[at + 10] ? hex([...data.slice(at + 7, at + 10)].map((part) => part * 255)) : css(picture.ink);
    const look = `${data[at + 6].toFixed(3)} ${own}`;
    if (!paths.has(look)) paths.set(look, []);
    paths.get(look).push([from, to].map(([x, y], end) => `${end ? "L" : "M"}${+x.toFixed(1)} ${+y.toFixed(1)}`).join(""));
  }
  return [...paths].map(([look, steps]) => tag("path", {
    d: steps.join(""), fill: "none", stroke: look.slice(6), "stroke-opacity": look.slice(0, 5), "stroke-width": 1.1,
  })).join("");
}

/** Rings around the neighbours, in the colour of their nearness, and discs over those that are none. */
function marks(map, seen, shown, size) {
  return map.meant.marks.filter(({ item }) => shown.has(item)).map(({ item, far, wrong }) => {
    const { x, y, radius } = disc(map, seen, item, discOf(size), 0);
    const colour = hex(wrong ? map.picture.wrong : map.picture.near(far));
    if (wrong) return tag("circle", { cx: x, cy: y, r: radius, fill: colour });
    return tag("circle", { cx: x, cy: y, r: radius + RING / 2, fill: "none", stroke: colour, "stroke-width": RING });
  }).join("");
}

/** @param {import("../map.js").VectorMap} map @param {ReturnType<typeof seenPoints>} seen @param {Set<number>} shown @param {number} size */
function rings(map, seen, shown, size) {
  const { words, points } = map.picture;
  const wide = points.selected.length > 200 ? 1.2 : 1.8;
  return [...points.selected].filter((item) => shown.has(item)).map((item) => {
    const outer = Math.max(size * 1.35, 8) + 2 * wide;
    const { x, y, radius, fill } = disc(map, seen, item, outer, 0);
    const ring = tag("circle", { cx: x, cy: y, r: radius - wide / 2, fill: words.halo, stroke: words.ink, "stroke-width": wide });
    return ring + tag("circle", { cx: x, cy: y, r: Math.max(0.5, radius - wide * 2.2), fill });
  }).join("");
}
