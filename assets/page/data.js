/** What the page fetches: coordinates and columns as typed arrays, names, and single items, each kept while it helps. */

/** How many items and columns are kept in memory. */
const KEPT = 200;

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/**
 * Fetch once; a failure is forgotten, so that it can be tried again.
 * @template T @param {string} address @param {(answer: Response) => Promise<T>} read @returns {Promise<T>}
 */
function once(address, read) {
  const known = kept.get(address);
  if (known) return known;
  const asked = fetch(address).then(async (answer) => {
    if (answer.ok) return read(answer);
    throw await answer.json().catch(() => ({ title: "The server did not answer", detail: answer.statusText, hint: "" }));
  });
  kept.set(address, asked);
  asked.catch(() => kept.delete(address));
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  return asked;
}

/** @param {string} key @returns {Promise<Float32Array>} n × dimensions, row by row */
export function fetchCoordinates(key) {
  return once(`/api/projections/${key}/coordinates`, async (answer) => new Float32Array(await answer.arrayBuffer()));
}

/** @param {string} space @returns {Promise<string[]|null>} null where there are too many to label */
export function fetchNames(space) {
  return once(`/api/spaces/${space}/names`, async (answer) => (answer.status === 204 ? null : answer.json()));
}

/** @param {string} space @param {number} index @returns {Promise<{name: string, rows: Array<[string, string]>}>} */
export function fetchItem(space, index) {
  return once(`/api/spaces/${space}/items/${index}`, (answer) => answer.json());
}

/**
 * A column with its values attached: `codes` for categories, `numbers` for a scale.
 * @param {string} space @param {number} index @returns {Promise<Object>}
 */
export function fetchColumn(space, index) {
  return once(`/api/spaces/${space}/columns/${index}`, async (answer) => {
    const column = await answer.json();
    if (!column.values) return column;
    const bytes = await (await fetch(column.values)).arrayBuffer();
    const values = column.kind === "category" ? { codes: new Uint16Array(bytes) } : { numbers: new Float32Array(bytes) };
    return { ...column, ...values };
  });
}
