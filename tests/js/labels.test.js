import assert from "node:assert/strict";
import { test } from "node:test";
import { overlap, place } from "../../assets/map/label_layout.js";

/** @param {number} count */
const crowd = (count) => Array.from({ length: count }, (_, i) => ({
  id: `i${i}`, text: `item ${i}`, x: 400 + 380 * Math.sin(i * 12.9), y: 300 + 290 * Math.sin(i * 78.2), wide: 40 + (i % 7) * 12,
  high: 15, gap: i % 3 ? 8 : 0, air: i % 2 ? 10 : 2,
}));

test("labels never touch each other and never leave the map", () => {
  const placed = place(crowd(600), 800, 600);
  assert.ok(placed.length > 20);
  placed.forEach((a, place) => {
    assert.ok(a.left >= 0 && a.left + a.wide <= 800 && a.top >= 0 && a.top + a.high <= 600);
    for (const b of placed.slice(place + 1)) assert.ok(!overlap(a, b), `${a.text} touches ${b.text}`);
  });
});

test("the most important comes first, and what is in the way moves or goes", () => {
  const label = (id, gap) => ({ id, text: id, x: 100, y: 100, wide: 60, high: 16, gap, air: 2 });
  const placed = place([label("first", 8), label("second", 8), label("third", 0)], 300, 200);
  assert.deepEqual(placed.map(({ id }) => id).slice(0, 2), ["first", "second"]);
  assert.equal(placed[0].left, 108);
  assert.equal(placed[1].left, 32);
});

test("a label that must be there is there, and nothing covers what is taken", () => {
  const taken = [{ id: "disc", text: "", x: 50, y: 50, left: 0, top: 0, wide: 300, high: 200, gap: 0, air: 0 }];
  const label = { id: "a", text: "a", x: 100, y: 100, wide: 60, high: 16, gap: 8, air: 2 };
  assert.deepEqual(place([label], 300, 200, taken), []);
  assert.equal(place([{ ...label, always: true }], 300, 200, taken).length, 1);
});

test("at most as many as asked for", () => {
  assert.equal(place(crowd(600), 800, 600, [], 5).length, 5);
});
