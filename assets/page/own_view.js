/** How each space is looked at where nothing is said: most by UMAP under the cosine, a latent plane as it is. */

/** @typedef {{projection: string, dimensions: string, metric: string, tab: string}} OwnView */

/** What most spaces have. @type {OwnView} */
export const USUAL = { projection: "umap", dimensions: "2", metric: "cosine", tab: "neighbours" };

/** @type {Map<string, OwnView>} */
const known = new Map();

/** @param {string|undefined} space @returns {OwnView} its own view, or the usual one as long as it was not asked for */
export const ownView = (space) => known.get(space) ?? USUAL;

/** @param {Record<string, OwnView>} views of some spaces */
export function knowViews(views) {
  for (const [space, own] of Object.entries(views)) known.set(space, own);
}

/** Ask for the own view of a space, once; where the server does not answer it is the usual one. @param {string|undefined} space */
export async function askOwnView(space) {
  if (!space || known.has(space)) return;
  const answer = await fetch(`/api/spaces/${encodeURIComponent(space)}/own-view`).catch(() => null);
  if (answer?.ok) known.set(space, await answer.json());
}

/**
 * @param {Record<string, string>} said what an address says of a space
 * @returns {Record<string, string>} the same, with the space's own where nothing is said
 */
export function withOwnView(said) {
  const own = ownView(said.space);
  const another = said.projection !== undefined && said.projection !== own.projection;
  return { ...own, ...(another && { dimensions: USUAL.dimensions }), ...said };
}
