import assert from "node:assert/strict";
import { test } from "node:test";
import { Placement, apart } from "../../assets/map/picture_layout.js";

/** @param {number} count */
function crowd(count) {
  const positions = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) positions.set([Math.sin(i * 12.9), Math.sin(i * 78.2)], 2 * i);
  return positions;
}
const all = (count) => Array.from({ length: count }, (_, item) => item);

test("no two pictures of a level overlap, at any level", () => {
  const positions = crowd(400);
  const placement = new Placement(positions, 2, all(400), 0.3);
  for (const level of [0, 3, 7, 11]) {
    const side = 0.3 / 1.25 ** level;
    const end = placement.upTo(level);
    const placed = placement.placed.slice(0, end);
    placed.forEach((a, place) => placed.slice(place + 1).forEach((b) => {
      const apartBy = Math.max(Math.abs(positions[2 * a] - positions[2 * b]), Math.abs(positions[2 * a + 1] - positions[2 * b + 1]));
      assert.ok(apartBy >= side - 1e-9, `${a} and ${b} at level ${level}`);
    }));
  }
});

test("nearer, more pictures have room, and none that had it goes", () => {
  const placement = new Placement(crowd(400), 2, all(400), 0.3);
  const counts = all(20).map((level) => placement.upTo(level));
  assert.deepEqual(counts, [...counts].sort((a, b) => a - b));
  assert.ok(counts[0] > 5 && counts[0] < 100);
  assert.ok(counts[19] > 380);
});

test("whoever has no room at a level touches one that has", () => {
  const positions = crowd(400);
  const placement = new Placement(positions, 2, all(400), 0.3);
  const end = placement.upTo(2);
  const placed = new Set(placement.placed.slice(0, end));
  const side = 0.3 / 1.25 ** 2;
  for (const item of all(400).filter((one) => !placed.has(one))) {
    assert.ok([...placed].some((other) => [0, 1].every((axis) => Math.abs(positions[2 * item + axis] - positions[2 * other + axis]) < side)));
  }
});

test("the level follows from the size, and pictures in one place are never both there", () => {
  const placement = new Placement(new Float32Array([0, 0, 0, 0, 0.5, 0.5]), 2, [0, 1, 2], 0.2);
  assert.equal(placement.levelOf(0.2), 0);
  assert.equal(placement.levelOf(5), 0);
  assert.equal(placement.levelOf(0.2 / 1.25 ** 4), 4);
  assert.equal(placement.upTo(40), 2);
});

test("what is meant comes first, and what would touch it stays a point", () => {
  const squares = [[0, 0], [30, 0], [80, 0], [85, 30]].map(([x, y], item) => ({ item, x, y, side: 40 }));
  assert.deepEqual(apart(squares, 8, 10).map(({ item }) => item), [0, 2]);
  assert.deepEqual(apart(squares, 8, 1).map(({ item }) => item), [0]);
});
