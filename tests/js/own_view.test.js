/** A space's own view: what an address does not say is filled in, what it says wins, and a link says what differs. */

import assert from "node:assert/strict";
import test from "node:test";

import { USUAL } from "../../assets/page/own_view.js";
import { readAddress, update, view, visit } from "../../assets/page/view.js";

const PLANE = { projection: "plain", dimensions: "2", metric: "euclidean", tab: "latent" };
const DEEP = { projection: "plain", dimensions: "3", metric: "euclidean", tab: "latent" };
const SPACES = { plane: PLANE, deep: DEEP, words: USUAL };
let asked = [];

Object.assign(globalThis, {
  location: { search: "" }, history: { replaceState: () => undefined, pushState: () => undefined },
  window: { dash_clientside: { set_props: () => undefined } },
  fetch: async (address) => {
    const space = /^\/api\/spaces\/(.+)\/own-view$/.exec(address)[1];
    asked.push(space);
    if (space === "lost") throw new TypeError("no network");
    return { ok: space in SPACES, json: async () => SPACES[space] };
  },
});

/** @param {string} search @param {Record<string, string>} [defaults] */
async function open(search, defaults = {}) {
  location.search = search;
  await readAddress(defaults);
  return view();
}

test("what the address does not say is the space's own", async () => {
  assert.deepEqual(await open("?space=plane"), { projection: "plain", metric: "euclidean", tab: "latent", space: "plane" });
  assert.deepEqual(await open("?space=deep"), { ...DEEP, space: "deep" });
  assert.deepEqual(await open("?space=words"), { projection: "umap", space: "words" });
});

test("what it says wins, and stays in it", async () => {
  assert.deepEqual(await open("?space=plane&projection=umap&metric=cosine"), { projection: "umap", metric: "cosine", tab: "latent", space: "plane" });
  assert.deepEqual(await open("?space=deep&projection=pca"), { projection: "pca", dimensions: "2", metric: "euclidean", tab: "latent", space: "deep" });
  assert.deepEqual(await open("?space=words&metric=cosine&dimensions=2"), { projection: "umap", space: "words" });
});

test("the usual metric is written down where it is not the space's own", async () => {
  await open("?space=plane");
  update({ metric: "cosine" });
  assert.equal(view().metric, "cosine");
  update({ metric: null });
  assert.equal(view().metric, "euclidean", "nothing said is the space's own again");
});

test("another space is looked at in its own way, and back", async () => {
  await open("?space=words&projection=tsne&perplexity=5&metric=manhattan&k=5");
  await visit({ space: "plane" });
  assert.deepEqual(view(), { projection: "plain", metric: "euclidean", tab: "latent", space: "plane", k: "5" });
  await visit({ space: "deep" });
  assert.deepEqual(view(), { ...DEEP, space: "deep", k: "5" });
  await visit({ space: "words" });
  assert.deepEqual(view(), { projection: "umap", space: "words", k: "5" });
});

test("between spaces that are looked at alike a choice stays", async () => {
  await open("?space=words&projection=tsne&perplexity=5&dimensions=3&metric=manhattan");
  await visit({ space: "others" });
  assert.deepEqual(view(), { projection: "tsne", perplexity: "5", dimensions: "3", metric: "manhattan", space: "others" });
});

test("a patch that says how to look wins over the space's own", async () => {
  await open("?space=words");
  await visit({ space: "plane", projection: "pca" });
  assert.deepEqual(view(), { projection: "pca", metric: "euclidean", tab: "latent", space: "plane" });
});

test("a space is asked about once, and not at all where it is known; without an answer it has the usual view", async () => {
  asked = [];
  await open("", { space: "lost" });
  assert.deepEqual(view(), { projection: "umap", space: "lost" });
  location.search = "";
  await readAddress({ space: "first" }, { first: PLANE });
  assert.deepEqual(view(), { projection: "plain", metric: "euclidean", tab: "latent", space: "first" });
  await open("?space=plane");
  assert.deepEqual(asked, ["lost"]);
});

test("a tab that is chosen in a space with one of its own stays, the usual one too", async () => {
  await open("?space=plane");
  update({ tab: "neighbours" });
  assert.equal(view().tab, "neighbours");
  assert.equal((await open("?space=plane&tab=neighbours")).tab, "neighbours");
  await open("?space=words&tab=search");
  update({ tab: "neighbours" });
  assert.equal(view().tab, undefined, "the usual one is left out of the address");
});
