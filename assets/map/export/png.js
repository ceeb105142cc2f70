/** The map as a PNG: the sheet painted on a canvas at its true resolution. */

import { paintBeneath, pointsOpacity } from "./beneath.js";
import { drawOffScreen, free } from "./offscreen.js";
import { sheetOf } from "./sheet.js";

/**
 * @param {import("../map.js").VectorMap} map
 * @param {{title: string, honest: string, scale?: number}} how
 * @returns {Promise<Blob>}
 */
export async function png(map, { title, honest, scale = 1 }) {
  await map.ready();
  const sheet = sheetOf(map, { title, honest });
  const canvas = Object.assign(document.createElement("canvas"), {
    width: Math.round(sheet.wide * scale), height: Math.round(sheet.high * scale),
  });
  const context = canvas.getContext("2d");
  context.fillStyle = sheet.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const [points, ...over] = await drawOffScreen(map, scale);
  paintBeneath(context, map, sheet.map, scale);
  for (const layer of [points, ...over]) {
    context.globalAlpha = layer === points ? pointsOpacity(map) : 1;
    context.drawImage(layer, Math.round(sheet.map.x * scale), Math.round(sheet.map.y * scale));
  }
  free(points);
  context.scale(scale, scale);
  frame(context, sheet);
  for (const mark of sheet.marks) PAINT[mark.kind](context, mark, sheet.family);
  return encoded(canvas);
}

/** @param {CanvasRenderingContext2D} context @param {import("./sheet.js").Sheet} sheet */
function frame(context, { map: { x, y, wide, high }, line }) {
  context.strokeStyle = line;
  context.lineWidth = 1;
  context.strokeRect(x - 0.5, y - 0.5, wide + 1, high + 1);
}

const PAINT = {
  text(context, { x, y, text, size, weight, fill, end }, family) {
    context.font = `${weight} ${size}px ${family}`;
    context.fillStyle = fill;
    context.textAlign = end ? "right" : "left";
    context.textBaseline = "middle";
    context.fillText(text, x, y);
  },
  disc(context, { x, y, radius, fill, stroke }) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.lineWidth = 1.5;
    if (fill) { context.fillStyle = fill; context.fill(); }
    if (stroke) { context.strokeStyle = stroke; context.stroke(); }
  },
  box(context, { x, y, wide, high, fill, stops }) {
    context.fillStyle = stops ? gradient(context, x, wide, stops) : fill;
    context.fillRect(x, y, wide, high);
  },
};

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} wide @param {Array<[number, string]>} stops */
function gradient(context, x, wide, stops) {
  const ramp = context.createLinearGradient(x, 0, x + wide, 0);
  for (const [at, colour] of stops) ramp.addColorStop(at, colour);
  return ramp;
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
function encoded(canvas) {
  return new Promise((resolve, reject) => {
    const failed = Object.assign(new Error("no picture"), {
      title: "The picture could not be made", detail: "The browser had no room for it.", hint: "Choose a smaller size.",
    });
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(failed)), "image/png");
  });
}
