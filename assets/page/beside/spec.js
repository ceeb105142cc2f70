/** The maps beside the first, as the address writes them: `pca-2,tsne-3`, with `.space` where it is another encoder's. */

/** @typedef {{projection: string, dimensions: "2"|"3", space: string}} Spec space: "" for that of the first map */

/** How many maps fit beside the first. */
export const MOST = 3;
const WRITTEN = /^([a-z0-9_]+)-([23])(?:\.([a-z0-9-]+))?$/;

/** @param {string|undefined} text @returns {Spec[]} what cannot be read is left out: the first map says what is wrong */
export function readSpecs(text) {
  const found = (text ?? "").split(",").map((part) => WRITTEN.exec(part)).filter(Boolean);
  return found.slice(0, MOST).map(([, projection, dimensions, space = ""]) => ({ projection, dimensions, space }));
}

/** @param {Spec} spec */
export const written = ({ projection, dimensions, space }) => `${projection}-${dimensions}${space ? `.${space}` : ""}`;

/** @param {Spec[]} specs @returns {string|null} null where there are none, which takes them out of the address */
export const writeSpecs = (specs) => (specs.length ? specs.map(written).join(",") : null);

/** The maps that can stay when the first shows another space. @param {string|undefined} text @returns {string|null} */
export const ofAnySpace = (text) => writeSpecs(readSpecs(text).filter(({ space }) => !space));

/**
 * The map that is offered next: the first projection that is not there yet, if it can be in as many dimensions as the first.
 * @param {Record<string, string>} view @param {Array<{value: string}>} methods @returns {Spec}
 */
export function nextSpec(view, methods) {
  const sides = view.dimensions === "3" ? ["3", "2"] : ["2", "3"];
  const taken = new Set([`${view.projection}-${sides[0]}`, ...readSpecs(view.beside).map(written)]);
  const all = sides.flatMap((dimensions) => methods.map(({ value }) => ({ projection: value, dimensions, space: "" })));
  return all.find((spec) => !taken.has(written(spec))) ?? all[0];
}

/**
 * Which of what is there becomes which of what is wanted: the same stays itself, what is left over changes or is new.
 * @template {{spec: Spec}} T @param {T[]} there @param {Spec[]} wanted
 * @returns {{kept: Array<T|null>, gone: T[]}} for each wanted one the one that it comes from
 */
export function match(there, wanted) {
  const free = [...there];
  const take = (place) => (place < 0 ? null : free.splice(place, 1)[0]);
  const same = wanted.map((spec) => take(free.findIndex((one) => written(one.spec) === written(spec))));
  const kept = same.map((one) => one ?? free.shift() ?? null);
  return { kept, gone: free };
}
