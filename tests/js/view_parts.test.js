/** A view asks for a map where what the map is made of has changed, and not at a click on a point. */

import assert from "node:assert/strict";
import test from "node:test";

import { asksForAMap, controlPart } from "../../assets/page/view_parts.js";

const VIEW = { space: "words", projection: "umap" };

test("a click, a metric, a colour and what tools are given ask for no map", () => {
  for (const more of [{ item: "3" }, { selected: "1,2" }, { k: "20" }, { metric: "dot" }, { colour: "kind" }, { tab: "search" }, { "search.text": "a" }]) {
    assert.equal(asksForAMap({ ...VIEW, ...more }, VIEW, true), false, JSON.stringify(more));
    assert.equal(asksForAMap(VIEW, { ...VIEW, ...more }, true), false);
  }
});

test("another space, projection or parameter, other axes and another epoch ask for one", () => {
  for (const more of [{ space: "digits" }, { projection: "pca" }, { dimensions: "3" }, { n_neighbors: "5" }, { "axes.1": "1~2" }, { "training.epoch": "3" }]) {
    assert.equal(asksForAMap({ ...VIEW, ...more }, VIEW, true), true, JSON.stringify(more));
  }
});

test("as long as there is no map every change may bring one", () => {
  assert.equal(asksForAMap(VIEW, null, false), true);
  assert.equal(asksForAMap(VIEW, { ...VIEW, k: "5000" }, false), true);
});

test("one item after another leaves the controls as they are, and the first of all takes the hint away", () => {
  assert.deepEqual(controlPart({ ...VIEW, item: "3" }), controlPart({ ...VIEW, item: "4", "search.text": "a" }));
  assert.notDeepEqual(controlPart({ ...VIEW, item: "3" }), controlPart(VIEW));
  for (const more of [{ k: "20" }, { metric: "dot" }, { colour: "kind" }, { tab: "search" }, { space: "digits" }]) {
    assert.notDeepEqual(controlPart({ ...VIEW, ...more }), controlPart(VIEW), JSON.stringify(more));
  }
});
