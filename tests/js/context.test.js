/** What a value means among all others. */

import assert from "node:assert/strict";
import test from "node:test";

import { contextOf, percent } from "../../assets/map/context.js";

const histogram = [1, 2, 4, 1];
const number = { kind: "number", min: 0, max: 8, histogram };

test("the bar of a number is lit, the ends included", () => {
  for (const [value, lit] of [["0", 0], ["1.99", 0], ["2", 1], ["5.5", 2], ["8", 3], ["8.00001", 3], ["-0.1", 0]]) {
    assert.equal(contextOf(number, value).lit, lit, value);
  }
  assert.deepEqual(contextOf(number, "5").bars, [0.25, 0.5, 1, 0.25]);
  assert.equal(contextOf(number, "5").words, "higher than about 63 % of the items");
});

test("a category has its share, missing values counted", () => {
  const column = { kind: "category", missing: 10, categories: [{ value: "a", count: 80 }, { value: "b", count: 10 }] };
  assert.deepEqual(contextOf(column, "a"), { share: 0.8, words: "80 %: 80 of 100 items" });
  assert.equal(contextOf(column, "Other"), null, "what is not among the categories");
});

test("where there is nothing to say nothing is said", () => {
  for (const value of ["", null, undefined, "n/a"]) assert.equal(contextOf(number, value), null);
  assert.equal(contextOf({ ...number, min: 3, max: 3 }, "3"), null);
  assert.equal(contextOf({ ...number, histogram: [0, 0] }, "3"), null);
  assert.equal(contextOf({ kind: "text" }, "a"), null);
});

test("a share never reads as none or all that is neither", () => {
  assert.deepEqual([0, 0.001, 0.01, 0.5, 0.999, 1].map(percent), ["0 %", "under 1 %", "1 %", "50 %", "over 99 %", "100 %"]);
});
