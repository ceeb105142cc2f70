/** The pictures on the map as SVG images that lie in the file itself, each in its frame. */

import { css } from "../colour.js";
import { pictureOf } from "../picture_card.js";
import { tag } from "./xml.js";

const FRAME = 2;

/** @param {import("../map.js").VectorMap} map @returns {Promise<string>} */
export async function drawnPictures(map) {
  const { picture, camera } = map;
  const { pictures } = picture;
  const drawn = await Promise.all(pictures.shown.map((one) => drawnPicture(map, one.item, pictures.boxOf(one, camera))));
  return drawn.join("");
}

/** @param {import("../map.js").VectorMap} map @param {number} item @param {number[]} box left, top, width and height, frame included */
async function drawnPicture({ picture }, item, [x, y, width, height]) {
  const { pictures } = picture;
  const faded = picture.fading && !pictures.strong.has(item);
  const href = await inline(pictureOf(pictures, item).address);
  const ring = pictures.ringed.has(item) ? tag("rect", {
    x: x - FRAME, y: y - FRAME, width: width + 2 * FRAME, height: height + 2 * FRAME, rx: 4, fill: css(picture.ink),
  }) : "";
  const frame = tag("rect", { x, y, width, height, rx: 3, fill: css(picture.colourOf(item)) });
  const image = href ? tag("image", {
    x: x + FRAME, y: y + FRAME, width: width - 2 * FRAME, height: height - 2 * FRAME, href, preserveAspectRatio: "none",
  }) : "";
  return tag("g", { opacity: faded ? 0.15 : 1 }, ring + frame + image);
}

/** @param {string} address @returns {Promise<string|null>} the picture itself, as an address */
async function inline(address) {
  if (address.startsWith("data:")) return address;
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return null;
  const reader = new FileReader();
  const read = new Promise((resolve) => { reader.onload = () => resolve(reader.result); });
  reader.readAsDataURL(await answer.blob());
  return read;
}
