/** The picture on the card of a hovered item: its size is known before it is fetched, so that nothing jumps. */

const LONGEST = 176;

/** @typedef {{address: string, wide: number, high: number}} CardPicture */

/**
 * @param {import("./layers/pictures.js").Pictures} pictures @param {number} item @returns {CardPicture|null}
 */
export function pictureOf(pictures, item) {
  if (!pictures.has(item)) return null;
  const { source } = pictures;
  const [wide, high] = pictures.sprite(item);
  const longest = Math.max(wide, high);
  const scale = (longest < source.side ? Math.min(LONGEST, 2 * longest) : source.tiles ? LONGEST : 2 * source.side) / longest;
  const address = source.tiles ? source.tiles + source.cells[3 * item] : source.cut(item);
  return { address, wide: Math.round(wide * scale), high: Math.round(high * scale) };
}

/** @param {CardPicture|null|undefined} picture @returns {HTMLImageElement[]} none or one */
export function cardPicture(picture) {
  if (!picture) return [];
  const { address, wide, high } = picture;
  return [Object.assign(new Image(wide, high), { src: address, alt: "", className: "vs-card-picture" })];
}
