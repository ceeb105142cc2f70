/** The map in small, without words: a picture by which a saved view is known again. */

import { drawOffScreen, free } from "./offscreen.js";

const [WIDE, HIGH] = [264, 152];
/** The map leaves room for its tools at the edges, which a small picture need not show. */
const CLOSER = 1.2;

/** @param {import("../map.js").VectorMap} map @returns {Promise<string>} a data address */
export async function thumbnail(map) {
  const { camera, picture } = map;
  const [points, ...over] = await drawOffScreen(map, 1);
  const scale = CLOSER * Math.min(WIDE / camera.width, HIGH / camera.height);
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDE, height: HIGH });
  const context = canvas.getContext("2d");
  context.fillStyle = `rgb(${picture.background.join(" ")})`;
  context.fillRect(0, 0, WIDE, HIGH);
  context.imageSmoothingQuality = "high";
  const [wide, high] = [camera.width * scale, camera.height * scale];
  // Twice, one over the other: what is drawn so small would be pale.
  for (let time = 0; time < 2; time++) context.drawImage(points, (WIDE - wide) / 2, (HIGH - high) / 2, wide, high);
  free(points);
  over.forEach((layer) => Object.assign(layer, { width: 1, height: 1 }));
  return canvas.toDataURL("image/webp", 0.85);
}
