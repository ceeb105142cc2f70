import assert from "node:assert/strict";
import { test } from "node:test";
import { AxisNames, inWords } from "../../assets/map/axis_names.js";
import { Camera } from "../../assets/map/camera.js";
import { axisMarks } from "../../assets/map/export/axes.js";
import { makeScene } from "../../assets/map/scene.js";

const AXES = [
  { low: "man", high: "woman", counts: [1, 1] },
  { low: "", high: "what else differs most", counts: [0, 0] },
  { low: "small", high: "a name that is much too long to be read at the edge", counts: [2, 3] },
];

/** @param {number} dimensions @param {Object} [pose] @param {Object} [given] */
function names(dimensions, pose = {}, given = {}) {
  const part = () => ({ style: {}, setAttribute() {}, append() {}, replaceChildren(...children) { this.children = children; }, children: [] });
  globalThis.document = { createElementNS: part };
  const coordinates = Float32Array.from({ length: 30 * dimensions }, (_, at) => Math.sin(7 * at) / (1 + (at % dimensions)));
  const scene = makeScene({ key: "k", space: "s", dimensions, coordinates, axes: AXES.slice(0, dimensions), title: "Axes of your own", ...given });
  const camera = new Camera();
  camera.resize(900, 600);
  camera.pose = { ...camera.fitted(scene), ...pose };
  return new AxisNames({ scene, camera, element: part() });
}

test("in 2D each end stands at its own edge, with its sign", () => {
  const [low, high, nothing, rest] = names(2).names();
  assert.deepEqual([low.text, low.side, high.text, high.side], ["− man", -1, "+ woman", 1]);
  assert.ok(low.x < 20 && high.x > 880 && Math.abs(low.y - 300) < 1);
  assert.equal(nothing, null);
  assert.ok(rest.faint && rest.y < 80 && rest.y > 40 && Math.abs(rest.x - 450) < 1 && rest.side === 0);
});

test("the names stay when the map is moved and nearer, and turn with it", () => {
  const still = names(2).names();
  assert.deepEqual(names(2, { target: [0.4, 0.2, 0], extent: 0.1 }).names(), still);
  const [low, high] = names(2, { roll: Math.PI / 2 }).names();
  assert.ok(low.side === 0 && high.side === 0 && Math.abs(low.y - high.y) > 400);
});

test("the lines of 2D cross where both cosines are zero", () => {
  const made = names(2);
  const { camera, scene: { frame: { centre, half } } } = made.map;
  const [x, y] = camera.project(centre.map((value) => -value / half));
  const [across, up] = made.lines();
  assert.ok(Math.abs(across[0][0] - x) < 1e-6 && Math.abs(across[1][0] - x) < 1e-6);
  assert.ok(Math.abs(up[0][1] - y) < 1e-6 && Math.abs(up[1][1] - y) < 1e-6);
});

test("in 3D the names stand at the ends of three lines, within the map", () => {
  for (const pose of [{}, { yaw: 2.5, pitch: -0.9 }, { extent: 0.2 }]) {
    const made = names(3, pose);
    for (const name of made.names().filter(Boolean)) {
      assert.ok(name.x >= 0 && name.x <= 900 && name.y >= 0 && name.y <= 600);
    }
    assert.equal(made.lines().length, 3);
  }
  const long = names(3).names().at(-1).text;
  assert.ok(long.startsWith("+ a name that") && long.endsWith("…") && long.length <= 32);
});

test("an axis that points at the eye has no names", () => {
  const [, , , , low, high] = names(3, { yaw: 0, pitch: 0 }).names();
  assert.deepEqual([low, high], [null, null]);
});

test("a map without chosen axes, or laid onto another, has no names", () => {
  assert.deepEqual(names(2, {}, { axes: [] }).names(), []);
  const placed = { positions: new Float32Array(60), bounds: { min: [0, 0, 0], max: [0, 0, 0], radius: 0 } };
  assert.deepEqual(names(2, {}, { placed }).axes, []);
});

test("who listens hears the axes too", () => {
  assert.equal(inWords(names(2).map.scene), "Axes of your own: across from man to woman; up, what else differs most");
  assert.equal(inWords({ title: "UMAP, 2D", axes: [] }), "UMAP, 2D");
});

test("an exported picture has the names where the map has them", () => {
  const axisNames = names(2);
  const marks = axisMarks({ axisNames, scene: axisNames.map.scene }, { x: 24, y: 60 }, { ink: "black", muted: "grey", measure: (text) => 7 * text.length });
  assert.deepEqual(marks.map(({ text }) => text), ["− man", "+ woman", "what else differs most"]);
  const [low, high] = marks;
  assert.ok(low.x < 50 && !low.end && high.end && Math.abs(low.y - 360) < 1);
});
