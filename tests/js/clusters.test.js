import assert from "node:assert/strict";
import { test } from "node:test";
import { levelledAnchors, namesAt } from "../../assets/map/name_levels.js";
import { makeScene } from "../../assets/map/scene.js";
import { members, withName } from "../../assets/page/tools/clusters.js";

/** Four clumps of items, two to the left and two to the right. */
const places = [[-1, -1], [-1, -0.6], [1, 1], [1, 0.6]];
const coordinates = Float32Array.from(places.flatMap(([x, y]) => Array.from({ length: 10 }, (_, i) => [x + i / 1000, y])).flat());
const scene = makeScene({ key: "m", space: "s", dimensions: 2, coordinates });
const column = {
  kind: "category",
  categories: ["a", "b", "c", "d"].map((value) => ({ value, count: 10 })),
  codes: Uint16Array.from({ length: 40 }, (_, i) => Math.floor(i / 10)),
  levels: [{ names: ["left", "right"], of: [0, 0, 1, 1] }],
};

test("coarse names stand amid their groups, fine ones at their categories", () => {
  const all = levelledAnchors(scene, column);
  assert.deepEqual(all.filter(({ level }) => level === 0).map(({ text }) => text).sort(), ["left", "right"]);
  assert.deepEqual(all.filter(({ level }) => level === 1).map(({ text }) => text).sort(), ["a", "b", "c", "d"]);
  const left = all.find(({ text }) => text === "left");
  assert.ok(left.position[0] < 0);
  assert.deepEqual(left.members, [0, 1]);
  assert.equal(new Set(all.map(({ code }) => code)).size, all.length);
});

test("a column without levels is named as ever", () => {
  const plain = levelledAnchors(scene, { ...column, levels: undefined });
  assert.deepEqual(namesAt(plain, 1).map(({ text }) => text).sort(), ["a", "b", "c", "d"]);
  assert.deepEqual(namesAt(plain, 0.1), namesAt(plain, 50));
  assert.deepEqual(levelledAnchors(scene, null), []);
});

test("each level of names has its range of zoom, and the whole map bears only so many", () => {
  const some = (level, count) => Array.from({ length: count }, (_, code) => ({ level, code: level * 1000 + code }));
  const all = [...some(0, 5), ...some(1, 30), ...some(2, 200)];
  const levelAt = (zoom) => [...new Set(namesAt(all, zoom).map(({ level }) => level))];
  assert.deepEqual([0.4, 1, 1.3, 2, 9].map(levelAt), [[0], [1], [1], [2], [2]]);
  assert.deepEqual(namesAt([...some(0, 3), ...some(1, 12)], 1).length, 12);
});

test("a group has no name where the legend leaves all of it out", () => {
  const all = levelledAnchors(scene, column);
  const far = (hidden) => namesAt(all, 0.5, new Set(hidden)).map(({ text }) => text).sort();
  assert.deepEqual(far([]), ["left", "right"]);
  assert.deepEqual(far([0]), ["left", "right"]);
  assert.deepEqual(far([0, 1]), ["right"]);
});

test("the members of clusters are their items, those of none too", () => {
  assert.deepEqual(members(Int32Array.of(0, 1, -1, 1, 2), [1, 2]), [1, 3, 4]);
  assert.deepEqual(members(Int32Array.of(0, 1, -1), [-1]), [2]);
});

test("a name by hand replaces the one before, and an empty one takes it back", () => {
  assert.equal(withName(undefined, "0.41", "  Royal   people, all "), "0.41:Royal%20people%2C%20all");
  assert.equal(withName("0.4:x,0.41:y", "0.4", "z"), "0.41:y,0.4:z");
  assert.equal(withName("0.41:y", "0.41", " "), null);
});
