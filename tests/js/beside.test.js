import assert from "node:assert/strict";
import { test } from "node:test";
import { followed, Lock } from "../../assets/page/beside/lock.js";
import { laidOnto, rotation } from "../../assets/page/beside/procrustes.js";
import { match, nextSpec, ofAnySpace, readSpecs, writeSpecs } from "../../assets/page/beside/spec.js";
import { spread, spreadWords } from "../../assets/page/beside/spread.js";
import { morph } from "../../assets/map/twin.js";
import { parameterNames, readAddress, update, view } from "../../assets/page/view.js";
import { makeScene } from "../../assets/map/scene.js";

/** A cloud that no turn leaves as it is. @param {number} d */
const cloud = (d, count = 60) => Float32Array.from({ length: d * count }, (_, i) => Math.sin(i * 12.9898 + d) * (1 + (i % d)) / d);
const near = (a, b, by = 1e-4) => assert.ok(a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) < by), `${[...a].slice(0, 6)} is not ${[...b].slice(0, 6)}`);
const times = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
const transposed = (a) => a[0].map((_, j) => a.map((row) => row[j]));
/** @param {Float32Array} positions @param {number[][]} turn @param {number} scale @param {number} by */
const moved = (positions, turn, scale = 1, by = 0) => {
  const d = turn.length;
  const rows = Array.from({ length: positions.length / d }, (_, i) => [...positions.subarray(i * d, i * d + d)]);
  return Float32Array.from(times(rows, turn).flat(), (value) => value * scale + by);
};
const [c, s] = [Math.cos(1.1), Math.sin(1.1)];
const TURNS = {
  2: { turned: [[c, -s], [s, c]], mirrored: [[c, s], [s, -c]] },
  3: { turned: [[c, -s, 0], [s, c, 0], [0, 0, 1]], mirrored: [[0, c, -s], [0, s, c], [-1, 0, 0]].map((row) => row.map((value) => -value)) },
};

for (const d of [2, 3]) {
  for (const [how, turn] of Object.entries(TURNS[d])) {
    test(`a map that was ${how}, scaled and shifted lies where it was, in ${d}D`, () => {
      const onto = cloud(d).map((value) => value / 2);
      const { positions, bounds } = laidOnto(moved(onto, turn, 0.7, 0.3), onto, d);
      near(positions, onto);
      for (let axis = 0; axis < d; axis++) {
        const values = onto.filter((_, at) => at % d === axis);
        near([bounds.min[axis], bounds.max[axis]], [Math.min(...values), Math.max(...values)]);
      }
    });
  }
  test(`nothing is bent in ${d}D: the turn keeps lengths and angles whatever it is given`, () => {
    const line = Array.from({ length: d }, (_, i) => Array.from({ length: d }, (__, j) => (i + 1) * (j + 1)));
    const nothing = line.map((row) => row.map(() => 0));
    for (const matrix of [line, nothing, TURNS[d].mirrored, [...Array(d)].map((_, i) => [...Array(d)].map((__, j) => Math.sin(i * 3 + j)))]) {
      const turn = rotation(matrix);
      near(times(turn, transposed(turn)).flat(), nothing.map((row, i) => row.map((_, j) => Number(i === j))).flat(), 1e-9);
    }
    near(rotation(nothing).flat(), nothing.map((row, i) => row.map((_, j) => Number(i === j))).flat());
  });
  test(`no other turn lies nearer in ${d}D`, () => {
    const [a, b] = [cloud(d), cloud(d).map((value, i) => value + Math.cos(i * 7.3))];
    const apart = (positions) => positions.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
    const { positions } = laidOnto(a, b, d);
    const mean = Array.from({ length: d }, (_, axis) => b.filter((__, at) => at % d === axis).reduce((sum, value) => sum + value, 0) / (b.length / d));
    const about = (turn) => moved(positions.map((value, at) => value - mean[at % d]), turn).map((value, at) => value + mean[at % d]);
    for (const turn of Object.values(TURNS[d])) assert.ok(apart(about(turn)) > apart(positions));
  });
}

test("points that all lie together, a lone outlier and another number of items", () => {
  near(laidOnto(new Float32Array(6), Float32Array.of(1, 0, 0, 1, -1, -1), 2).positions, new Float32Array(6));
  const far = laidOnto(Float32Array.of(0, 0, 0, 0, 0, 0, 1, 0), Float32Array.of(1, 1, 1, -1, -1, -1, -1, 1), 2);
  assert.ok(far.positions.every((value) => Math.abs(value) <= 1 + 1e-6), [...far.positions].join(" "));
  assert.throws(() => laidOnto(cloud(2, 3), cloud(2, 4), 2), /6 numbers cannot be laid onto 8/);
});

test("spread is 0 at one place, 1 for all, and grows with the distance between items", () => {
  const scene = makeScene({ key: "k", space: "s", dimensions: 2, coordinates: Float32Array.of(0, 0, 0, 0, 10, 0, 10, 4, -10, 2, -9, 0) });
  assert.equal(spread(scene, [0, 1]), 0);
  assert.ok(Math.abs(spread(scene, [0, 1, 2, 3, 4, 5]) - 1) < 1e-6);
  assert.ok(spread(scene, [2, 3]) < spread(scene, [2, 4]));
  assert.equal(spread(scene, [3]), null);
  assert.equal(spread(makeScene({ key: "k", space: "s", dimensions: 2, coordinates: new Float32Array(8) }), [0, 1]), null);
  assert.equal(spreadWords(0.123, 1137).line, "1,137 items: together (spread 0.12)");
  assert.match(spreadWords(0.9, 2).line, /scattered/);
});

