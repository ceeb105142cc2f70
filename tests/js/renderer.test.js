import assert from "node:assert/strict";
import { test } from "node:test";

import { Renderer } from "../../assets/map/renderer.js";

/** A canvas whose context does nothing, and frames that come when the test says so. */
function stage() {
  const gl = new Proxy({ isContextLost: () => false, getSyncParameter: () => 1, SIGNALED: 1, fenceSync: () => ({}) }, {
    get: (known, name) => known[name] ?? (() => undefined),
  });
  const frames = [];
  globalThis.requestAnimationFrame = (frame) => frames.push(frame);
  const canvas = { getContext: () => gl, addEventListener: () => undefined };
  return { canvas, next: () => frames.splice(0).forEach((frame) => frame(0)) };
}

test("a frame after a movement draws every point, whatever asked for it", () => {
  const { canvas, next } = stage();
  const [shares, moves] = [[], [true, false]];
  const hooks = { update: () => moves.shift() ?? false, paint: (share) => shares.push(share), rest: () => undefined, lost: () => undefined };
  const renderer = new Renderer(canvas, [], hooks);
  renderer.expect(1_000_000);
  renderer.most = 0; // as on a machine that is quick: no frame is timed
  renderer.invalidate();
  next();
  renderer.invalidate(false); // only labels come
  next();
  assert.deepEqual(shares, [0.05, 1]);
  renderer.invalidate(false);
  next();
  assert.deepEqual(shares, [0.05, 1, 0], "at rest the points stay as they are");
});
