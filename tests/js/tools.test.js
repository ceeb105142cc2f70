import assert from "node:assert/strict";
import { test } from "node:test";
import { makeScene, placed } from "../../assets/map/scene.js";
import { quoted } from "../../assets/page/tools/csv.js";
import { stepTo } from "../../assets/page/tools/search_tab.js";
import { ask, tabOf, valuesOf } from "../../assets/page/tools/state.js";
import { patchOf } from "../../assets/page/tools/values.js";

const scene = { space: "words", key: "map" };
const compare = { part: "tool", name: "compare", follows: "" };
const steer = { part: "tool", name: "directions", follows: "item" };

test("a tool is asked only while its tab is open, with its own part of the address", () => {
  const view = { tab: "compare", "compare.items": "3,5", "directions.low": "1", item: "9" };
  assert.deepEqual(ask(view, scene, [compare, steer], [null, null]), [
    { space: "words", map: "map", metric: "cosine", k: 10, values: { items: "3,5" } }, null,
  ]);
  assert.deepEqual(valuesOf(view, "directions"), { low: "1" });
  assert.equal(tabOf({}), "neighbours");
});

test("a tool is asked anew only when what it reads has changed", () => {
  const view = { tab: "compare", "compare.items": "3,5", item: "9" };
  const [asked] = ask(view, scene, [compare], [null]);
  assert.deepEqual(ask({ ...view, item: "10" }, scene, [compare], [{ ...asked, again: 7 }]), [null]);
  assert.notEqual(ask({ ...view, metric: "dot" }, scene, [compare], [asked])[0], null);
  const [followed] = ask({ tab: "directions", item: "9" }, scene, [steer], [null]);
  assert.equal(ask({ tab: "directions", item: "10" }, scene, [steer], [followed])[0].item, "10");
});

test("no cell of a table runs as a formula, and numbers stay numbers", () => {
  assert.equal(quoted("=1+1"), "'=1+1");
  assert.equal(quoted("−0.457"), "-0.457");
  assert.equal(quoted("12,345"), "12345");
  assert.equal(quoted('a "b", c'), '"a ""b"", c"');
  assert.equal(quoted("-cmd"), "'-cmd");
});

test("a place of the map's own coordinates lies where an item with these coordinates lies", () => {
  const coordinates = new Float32Array([10, 20, 30, 20, 10, 60]);
  const made = makeScene({ key: "k", space: "s", dimensions: 2, coordinates });
  assert.deepEqual(placed(made, [30, 20]).slice(0, 2), [...made.positions.slice(2, 4)]);
  assert.equal(placed(made, [1, 2, 3]), null);
  assert.equal(placed({ ...made, frame: null }, [30, 20]), null);
});

test("a field writes its name into the address, and leaves a usual value out of it", () => {
  const count = { writes: "clusters.k", usual: "8" };
  assert.deepEqual(patchOf(count, "12"), { "clusters.k": "12" });
  assert.deepEqual(patchOf(count, "8.0"), { "clusters.k": null });
  assert.deepEqual(patchOf(count, ""), { "clusters.k": "" });
  assert.deepEqual(patchOf({ writes: "clusters.on", usual: "vectors" }, "map"), { "clusters.on": "map" });
  assert.deepEqual(patchOf({ writes: "search.q", usual: "" }, "0"), { "search.q": "0" });
});

test("a tool is asked anew once the columns of its space were written over", () => {
  const view = { tab: "compare" };
  const [asked] = ask(view, scene, [compare], [null], 3);
  assert.equal(asked.version, 3);
  assert.deepEqual(ask(view, scene, [compare], [asked], 3), [null]);
  assert.equal(ask(view, scene, [compare], [asked], 4)[0].version, 4);
});

test("the arrow keys walk from the field through what was found and back, and not beyond", () => {
  assert.equal(stepTo(-1, 1, 3), 0);
  assert.equal(stepTo(2, 1, 3), 2);
  assert.equal(stepTo(0, -1, 3), -1);
  assert.equal(stepTo(-1, 1, 0), -1);
});
