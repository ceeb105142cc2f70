import assert from "node:assert/strict";
import { test } from "node:test";
import { look } from "../../assets/map/look.js";
import { makeScene, midway, normalise, shuffled, spacing } from "../../assets/map/scene.js";

const scene = (coordinates, dimensions = 2) =>
  makeScene({ key: "k", space: "s", dimensions, coordinates: Float32Array.from(coordinates), names: null, title: "" });

test("coordinates of any scale and offset fill the cube and keep their proportions", () => {
  const { positions, bounds } = normalise(Float32Array.of(1000, 10, 1004, 12, 1002, 11), 2);
  assert.deepEqual([...positions], [-1, -0.5, 1, 0.5, 0, 0]);
  assert.deepEqual(bounds.max, [1, 0.5, 0]);
});

test("no point, one point, and points that are all equal have a place", () => {
  assert.equal(scene([]).count, 0);
  assert.deepEqual([...scene([5, 7]).positions], [0, 0]);
  assert.deepEqual([...scene([3, 3, 3, 3]).positions], [0, 0, 0, 0]);
  assert.deepEqual([...scene([3, 3, 3, 3, 3, 3], 3).positions], [0, 0, 0, 0, 0, 0]);
});

test("huge numbers do not overflow", () => {
  const { positions } = scene([-3e38, 0, 3e38, 0]);
  assert.deepEqual([...positions], [-1, 0, 1, 0]);
});

test("a wrong shape is refused with its numbers", () => {
  assert.throws(() => scene([1, 2, 3]), /3 coordinates are not rows of 2/);
  assert.throws(() => scene([1, 2, 3, 4], 4), /not 4/);
});

test("the order of drawing holds every point once, and begins with a fair sample", () => {
  const order = shuffled(10_000);
  assert.equal(new Set(order).size, 10_000);
  const early = order.slice(0, 1000).filter((item) => item < 5000).length;
  assert.ok(Math.abs(early - 500) < 60, `${early} of 1000 from the first half`);
  assert.deepEqual(shuffled(50), shuffled(50));
});

test("half way between two projections, also from two dimensions to three", () => {
  const mixed = midway(scene([-1, -1, 1, 1]), scene([-1, 1, 1, 1, -1, -1], 3), 0.5);
  assert.deepEqual([...mixed], [-1, 0, 0.5, 1, 0, -0.5]);
});

test("spacing falls with the number of points, and points shrink and thin with it", () => {
  const cloud = (count) => Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(i * 12.9898) );
  const few = spacing(cloud(100), 2);
  const many = spacing(cloud(100_000), 2);
  assert.ok(few > 10 * many);
  assert.ok(look(few * 300).size > 3 * look(many * 300).size);
  assert.ok(look(few * 300).alpha > look(0.4).alpha);
});
