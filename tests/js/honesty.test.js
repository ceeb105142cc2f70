/** What the map confesses, and how the list of neighbours says it. */

import assert from "node:assert/strict";
import test from "node:test";

import { Confession, sentence } from "../../assets/map/confession.js";
import { Selection } from "../../assets/map/selection.js";
import { mapWords, ordinal } from "../../assets/page/neighbours.js";

const told = { item: 7, nearest: [1, 2, 3], true: [true, false, true], elsewhere: [9] };

test("the line says how many are true, how many are not, and how many lie elsewhere", () => {
  assert.equal(sentence(told), "2 of the 3 nearest on the map are true; 1 (orange) is not; 1 true one lies elsewhere (lines)");
  assert.equal(sentence({ ...told, true: [true, true, true], elsewhere: [] }), "3 of the 3 nearest on the map are true");
  assert.equal(
    sentence({ item: 0, nearest: [1, 2], true: [false, false], elsewhere: [3, 4] }),
    "0 of the 2 nearest on the map are true; 2 (orange) are not; 2 true ones lie elsewhere (lines)",
  );
  assert.equal(sentence({ item: 0, nearest: [], true: [], elsewhere: [] }), "This is the only item, so it has no neighbours.");
});

test("a confession stands for the selection, which it leaves alone", () => {
  const selection = new Selection();
  selection.set([4, 5], 5);
  const confession = new Confession(told, selection);
  assert.deepEqual(confession.emphasised, [7, 1, 2, 3, 9]);
  assert.deepEqual(confession.neighbours.indices, [9]);
  assert.deepEqual(confession.marks.filter(({ wrong }) => wrong), [{ item: 2, wrong: true }]);
  assert.deepEqual([selection.items, selection.focus], [[4, 5], 5]);
});

test("neighbours stand on a ramp from the nearest to the farthest", () => {
  const selection = new Selection();
  selection.set([0], 0);
  selection.neighbours = { item: 0, indices: [1, 2, 3], distances: [-3, -2, -1] };
  assert.deepEqual(selection.farness, [0, 0.5, 1]);
  assert.deepEqual(selection.marks, [{ item: 1, far: 0 }, { item: 2, far: 0.5 }, { item: 3, far: 1 }]);
  selection.neighbours = { item: 0, indices: [1, 2], distances: [2, 2] };
  assert.deepEqual(selection.farness, [0, 0.5], "equally near ones keep their order");
});

test("a row says where the map has its item", () => {
  assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 111, 1002].map(ordinal), ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "111th", "1,002nd"]);
  const links = { ranks: [3, 412], far: [false, true], limit: 100, others: 1641 };
  assert.equal(mapWords(links, 0), "On the map it is the 3rd nearest of 1,641.");
  assert.match(mapWords(links, 1), /^On the map it is the 412th nearest of 1,641\. A true neighbour, .*more than 100 items/);
});
