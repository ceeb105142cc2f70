import assert from "node:assert/strict";
import { test } from "node:test";
import { Isolation } from "../../assets/map/isolation.js";
import { boxOf, loopKind } from "../../assets/map/lasso.js";
import { insideLoop } from "../../assets/map/loop.js";
import { restore, sameState } from "../../assets/map/memory.js";
import { Steps } from "../../assets/page/undo.js";

const pose = (extent) => ({ target: [0, 0, 0], extent, yaw: 0, pitch: 0, roll: 0 });
const state = (items, more = {}) => ({
  key: "k", space: "s", column: "c", items, focus: null, isolated: null, hidden: [], pose: pose(2), ...more,
});
const snapshot = (items, view = {}, more = {}) => ({ view, map: state(items, more) });

test("a step back and forward again, and what is done after a step back replaces what was undone", () => {
  const steps = new Steps();
  for (const items of [[], [1], [1, 2]]) steps.push(snapshot(items));
  assert.deepEqual(steps.move(-1).map.items, [1]);
  assert.deepEqual(steps.move(-1).map.items, []);
  assert.equal(steps.move(-1), null);
  assert.deepEqual(steps.move(1).map.items, [1]);
  steps.push(snapshot([7]));
  assert.equal(steps.move(1), null);
  assert.deepEqual(steps.move(-1).map.items, [1]);
});

test("nothing is kept twice in a row, in the view or on the map", () => {
  const steps = new Steps();
  assert.equal(steps.push(snapshot([1], { space: "words" })), true);
  assert.equal(steps.push(snapshot([1], { space: "words" })), false);
  assert.equal(steps.push(snapshot([1], { space: "words", colour: "size" })), true);
  assert.equal(steps.push(snapshot([2], { space: "words", colour: "size" })), true);
  assert.equal(steps.list.length, 3);
});

test("at most so many steps are kept, the latest of them", () => {
  const steps = new Steps(100);
  for (let item = 0; item < 250; item++) steps.push(snapshot([item]));
  assert.equal(steps.list.length, 100);
  let oldest = steps.current;
  for (let step; (step = steps.move(-1)); ) oldest = step;
  assert.deepEqual(oldest.map.items, [150]);
});

test("what follows by itself belongs to the same step, unless the view has moved on", () => {
  const steps = new Steps();
  steps.amend(snapshot([], { space: "words" }));
  steps.push(snapshot([1], { space: "words" }));
  steps.amend(snapshot([1, 2], { space: "words" }));
  steps.amend(snapshot([9], { space: "digits" }));
  assert.equal(steps.list.length, 2);
  assert.deepEqual(steps.current.map.items, [1, 2]);
  steps.amend(snapshot([], { space: "words" }));
  assert.equal(steps.list.length, 1, "a step that came to nothing is gone");
});

test("every part of a state counts, and a hair's breadth of the camera does not", () => {
  const others = [
    state([2]), state([1, 2]), state([1], { focus: 1 }), state([1], { hidden: [3] }), state([1], { isolated: [1] }),
    state([1], { column: "d" }), state([1], { key: "l" }), state([1], { pose: pose(2.1) }),
  ];
  for (const other of others) assert.equal(sameState(state([1]), other), false, JSON.stringify(other));
  assert.equal(sameState(state([1]), state([1], { pose: pose(2.00001) })), true);
  assert.equal(sameState(null, null), true);
  assert.equal(sameState(state([1]), null), false);
});

/** @param {Object} scene what is on the map */
const fakeMap = (scene, column = "c") => {
  const did = [];
  return {
    did, scene, camera: { pose: pose(2) }, picture: { column: { name: column } }, select: () => did.push("select"),
    pilot: { pointsFly: false, flyTo: (to) => did.push(["fly", to.extent]) },
    selection: { set: (items) => did.push(["items", ...items]) }, isolate: (items) => did.push(["isolate", items]),
    legend: { set: (hidden) => did.push(["hidden", ...hidden]) },
  };
};
const ALL = new Set(["items", "hidden", "pose"]);

test("a state is given back whole where its map is there", () => {
  const map = fakeMap({ space: "s", key: "k" });
  assert.deepEqual([...restore(map, state([4], { hidden: [2], pose: pose(1) }), ALL)], []);
  assert.deepEqual(map.did, [["items", 4], ["isolate", null], "select", ["hidden", 2], ["fly", 1]]);
});

test("what belongs to another projection, column or space waits for it", () => {
  assert.deepEqual([...restore(fakeMap({ space: "s", key: "other" }), state([4]), ALL)], ["pose"]);
  assert.deepEqual([...restore(fakeMap({ space: "s", key: "k" }, "other"), state([4]), ALL)], ["hidden"]);
  const elsewhere = fakeMap({ space: "other", key: "other" });
  assert.deepEqual([...restore(elsewhere, state([4]), ALL)], ["items", "hidden", "pose"]);
  assert.deepEqual(elsewhere.did, []);
});

test("isolated items and the legend's filter both count", () => {
  const isolation = new Isolation();
  isolation.set([1, 2, 9], 4);
  assert.deepEqual(isolation.items, [1, 2]);
  assert.deepEqual([...isolation.within(null)], [0, 1, 1, 0]);
  assert.deepEqual([...isolation.within(Uint8Array.of(1, 1, 0, 1))], [0, 1, 0, 0]);
  isolation.set([0, 1, 2, 3], 4);
  assert.equal(isolation.items, null, "all of them are not a part");
  assert.equal(isolation.within(null), null);
});

test("the camera frames what is isolated", () => {
  const scene = { positions: Float32Array.of(-1, -1, 0, 0.5, 1, 1, 0.5, 0), dimensions: 2, count: 4, bounds: { min: [-1, -1, 0], max: [1, 1, 0] } };
  const isolation = new Isolation();
  assert.equal(isolation.frame(scene), scene);
  isolation.set([1, 3], 4);
  const { bounds, positions } = isolation.frame(scene);
  assert.deepEqual([bounds.min, bounds.max, [...positions]], [[0, 0, 0], [0.5, 0.5, 0], [0, 0.5, 0.5, 0]]);
});

test("a box from any corner to its opposite holds the same points", () => {
  const pixels = Float32Array.of(10, 10, 50, 20, 90, 90, 49.5, 79);
  for (const [a, b] of [[[9, 9], [50.5, 80]], [[50.5, 80], [9, 9]], [[9, 80], [50.5, 9]]]) {
    assert.deepEqual(insideLoop(boxOf(a, b), pixels, null), [0, 1, 3]);
  }
  assert.deepEqual(insideLoop(boxOf([5, 5], [5, 80]), pixels, null), [], "a box without width holds nothing");
});

test("Ctrl or Cmd adds, Alt removes", () => {
  const kinds = [{}, { ctrlKey: true }, { metaKey: true }, { altKey: true }].map(loopKind);
  assert.deepEqual(kinds, ["replace", "add", "add", "remove"]);
});
