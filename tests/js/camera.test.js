import assert from "node:assert/strict";
import { test } from "node:test";
import { Camera, between } from "../../assets/map/camera.js";
import { makeScene } from "../../assets/map/scene.js";

const near = (a, b, slack = 1e-9) => assert.ok(Math.abs(a - b) <= slack, `${a} is not ${b}`);

/** @param {Partial<import("../../assets/map/camera.js").Pose>} pose */
function camera(pose = {}) {
  const made = new Camera();
  made.resize(900, 600);
  made.pose = { ...made.pose, ...pose };
  return made;
}

const POSES = [
  {}, { target: [0.3, -0.2, 0], extent: 0.01 }, { roll: 0.7, extent: 1.3 },
  { target: [0.1, 0.2, 0.3], yaw: 1.1, pitch: -0.6, extent: 2 },
];

test("a pixel taken to the world and back is the same pixel", () => {
  for (const pose of POSES) {
    const made = camera(pose);
    for (const [x, y] of [[0, 0], [450, 300], [899, 1], [123, 456]]) {
      const [left, top, depth] = made.project(made.unproject(x, y));
      near(left, x, 1e-6);
      near(top, y, 1e-6);
      near(depth, made.distance);
    }
  }
});

test("zooming keeps what is under the pointer under it", () => {
  for (const pose of POSES) {
    const made = camera(pose);
    const under = made.unproject(200, 140);
    for (const factor of [1.4, 3, 0.5]) made.zoom(200, 140, factor);
    const [x, y] = made.project(under);
    near(x, 200, 1e-6);
    near(y, 140, 1e-6);
  }
});

test("turning a flat map keeps what is under the fingers under them", () => {
  const made = camera();
  const under = made.unproject(700, 90);
  made.rotate(700, 90, 0.8);
  const [x, y] = made.project(under);
  near(x, 700, 1e-6);
  near(y, 90, 1e-6);
});

test("a drag moves the map by as many pixels", () => {
  for (const pose of POSES) {
    const made = camera(pose);
    const under = made.unproject(300, 300);
    made.pan(40, -25);
    const [x, y] = made.project(under);
    near(x, 340, 1e-6);
    near(y, 275, 1e-6);
  }
});

test("an orbit never rolls: up stays up", () => {
  const made = camera();
  for (let step = 0; step < 200; step++) made.orbit(13 * Math.sin(step), 17 * Math.cos(step / 3));
  near(made.axes.right[1], 0, 1e-12);
  assert.ok(made.axes.up[1] > 0);
});

test("the matrix of the graphics card and the pixels of the pointer agree", () => {
  for (const pose of POSES) {
    const made = camera(pose);
    const point = [0.21, -0.13, 0.3];
    const relative = point.map((value, axis) => value - made.target[axis]);
    const m = made.matrix;
    const clip = [0, 1, 2, 3].map((row) => m[row] * relative[0] + m[row + 4] * relative[1] + m[row + 8] * relative[2] + m[row + 12]);
    const [x, y, depth] = made.project(point);
    near((clip[0] / clip[3] / 2 + 0.5) * 900, x, Math.abs(x) * 1e-4 + 1e-2);
    near((0.5 - clip[1] / clip[3] / 2) * 600, y, Math.abs(y) * 1e-4 + 1e-2);
    near(clip[3], depth, 1e-5);
  }
});

test("projecting many is projecting each", () => {
  const made = camera({ yaw: 0.4, pitch: 0.3, extent: 3 });
  const positions = Float32Array.from({ length: 30 }, (_, i) => Math.sin(i * 7));
  const [pixels, depths] = [new Float32Array(20), new Float32Array(10)];
  made.projectAll(positions, 3, pixels, depths);
  for (let i = 0; i < 10; i++) {
    const [x, y, depth] = made.project([...positions.subarray(3 * i, 3 * i + 3)]);
    near(pixels[2 * i], x, 1e-2);
    near(pixels[2 * i + 1], y, 1e-2);
    near(depths[i], depth, 1e-5);
  }
});

for (const dimensions of [2, 3]) {
  test(`fitting shows every point in ${dimensions}D, at any shape of window`, () => {
    const coordinates = Float32Array.from({ length: 600 }, (_, i) => 1e6 + 40 * Math.sin(i * i));
    const scene = makeScene({ key: "", space: "", dimensions, coordinates, names: null, title: "" });
    for (const [width, height] of [[900, 600], [320, 700], [1600, 300]]) {
      const made = camera();
      made.resize(width, height);
      made.pose = made.fitted(scene);
      for (let i = 0; i < scene.count; i++) {
        const [x, y] = made.project([...scene.positions.subarray(i * dimensions, (i + 1) * dimensions)]);
        assert.ok(x > 0 && x < width && y > 0 && y < height, `${x}, ${y} in ${width} × ${height}`);
      }
    }
  });
}

test("a flight begins and ends where it should, with its scale in the logarithm", () => {
  const [from, to] = [camera().pose, camera({ target: [0.4, 0.1, 0], extent: 0.024, yaw: 1 }).pose];
  assert.deepEqual(between(from, to, 0), from);
  near(between(from, to, 0.5).extent, Math.sqrt(from.extent * to.extent), 1e-12);
  near(between(from, to, 1).target[0], 0.4, 1e-12);
});
