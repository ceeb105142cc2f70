/** The pictures in the page: pages of sprites for the map, and single ones cut out of them for cards. */

/** @implements {import("map/layers/pictures.js").PictureSource} */
export class Sprites {
  /** @param {{key: string, side: number, columns: number, each: number, pages: string[]}} layout @param {Uint32Array} cells */
  constructor(layout, cells) {
    Object.assign(this, layout, { cells });
    this.images = this.pages.map((src) => Object.assign(new Image(), { src }));
  }

  /** @returns {Promise<void>} once single sprites can be cut out */
  async ready() { await Promise.all(this.images.map((image) => image.decode())); }

  /** @param {number} item @returns {string} its picture as an address */
  cut(item) {
    const { cells, side, columns, each, images } = this;
    const [cell, width, height] = cells.subarray(3 * item, 3 * item + 3);
    const place = cell % each;
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const from = [(place % columns) * side, Math.floor(place / columns) * side, width, height];
    canvas.getContext("2d").drawImage(images[Math.floor(cell / each)], ...from, 0, 0, width, height);
    return canvas.toDataURL();
  }

  /** @param {number} item @returns {HTMLImageElement[]} none or one, twice as large as its sprite */
  picture(item) {
    const [cell, width, height] = this.cells.subarray(3 * item, 3 * item + 3);
    if (cell === 0xffffffff) return [];
    return [Object.assign(new Image(2 * width, 2 * height), { src: this.cut(item), alt: "", className: "picture" })];
  }
}
