/** The pictures that lie beneath the points, such as a decoded plane: as they stand and are blended on the page. */

import { tag } from "./xml.js";

/**
 * @typedef {Object} Laid
 * @property {HTMLImageElement} image
 * @property {DOMMatrix} matrix from its pixels to those of the map
 * @property {string} filter @property {string} blend as the style sheet has them
 */

/** @param {import("../map.js").VectorMap} map @returns {Laid[]} the lowest first */
export function laidBeneath({ element }) {
  return [...element.querySelectorAll("img[data-beneath]")].filter((image) => !image.hidden && image.naturalWidth).map((image) => {
    const { filter, mixBlendMode, transform } = getComputedStyle(image);
    return { image, matrix: new DOMMatrix(transform), filter, blend: mixBlendMode };
  });
}

/** How much the points let through what lies beneath them. @param {import("../map.js").VectorMap} map @returns {number} 0 to 1 */
export const pointsOpacity = ({ parts }) => Number(getComputedStyle(parts.points).opacity);

/**
 * @param {CanvasRenderingContext2D} context @param {import("../map.js").VectorMap} map
 * @param {{x: number, y: number, wide: number, high: number}} place of the map on the sheet @param {number} scale
 */
export function paintBeneath(context, map, { x, y, wide, high }, scale) {
  context.save();
  context.scale(scale, scale);
  context.beginPath();
  context.rect(x, y, wide, high);
  context.clip();
  context.translate(x, y);
  for (const laid of laidBeneath(map)) {
    context.save();
    context.globalCompositeOperation = laid.blend === "normal" ? "source-over" : laid.blend;
    const { a, b, c, d, e, f } = laid.matrix;
    context.transform(a, b, c, d, e, f);
    context.drawImage(filtered(laid), 0, 0);
    context.restore();
  }
  context.restore();
}

/** @param {import("../map.js").VectorMap} map @returns {string} SVG images that lie in the file itself */
export function drawnBeneath(map) {
  return laidBeneath(map).map((laid) => {
    const picture = filtered(laid);
    const { a, b, c, d, e, f } = laid.matrix;
    return tag("image", {
      width: picture.width, height: picture.height, href: picture.toDataURL(), transform: `matrix(${[a, b, c, d, e, f].join(" ")})`,
      style: laid.blend === "normal" ? null : `mix-blend-mode: ${laid.blend}`,
    });
  }).join("");
}

/** Not every program that opens a drawing knows filters: the pixels are as they look. @param {Laid} laid */
function filtered({ image, filter }) {
  const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth, height: image.naturalHeight });
  const context = canvas.getContext("2d");
  context.filter = filter;
  context.drawImage(image, 0, 0);
  return canvas;
}