const pose = (more = {}) => ({ target: [0, 0, 0], extent: 2, yaw: 0, pitch: 0, roll: 0, ...more });

test("a camera that follows does what the other did, each from where it stands", () => {
  const own = pose({ target: [5, 5, 0], extent: 4, yaw: 1 });
  const after = followed(pose(), pose({ target: [0.1, -0.2, 0], extent: 1, yaw: 0.5 }), own);
  assert.deepEqual(after, pose({ target: [5.2, 4.6, 0], extent: 2, yaw: 1.5 }));
});

test("only maps of as many dimensions follow, only when locked, only a hand, and none echoes", () => {
  const map = (dimensions) => {
    const one = { pose: pose(), told: 0, shared: () => ({ pose: one.pose, scene: { dimensions } }), follow: (to) => { one.pose = to; one.told++; } };
    return one;
  };
  const [a, b, deep] = [map(2), map(2), map(3)];
  const lock = new Lock();
  const move = (extent, byHand = true) => { a.pose = pose({ extent }); lock.moved(a, [a, b, deep], byHand); };
  lock.look([a, b, deep]);
  move(1);
  assert.equal(b.pose.extent, 2, "free");
  lock.on = true;
  move(0.5);
  move(0.1, false);
  assert.deepEqual([b.pose.extent, deep.pose.extent], [1, 2]);
  lock.moved(b, [a, b, deep], true);
  assert.deepEqual([a.pose.extent, a.told], [0.1, 0], "what follows does not lead");
});

test("the address holds the maps beside the first", () => {
  const specs = readSpecs("pca-2,tsne-3.0a1b,nonsense,umap-2");
  assert.deepEqual(specs.map(({ projection, dimensions, space }) => [projection, dimensions, space]), [["pca", "2", ""], ["tsne", "3", "0a1b"], ["umap", "2", ""]]);
  assert.equal(writeSpecs(specs), "pca-2,tsne-3.0a1b,umap-2");
  assert.equal(ofAnySpace("pca-2,tsne-3.0a1b"), "pca-2");
  assert.equal(ofAnySpace("tsne-3.0a1b"), null);
  assert.deepEqual([readSpecs(undefined), writeSpecs([])], [[], null]);
});

test("another space keeps the maps beside, but for those of another encoder", async () => {
  Object.assign(globalThis, {
    location: { search: "?space=a1&beside=pca-2,umap-2.b2&locked=1&n_neighbors=30" }, history: { replaceState: () => undefined },
    window: { dash_clientside: { set_props: () => undefined } }, fetch: async () => ({ ok: false }),
  });
  await readAddress({});
  assert.deepEqual(parameterNames(), ["n_neighbors"]);
  update({ space: "words" });
  assert.deepEqual(view(), { projection: "umap", space: "words", beside: "pca-2", locked: "1", n_neighbors: "30" });
});

test("the next map is the first projection that is not there", () => {
  const methods = ["pca", "tsne", "umap"].map((value) => ({ value }));
  const next = (view) => writeSpecs([nextSpec(view, methods)]);
  assert.equal(next({ projection: "umap" }), "pca-2");
  assert.equal(next({ projection: "pca", dimensions: "3", beside: "tsne-3,pca-2" }), "umap-3");
  assert.equal(next({ projection: "umap", beside: "pca-2,tsne-2" }), "pca-3");
});

test("the same maps stay themselves, a changed one changes, what is left over goes", () => {
  const [pca, tsne, umap] = readSpecs("pca-2,tsne-2,umap-2").map((spec) => ({ spec }));
  const matched = (there, text) => { const { kept, gone } = match(there, readSpecs(text)); return [kept, gone]; };
  assert.deepEqual(matched([pca, tsne], "tsne-2"), [[tsne], [pca]]);
  assert.deepEqual(matched([pca, tsne], "umap-3,tsne-2"), [[pca, tsne], []]);
  assert.deepEqual(matched([pca], "pca-2,tsne-2"), [[pca, null], []]);
  assert.deepEqual(matched([pca, tsne, umap], ""), [[], [pca, tsne, umap]]);
});

test("a morph goes from where the points rest to where the other map has them, and back", () => {
  const of = (...coordinates) => makeScene({ key: "k", space: "s", dimensions: 2, coordinates: Float32Array.from(coordinates) });
  const [own, other] = [of(-1, 0, 1, 0), of(0, -1, 0, 1)];
  const points = { origin: null, set: (values) => Object.assign(points, values) };
  const pilot = { progress: 1, land: () => { pilot.progress = 1; } };
  const map = {
    scene: own, pilot, hover: { to: () => undefined }, highlight: () => undefined, renderer: { invalidate: () => undefined },
    picture: { points, land: () => { points.origin = null; } },
  };
  morph(map, other, 0);
  assert.deepEqual([points.origin, pilot.progress], [null, 1]);
  morph(map, other, 0.25);
  assert.deepEqual([[...points.origin], pilot.progress], [[0, -1, 0, 0, 1, 0], 0.75]);
  morph(map, null, 0);
  assert.deepEqual([points.origin, pilot.progress], [null, 1]);
  morph(map, of(1, 2, 3, 4, 5, 6), 0.5);
  assert.equal(pilot.progress, 1, "other items have no place to go");
});
