import assert from "node:assert/strict";
import { test } from "node:test";
import { withAxis } from "../../assets/page/tools/directions.js";

test("an axis takes its place on the map, and none stands after a gap", () => {
  assert.deepEqual(withAxis({}, { place: 1, axis: "1~2" }), { projection: "axes", "axes.1": "1~2" });
  assert.deepEqual(withAxis({}, { place: 3, axis: "1~2" }), { projection: "axes", "axes.1": "1~2" });
  assert.deepEqual(withAxis({ "axes.1": "1~2" }, { place: 2, axis: "3~4" }), { projection: "axes", "axes.2": "3~4" });
  assert.deepEqual(withAxis({ "axes.1": "1~2", "axes.2": "3~4" }, { place: 3, axis: "5~6" }), { projection: "axes", "axes.3": "5~6", dimensions: "3" });
});
