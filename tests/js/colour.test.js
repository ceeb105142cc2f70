import assert from "node:assert/strict";
import { test } from "node:test";
import { anchors } from "../../assets/map/anchors.js";
import { MISSING, fits, palette, parse, ramp, tones, visibility } from "../../assets/map/colour.js";
import { makeScene } from "../../assets/map/scene.js";
import { Selection } from "../../assets/map/selection.js";

const letters = {
  name: "letter", kind: "category", missing: 1, codes: Uint16Array.of(0, 1, 0, MISSING),
  categories: [{ value: "a", count: 2, light: "#ff0000", dark: "#00ff00" }, { value: "b", count: 1, light: "#0000ff", dark: "#fff" }],
};
const lengths = {
  name: "length", kind: "number", numbers: Float32Array.of(-50, 0, 5, 10, 99, NaN), min: -50, max: 99, low: 0, high: 10,
  missing: 1, histogram: [], scale: ["#000000", "#ffffff"],
};

test("categories keep their codes and have a colour in each theme", () => {
  assert.deepEqual([...tones(letters, 4)], [0, 1, 0, MISSING]);
  assert.deepEqual(palette(letters, "light").colours, [[255, 0, 0], [0, 0, 255]]);
  assert.deepEqual(palette(letters, "dark").colours[1], [255, 255, 255]);
});

test("numbers are clipped to their quantiles and what is missing stays so", () => {
  assert.deepEqual([...tones(lengths, 6)], [0, 0, 128, 255, 255, MISSING]);
  assert.equal(palette(lengths, "light").colours.length, 256);
});

test("a column whose numbers are all equal takes the middle of the scale", () => {
  assert.deepEqual([...tones({ ...lengths, numbers: Float32Array.of(3, 3), low: 3, high: 3 }, 2)], [128, 128]);
});

test("a column of another space does not fit, and colours nothing", () => {
  assert.ok(!fits(letters, 5));
  assert.ok(!fits({ name: "notes", kind: "text" }, 5));
  assert.ok(!fits(null, 5));
  assert.deepEqual([...tones(letters, 2)], [0, 0]);
});

test("the legend's filter hides exactly its categories", () => {
  assert.equal(visibility(letters, new Set()), null);
  assert.deepEqual([...visibility(letters, new Set([0]))], [0, 1, 0, 1]);
  assert.deepEqual([...visibility(letters, new Set([MISSING, 1]))], [1, 0, 1, 0]);
});

test("colours are read and ramps reach both ends", () => {
  assert.deepEqual(parse(" #1b1f24"), [27, 31, 36]);
  assert.deepEqual(ramp([[0, 0, 0], [10, 0, 0]], 3), [[0, 0, 0], [5, 0, 0], [10, 0, 0]]);
});

test("a name stands where its category is, and one that is everywhere has no place", () => {
  const coordinates = new Float32Array(1200);
  const codes = new Uint16Array(600);
  for (let i = 0; i < 600; i++) {
    const here = i < 200;
    codes[i] = here ? 0 : 1 + (i % 3);
    coordinates[2 * i] = here ? 8 + Math.sin(i) / 4 : -10 + 10 * Math.abs(Math.sin(i * 12.9));
    coordinates[2 * i + 1] = here ? 8 + Math.cos(i) / 4 : -10 + 10 * Math.abs(Math.sin(i * 78.2));
  }
  const categories = ["corner", "x", "y", "z"].map((value, code) => ({ value, count: code ? 133 : 200, light: "#000", dark: "#fff" }));
  const scene = makeScene({ key: "", space: "", dimensions: 2, coordinates, names: null, title: "" });
  const [first] = anchors(scene, { name: "", kind: "category", codes, categories, missing: 0 });
  assert.equal(first.text, "corner");
  assert.ok(first.position[0] > 0.8 && first.position[1] > 0.8);
});

test("a selection grows, shrinks and forgets neighbours that are not of its focus", () => {
  const selection = new Selection();
  selection.set([5, 3, 5], 3);
  assert.deepEqual(selection.items, [3, 5]);
  selection.neighbours = { item: 3, indices: [1, 2, 9], distances: [0.1, 0.2, 0.3] };
  assert.deepEqual(selection.emphasised, [3, 1, 2, 9, 3, 5]);
  assert.ok(selection.strengths[0] > selection.strengths[2]);
  selection.within(6);
  assert.deepEqual(selection.neighbours.indices, [1, 2]);
  selection.toggle(4);
  assert.deepEqual([selection.items, selection.focus, selection.neighbours], [[3, 4, 5], 4, null]);
  selection.toggle(4);
  selection.loop([1, 3], "add");
  assert.deepEqual(selection.items, [1, 3, 5]);
  selection.loop([3], "remove");
  assert.deepEqual(selection.items, [1, 5]);
  selection.loop([0], "replace");
  assert.deepEqual([selection.items, selection.focus], [[0], null]);
});

test("a brushed histogram leaves the items of its bins", () => {
  const heights = { kind: "number", numbers: new Float32Array([0, 0.4, 0.5, 1, NaN]), min: 0, max: 1, histogram: [2, 2] };
  assert.equal(visibility(heights, new Set()), null);
  assert.deepEqual([...visibility(heights, new Set([0, MISSING]))], [0, 0, 1, 1, 0]);
  assert.deepEqual([...visibility(heights, new Set([1]))], [1, 1, 0, 0, 1]);
});

test("what a tool has lit keeps its colour beside what is selected", () => {
  const selection = new Selection();
  selection.lit = [4, 5];
  assert.deepEqual(selection.emphasised, [4, 5]);
  selection.set([2], 2);
  assert.deepEqual(selection.emphasised, [2, 4, 5]);
  selection.neighbours = { item: 2, indices: [7], distances: [1] };
  assert.deepEqual(new Set(selection.emphasised), new Set([2, 7, 4, 5]));
  selection.lit = [];
  selection.set([2], 2);
  selection.neighbours = null;
  assert.deepEqual(selection.emphasised, []);
});
