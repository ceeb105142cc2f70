/** What the page holds: the data island read once, and each column's values when they are first asked for. */

/**
 * @typedef {Object} Column
 * @property {string} name
 * @property {"category"|"number"|"text"} kind
 * @property {{each?: string[], distinct?: string[], places?: string}} cells as a card shows them
 * @property {string} [values] what colours the map: base64 of uint16 codes or of float32 numbers
 */

import { Sprites } from "./sprites.js";

/** @param {string} text base64 @returns {ArrayBuffer} */
function bytes(text) {
  const raw = atob(text);
  const found = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) found[at] = raw.charCodeAt(at);
  return found.buffer;
}

export class Contents {
  /** @param {string} json */
  constructor(json) {
    const { dimensions, coordinates, names, columns, colour, title, pictures } = JSON.parse(json);
    Object.assign(this, { dimensions, names, colour, title });
    this.coordinates = new Float32Array(bytes(coordinates));
    /** @type {Column[]} */
    this.columns = columns;
    this.pictures = pictures && new Sprites(pictures, new Uint32Array(bytes(pictures.cells)));
    for (const { cells } of columns) if (cells.places) cells.codes = new Uint16Array(bytes(cells.places));
  }

  /** @type {string[]|null} */
  #searched = null;

  /** @returns {Column[]} those that can colour the map */
  get colouring() { return this.columns.filter(({ kind }) => kind !== "text"); }

  /** @param {Column} column @param {number} item @returns {string} */
  cell({ cells }, item) { return cells.each ? cells.each[item] : cells.distinct[cells.codes[item]]; }

  /** @param {number} item @returns {Array<[string, string]>} its columns */
  rows(item) { return this.columns.map((column) => [column.name, this.cell(column, item)]); }

  /** @param {string} name @returns {Object|null} the column as the map takes it */
  forMap(name) {
    const column = this.colouring.find((one) => one.name === name);
    if (!column) return null;
    const buffer = bytes(column.values);
    return { ...column, ...(column.kind === "category" ? { codes: new Uint16Array(buffer) } : { numbers: new Float32Array(buffer) }) };
  }

  /** @param {string} query @returns {number[]} the items whose text contains all its words, what begins so first */
  find(query) {
    const words = plain(query).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    this.#searched ??= this.names.map(plain);
    const found = [];
    this.#searched.forEach((text, item) => { if (words.every((word) => text.includes(word))) found.push(item); });
    const late = (item) => (this.#searched[item].startsWith(words[0]) ? this.#searched[item].length : 1e6);
    return found.sort((a, b) => late(a) - late(b) || a - b);
  }
}

/** @param {string} text @returns {string} without case and accents */
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
