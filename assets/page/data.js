/** What the page fetches: coordinates and columns as typed arrays, names, and single items, each kept while it helps. */

/** How many items and columns are kept in memory. */
const KEPT = 200;

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/**
 * Fetch once; a failure is forgotten, so that it can be tried again, and so is 202, which says why there is nothing yet.
 * @template T @param {string} address @param {(answer: Response) => Promise<T>} read @returns {Promise<T>}
 */
function once(address, read) {
  const known = kept.get(address);
  if (known) return known;
  const asked = fetch(address).then(async (answer) => {
    if (answer.ok && answer.status !== 202) return read(answer);
    throw await answer.json().catch(() => ({ title: "The server did not answer", detail: answer.statusText, hint: "" }));
  });
  kept.set(address, asked);
  asked.catch(() => kept.delete(address));
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  return asked;
}

/** How often the columns of each space have changed. @type {Map<string, number>} */
const changes = new Map();

/** @param {string} space @returns {number} which changes whenever its columns have changed */
export const changesOf = (space) => changes.get(space) ?? 0;

/** The columns of a space have changed: what was kept of them is asked for again. @param {string} space */
export function forget(space) {
  const stale = [`/api/spaces/${space}/columns`, `/api/spaces/${space}/colours/`, `/api/spaces/${space}/items/`];
  for (const address of [...kept.keys()]) if (stale.some((start) => address.startsWith(start))) kept.delete(address);
  changes.set(space, changesOf(space) + 1);
}

/** @param {string} key @returns {Promise<Float32Array>} n × dimensions, row by row; the browser's own cache keeps them */
export async function fetchCoordinates(key) {
  const address = `/api/projections/${key}/coordinates`;
  const coordinates = await once(address, async (answer) => new Float32Array(await answer.arrayBuffer()));
  kept.delete(address);
  return coordinates;
}

/**
 * Ask the server about some items of a space.
 * @param {string} space @param {"neighbours"|"subset"|"csv"|"annotations"|"nearest"|"picked"} what @param {Object} body @returns {Promise<Response>}
 */
export async function askAbout(space, what, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`/api/spaces/${space}/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (answer.ok) return answer;
  throw await answer.json().catch(() => ({ title: "The server did not answer", detail: answer.statusText, hint: "" }));
}

/**
 * Ask what is nearest to a text; the server says 202 while a worker is at it.
 * @param {string} space @param {{text: string, kind: string|null, k: number, metric: string}} question @param {() => boolean} stopped
 * @returns {Promise<Array<{index: number, text: string, distance: number, similarity: number, picture: string|null}>>} nearest first
 */
export async function askMeaning(space, question, stopped) {
  let answer = await askAbout(space, "nearest", question);
  while (answer.status === 202 && !stopped()) answer = await askAbout(space, "nearest", { ...question, waiting: true });
  return answer.status === 202 ? [] : (await answer.json()).items;
}

/** @param {string} space @returns {Promise<string[]|null>} null where there are too many to label */
export function fetchNames(space) {
  return once(`/api/spaces/${space}/names`, async (answer) => (answer.status === 204 ? null : answer.json()));
}

/**
 * Which sprite each item has, and where the sprites are.
 * @param {string} space @returns {Promise<import("../map/layers/pictures.js").PictureSource|null>} null where the items are no pictures
 */
export function fetchPictures(space) {
  return once(`/api/spaces/${space}/pictures`, async (answer) => {
    if (answer.status === 204) return null;
    const about = await answer.json();
    return { ...about, cells: new Uint32Array(await (await fetch(about.cells)).arrayBuffer()) };
  });
}

/** @param {string} space @param {number} index @returns {Promise<{name: string, rows: Array<[string, string]>}>} */
export function fetchItem(space, index) {
  return once(`/api/spaces/${space}/items/${index}`, (answer) => answer.json());
}

/** @param {string} space @returns {Promise<Array<{index: number, name: string, kind: string}>>} every column */
export function fetchColumns(space) {
  return once(`/api/spaces/${space}/columns`, (answer) => answer.json());
}

/** @param {string} space @param {number} index @returns {Promise<Object>} a column without its values */
export function fetchAbout(space, index) {
  return once(`/api/spaces/${space}/columns/${index}?about`, (answer) => answer.json());
}

/** @param {string} space @param {string} text @returns {Promise<{count: number, items: Array<{index: number, text: string}>}>} */
export function fetchFound(space, text) {
  return once(`/api/spaces/${space}/search?${new URLSearchParams({ text })}`, (answer) => answer.json());
}

/** @param {string} space @param {string} text @returns {Promise<number[]>} every item that is found, in order */
export async function fetchFoundAll(space, text) {
  const address = `/api/spaces/${space}/search/all?${new URLSearchParams({ text })}`;
  return Array.from(await once(address, async (answer) => new Uint32Array(await answer.arrayBuffer())));
}

/**
 * What a map gets wrong around one item.
 * @param {string} space @param {number} index @param {{map: string, metric: string, k: string}} query
 * @returns {Promise<import("../map/confession.js").Told>}
 */
export function fetchHonesty(space, index, query) {
  return once(`/api/spaces/${space}/items/${index}/honesty?${new URLSearchParams(query)}`, (answer) => answer.json());
}

/**
 * A column with its values attached: `codes` for categories, `numbers` for a scale.
 * @param {string} space @param {number} index @returns {Promise<Object>}
 */
export function fetchColumn(space, index) {
  return once(`/api/spaces/${space}/columns/${index}`, withValues);
}

/** @param {string} key of what was found @returns {Promise<Int32Array>} the cluster of each item, −1 for none */
export function fetchClusters(key) {
  return once(`/api/results/${key}/clusters`, async (answer) => new Int32Array(await answer.arrayBuffer()));
}

/**
 * What is computed for every item, as a column.
 * @param {string} space @param {string} name @param {URLSearchParams} query @returns {Promise<Object>}
 */
export function fetchColour(space, name, query) {
  return once(`/api/spaces/${space}/colours/${name}?${query}`, withValues);
}

/** @param {Response} answer @returns {Promise<Object>} */
async function withValues(answer) {
  const column = await answer.json();
  if (!column.values) return column;
  const bytes = await (await fetch(column.values)).arrayBuffer();
  const values = column.kind === "category" ? { codes: new Uint16Array(bytes) } : { numbers: new Float32Array(bytes) };
  return { ...column, ...values };
}
