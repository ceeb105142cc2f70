/** The map as an SVG drawing: shapes and text that stay sharp at any size and can be edited. */

import { FONTS } from "../layers/labels.js";
import { drawnBeneath, pointsOpacity } from "./beneath.js";
import { drawnPictures } from "./pictures.js";
import { seenPoints, shapes } from "./shapes.js";
import { sheetOf } from "./sheet.js";
import { escapeXml, tag } from "./xml.js";

/** A drawing of more shapes opens slowly everywhere. */
export const MOST = 20_000;

/**
 * @param {import("../map.js").VectorMap} map @param {{title: string, honest: string}} words
 * @returns {Promise<Blob>}
 */
export async function svg(map, words) {
  await map.ready();
  const seen = map.scene?.count ? seenPoints(map) : null;
  if (seen && seen.items.length > MOST) throw tooMany(seen.items.length);
  const sheet = sheetOf(map, words);
  const { x, y, wide, high } = sheet.map;
  const drawn = seen ? tag("g", { opacity: pointsOpacity(map) }, shapes(map, seen)) + (await drawnPictures(map)) + names(map) : "";
  const beneath = drawnBeneath(map); // blends with what lies within its own group alone
  const inside = (beneath && tag("rect", { width: wide, height: high, fill: sheet.background }) + beneath) + drawn;
  const drawing = [
    tag("title", {}, escapeXml(words.title)),
    tag("desc", {}, escapeXml(words.honest)),
    tag("defs", {}, tag("clipPath", { id: "map" }, tag("rect", { width: wide, height: high })) + gradients(sheet)),
    tag("rect", { width: "100%", height: "100%", fill: sheet.background }),
    tag("g", { transform: `translate(${x} ${y})` }, tag("g", { "clip-path": "url(#map)" }, inside)),
    tag("rect", { x: x - 0.5, y: y - 0.5, width: wide + 1, height: high + 1, fill: "none", stroke: sheet.line }),
    ...sheet.marks.map((mark, at) => WRITE[mark.kind](mark, at)),
  ];
  const size = { width: sheet.wide, height: sheet.high, viewBox: `0 0 ${sheet.wide} ${sheet.high}` };
  const root = { xmlns: "http://www.w3.org/2000/svg", ...size, "font-family": sheet.family };
  return new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${tag("svg", root, drawing.join("\n"))}\n`], { type: "image/svg+xml" });
}

/** @param {number} count */
function tooMany(count) {
  return Object.assign(new Error("too many points"), {
    title: "Too many points for an SVG",
    detail: `${count.toLocaleString("en")} points are in view, and a drawing of more than ${MOST.toLocaleString("en")} shapes is too heavy to open or edit.`,
    hint: "Take a PNG at 4×, or zoom in or hide categories first.",
  });
}

/** The names on the map, as they stand there now. @param {import("../map.js").VectorMap} map */
function names({ picture }) {
  const { ink, halo, muted, ofCode } = picture.words;
  const own = { large: ofCode, category: ofCode, item: () => muted };
  return picture.labels.placed.map(({ kind, code, text, left, top, high }) => {
    const [weight, size] = FONTS[kind].split(" ");
    return words(text, left, top + high / 2, {
      "font-size": size, "font-weight": weight, fill: own[kind]?.(code) ?? ink, stroke: halo, "stroke-width": 4,
      "stroke-linejoin": "round", "paint-order": "stroke",
    });
  }).join("");
}

/** @param {string} text @param {number} x @param {number} y middle of the line @param {Object} style */
function words(text, x, y, style) {
  return tag("text", { x, y: y + parseFloat(style["font-size"]) * 0.35, ...style }, escapeXml(text));
}

const WRITE = {
  text: ({ x, y, text, size, weight, fill, end }) => words(text, x, y, {
    "font-size": `${size}px`, "font-weight": String(weight), fill, "text-anchor": end ? "end" : null,
  }),
  disc: ({ x, y, radius, fill, stroke }) => tag("circle", { cx: x, cy: y, r: radius, fill: fill ?? "none", stroke, "stroke-width": stroke ? 1.5 : null }),
  box: ({ x, y, wide, high, fill, stops }, at) => tag("rect", { x, y, width: wide, height: high, fill: stops ? `url(#ramp${at})` : fill }),
};

/** @param {import("./sheet.js").Sheet} sheet */
function gradients({ marks }) {
  return marks.map(({ stops }, at) => {
    if (!stops) return "";
    const parts = stops.map(([offset, colour]) => tag("stop", { offset: String(offset), "stop-color": colour }));
    return tag("linearGradient", { id: `ramp${at}` }, parts.join(""));
  }).join("");
}
