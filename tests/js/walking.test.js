import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf as gridAt, finer, wholeOf } from "../../assets/page/walking/beneath.js";
import { addressOf, Latest, written } from "../../assets/page/walking/decoder.js";
import { simplified } from "../../assets/page/walking/path.js";

test("a place is written with six digits", () => {
  assert.equal(written([0.1 + 0.2, -1 / 3, 1e-9, 12345678]), "0.3,-0.333333,1e-9,12345700");
  assert.equal(addressOf({ space: "a", weights: "w" }, [1, 2]), "/api/spaces/a/decoded?z=1,2&weights=w");
});

test("of many that are asked for while one is on its way, only the last is fetched", async () => {
  const asked = [];
  const waiting = [];
  const latest = new Latest((address) => { asked.push(address); return new Promise((resolve) => { waiting.push(resolve); }); });
  const shown = [];
  const done = latest.ask("a", (found) => shown.push(found));
  for (const one of ["b", "c", "d"]) latest.ask(one, (found) => shown.push(found));
  waiting[0]("A");
  await new Promise(setImmediate);
  waiting[1]("D");
  await done;
  assert.deepEqual(asked, ["a", "d"]);
  assert.deepEqual(shown, ["A", "D"]);
});

test("what fails is not shown, and the next is asked for", async () => {
  const latest = new Latest(async (address) => { if (address === "bad") throw new Error("no"); return address; });
  const shown = [];
  await latest.ask("bad", (found) => shown.push(found));
  await latest.ask("good", (found) => shown.push(found));
  assert.deepEqual(shown, ["good"]);
});

test("a path keeps its corners and leaves out what lies on its lines", () => {
  const line = [];
  for (let x = 0; x <= 100; x += 2) line.push([x, 0]);
  for (let y = 2; y <= 80; y += 2) line.push([100, y]);
  assert.deepEqual(simplified(line), [[0, 0], [100, 0], [100, 80]]);
  assert.deepEqual(simplified([[5, 5], [6, 6], [7, 5]]), []);
  assert.deepEqual(simplified([[5, 5]]), []);
});

test("a long scribble has no more corners than an address carries, and keeps its ends", () => {
  const scribble = Array.from({ length: 900 }, (_, at) => [at, 40 * Math.sin(at / 3)]);
  const corners = simplified(scribble);
  assert.ok(corners.length <= 48 && corners.length > 1);
  assert.deepEqual([corners[0], corners.at(-1)], [scribble[0], scribble.at(-1)]);
});

test("a loop that ends where it began is a path", () => {
  const loop = Array.from({ length: 65 }, (_, at) => [50 * Math.cos((at * Math.PI) / 32), 50 * Math.sin((at * Math.PI) / 32)]);
  assert.ok(simplified(loop).length > 8);
});

const WHOLE = wholeOf({ centre: [0, 0], half: 4 });
const seen = (low, high) => [[low[0], low[1]], [high[0], low[1]], [low[0], high[1]], [high[0], high[1]]];

test("far away the whole plane is fine enough, and nearer its pictures are parted", () => {
  assert.equal(finer(WHOLE, seen([-5, -5], [5, 5]), 80), null);
  const part = finer(WHOLE, seen([-1, -1], [1, 1]), 400);
  const cell = part.side / part.steps;
  assert.ok(Math.abs(cell - 0.2) < 1e-12);
  assert.ok(part.low[0] <= -1 && part.low[0] + part.side >= 1 - 1e-9);
  for (const axis of [0, 1]) assert.ok(Math.abs((part.low[axis] + 4) / cell - Math.round((part.low[axis] + 4) / cell)) < 1e-9);
});

test("the part never leaves the plane, and there is none beside it", () => {
  const part = finer(WHOLE, seen([3.5, 3.5], [9, 9]), 900);
  for (const axis of [0, 1]) assert.ok(part.low[axis] >= -4 && part.low[axis] + part.side <= 4 + 1e-9);
  assert.equal(finer(WHOLE, seen([5, 5], [9, 9]), 900), null);
});

test("a grid is asked for by the middles of its outer pictures", () => {
  const model = { space: "s", weights: "w", axes: [0, 1], latent: 2, place: [0, 0] };
  assert.equal(gridAt(model, { low: [0, -2], side: 4, steps: 4 }), "/api/spaces/s/manifold?low=0.5,-1.5&high=3.5,1.5&steps=4&axes=0,1&weights=w");
  assert.match(gridAt({ ...model, latent: 3, place: [1, 2, 3] }, { low: [0, 0], side: 1, steps: 2 }), /&z=1,2,3&/);
});
