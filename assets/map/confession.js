/** What the map gets wrong around one item, in the place of the selection while someone asks to see it. */

/**
 * @typedef {{item: number, nearest: number[], true: boolean[], elsewhere: number[]}} Told
 *   nearest on the map, and which of them are true; the true neighbours that are not among them
 */

export class Confession {
  /** @param {Told} told @param {import("./selection.js").Selection} selection that it stands for */
  constructor(told, selection) {
    this.told = told;
    this.items = selection.items;
    this.focus = told.item;
    /** The lines lead to the true ones elsewhere. */
    this.neighbours = { item: told.item, indices: told.elsewhere, distances: told.elsewhere.map(() => 0) };
  }

  /** @returns {number[]} the items that keep their colour while the others fade */
  get emphasised() { return [this.told.item, ...this.told.nearest, ...this.told.elsewhere]; }

  /** @returns {number[]} the strength of each line */
  get strengths() { return this.told.elsewhere.map(() => 0.7); }

  /** @returns {import("./selection.js").Mark[]} */
  get marks() {
    const near = this.told.nearest.map((item, at) => (this.told.true[at] ? { item, far: 0 } : { item, wrong: true }));
    return [...near, ...this.told.elsewhere.map((item) => ({ item, far: 0 }))];
  }

  /** @returns {number[]} whose names are written, most telling first */
  get named() { return [...this.told.elsewhere, ...this.told.nearest]; }
}

/** @param {Told} told @returns {string} what is seen, in one line */
export function sentence({ nearest, true: honest, elsewhere }) {
  const count = nearest.length;
  if (!count) return "This is the only item, so it has no neighbours.";
  const real = honest.filter(Boolean).length;
  const wrong = count - real;
  const figure = (number) => number.toLocaleString("en");
  const parts = [`${figure(real)} of the ${figure(count)} nearest on the map are true`];
  if (wrong) parts.push(`${figure(wrong)} (orange) ${wrong > 1 ? "are" : "is"} not`);
  if (elsewhere.length) parts.push(`${figure(elsewhere.length)} true one${elsewhere.length > 1 ? "s lie" : " lies"} elsewhere (lines)`);
  return parts.join("; ");
}
