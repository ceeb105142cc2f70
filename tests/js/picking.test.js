import assert from "node:assert/strict";
import { test } from "node:test";
import { Camera } from "../../assets/map/camera.js";
import { Grid } from "../../assets/map/grid.js";
import { contains, insideLoop } from "../../assets/map/loop.js";
import { Picker } from "../../assets/map/picking.js";
import { makeScene } from "../../assets/map/scene.js";

/** A small generator, so that a failure can be repeated. */
function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function points(count, seed) {
  const next = random(seed);
  return Float32Array.from({ length: 2 * count }, (_, i) => (i % 3 ? next() : next() ** 4) * 2 - 1);
}

function nearestByHand(cloud, x, y, radius, visible) {
  let [best, least] = [-1, radius];
  for (let i = 0; i < cloud.length / 2; i++) {
    const far = Math.hypot(cloud[2 * i] - x, cloud[2 * i + 1] - y);
    if (far < least && (!visible || visible[i])) [best, least] = [i, far];
  }
  return best;
}

test("the nearest point of the index is the nearest of all", () => {
  const next = random(7);
  for (const count of [1, 2, 17, 3000]) {
    const cloud = points(count, count);
    const grid = new Grid(cloud, 2);
    const visible = Uint8Array.from({ length: count }, () => Number(next() < 0.7));
    for (let trial = 0; trial < 400; trial++) {
      const [x, y, radius] = [next() * 3 - 1.5, next() * 3 - 1.5, 10 ** (-3 * next())];
      const shown = trial % 2 ? visible : null;
      const [found, wanted] = [grid.nearest(x, y, radius, shown), nearestByHand(cloud, x, y, radius, shown)];
      const far = (i) => (i < 0 ? Infinity : Math.hypot(cloud[2 * i] - x, cloud[2 * i + 1] - y));
      assert.equal(far(found), far(wanted), `${count} points, (${x}, ${y}) within ${radius}`);
    }
  }
});

test("points without a place, and equal points, do no harm", () => {
  const grid = new Grid(Float32Array.of(NaN, NaN, 0.5, 0.5, 0.5, 0.5), 2);
  assert.ok([1, 2].includes(grid.nearest(0.5, 0.4, 1)));
  assert.equal(new Grid(new Float32Array(0), 2).nearest(0, 0, 1), -1);
});

test("a rectangle holds what lies in it, or nothing when that is too much", () => {
  const cloud = points(2000, 5);
  const wanted = [];
  for (let i = 0; i < 2000; i++) if (cloud[2 * i] >= -0.4 && cloud[2 * i] <= 0.1 && cloud[2 * i + 1] >= 0 && cloud[2 * i + 1] <= 0.6) wanted.push(i);
  const grid = new Grid(cloud, 2);
  assert.deepEqual(grid.inside(-0.4, 0, 0.1, 0.6, 5000).sort((a, b) => a - b), wanted);
  assert.equal(grid.inside(-0.4, 0, 0.1, 0.6, wanted.length - 1), null);
});

test("a point is inside a loop by the even-odd rule", () => {
  const square = [[0, 0], [10, 0], [10, 10], [0, 10]];
  assert.ok(contains(square, 5, 5));
  assert.ok(!contains(square, 11, 5));
  const bow = [[0, 0], [10, 10], [10, 0], [0, 10]];
  assert.ok(contains(bow, 1, 5) && contains(bow, 9, 5) && !contains(bow, 5, 1));
});

test("the loop holds exactly the points inside, whatever its shape", () => {
  const next = random(11);
  const cloud = Float32Array.from({ length: 20_000 }, () => next() * 400);
  const visible = Uint8Array.from({ length: 10_000 }, () => Number(next() < 0.8));
  const star = Array.from({ length: 40 }, (_, i) => [200 + Math.cos(i * 0.9) * (60 + 90 * next()), 200 + Math.sin(i * 0.9) * (60 + 90 * next())]);
  for (const loop of [[[10, 10], [300, 40], [120, 390]], star, [[0, 0], [400, 0], [400, 400], [0, 400]], [[50, 50], [50, 300], [51, 300], [51, 50]]]) {
    const wanted = [];
    for (let i = 0; i < 10_000; i++) if (visible[i] && contains(loop, cloud[2 * i], cloud[2 * i + 1])) wanted.push(i);
    assert.deepEqual(insideLoop(loop, cloud, visible), wanted);
  }
  assert.deepEqual(insideLoop([[0, 0], [9, 9]], cloud, null), []);
});

for (const dimensions of [2, 3]) {
  test(`the point under its own pixel is picked in ${dimensions}D`, () => {
    const next = random(3);
    const coordinates = Float32Array.from({ length: 60 * dimensions }, () => next() * 50);
    const scene = makeScene({ key: "", space: "", dimensions, coordinates, names: null, title: "" });
    const camera = new Camera();
    camera.resize(900, 700);
    camera.pose = camera.fitted(scene);
    const picker = new Picker(camera);
    picker.show(scene);
    for (let i = 0; i < scene.count; i++) {
      const [x, y] = camera.project([...scene.positions.subarray(i * dimensions, (i + 1) * dimensions)]);
      assert.equal(picker.at(x, y), i);
    }
    assert.equal(picker.at(-500, -500), null);
    picker.visible = new Uint8Array(60);
    assert.equal(picker.at(450, 350), null);
  });
}

for (const dimensions of [2, 3]) {
  test(`a point stands alone where no other that can be seen is near, in ${dimensions}D`, () => {
    const flat = [0, 0, 1, 0, 1.001, 0];
    const coordinates = Float32Array.from(dimensions === 2 ? flat : [0, 0, 0, 1, 0, 0, 1.001, 0, 0]);
    const scene = makeScene({ key: "", space: "", dimensions, coordinates, names: null, title: "" });
    const camera = new Camera();
    camera.resize(400, 400);
    camera.pose = camera.fitted(scene);
    const picker = new Picker(camera);
    picker.show(scene);
    const spot = (i) => camera.project([...scene.positions.subarray(i * dimensions, (i + 1) * dimensions)]);
    assert.equal(picker.alone(...spot(0), 10), 0);
    assert.equal(picker.alone(...spot(1), 10), null);
    assert.equal(picker.alone(-500, -500, 10), null);
    picker.visible = Uint8Array.of(1, 1, 0);
    assert.equal(picker.alone(...spot(1), 10), 1);
  });
}

test("an arrow goes to the nearest point on its side", () => {
  const scene = makeScene({ key: "", space: "", dimensions: 2, coordinates: Float32Array.of(0, 0, 1, 0.1, 2, 0, 0, 1, -1, 0), names: null, title: "" });
  const camera = new Camera();
  camera.resize(400, 400);
  const picker = new Picker(camera);
  picker.show(scene);
  const [x, y] = camera.project([...scene.positions.subarray(0, 2)]);
  assert.equal(picker.toward(x, y, [1, 0], 0), 1);
  assert.equal(picker.toward(x, y, [-1, 0], 0), 4);
  assert.equal(picker.toward(x, y, [0, -1], 0), 3);
  assert.equal(picker.toward(x, y, [0, 1], 0), null);
});
