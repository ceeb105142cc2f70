/** The lines of equal density: around where the points are, closed, and nowhere else. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { contours } from "../../assets/map/density.js";

/** A round cloud of points about a centre. */
function cloud(x, y, count) {
  const positions = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const [far, angle] = [0.2 * Math.sqrt((i + 0.5) / count), i * 2.39996];
    positions.set([x + far * Math.cos(angle), y + far * Math.sin(angle)], 2 * i);
  }
  return positions;
}

const scene = (positions) => ({ positions, dimensions: 2, count: positions.length / 2 });

test("one cloud has one closed line at each level, inside the line below", () => {
  const found = contours(scene(cloud(0.3, -0.2, 4000)), null);
  const widths = found.map(({ segments }) => {
    const ends = new Map();
    let [low, high] = [Infinity, -Infinity];
    for (let at = 0; at < segments.length; at += 2) {
      const [x, y] = [segments[at], segments[at + 1]];
      const key = `${x} ${y}`;
      ends.set(key, (ends.get(key) ?? 0) + 1);
      assert.ok(Math.hypot(x - 0.3, y + 0.2) < 0.4, "the line is about the cloud");
      [low, high] = [Math.min(low, x), Math.max(high, x)];
    }
    assert.ok(ends.size > 8);
    assert.ok([...ends.values()].every((times) => times === 2), "every end meets another");
    return high - low;
  });
  assert.deepEqual(widths, [...widths].sort((a, b) => b - a));
});

test("what is hidden has no line", () => {
  const both = new Float32Array([...cloud(-0.6, 0, 500), ...cloud(0.6, 0, 500)]);
  const visible = Uint8Array.from({ length: 1000 }, (_, i) => (i < 500 ? 1 : 0));
  for (const { segments } of contours(scene(both), visible)) {
    assert.ok(segments.length > 0);
    assert.ok(segments.filter((_, at) => at % 2 === 0).every((x) => x < 0));
  }
});

test("no points, one point and a map in depth have none", () => {
  assert.deepEqual(contours(scene(new Float32Array(0)), null), []);
  assert.deepEqual(contours(scene(new Float32Array(2)), null), []);
  assert.deepEqual(contours({ positions: new Float32Array(9), dimensions: 3, count: 3 }, null), []);
});
