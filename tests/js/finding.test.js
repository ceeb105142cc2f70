/** Finding in the browser: the same cases as on the server, in slices, and where in a text a match stands. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { exampleOf, find, locate } from "../../assets/page/finding.js";

const cases = JSON.parse(readFileSync(new URL("../finding_cases.json", import.meta.url), "utf8"));

for (const { texts, query, found } of cases) {
  test(`“${query}” is found as on the server`, async () => assert.deepEqual(await find(texts, query), found));
}

test("a million names are gone through in slices, and a newer search stops the old", async () => {
  const names = Array.from({ length: 1_000_000 }, (_, index) => `name ${index}`);
  let [clock, pauses] = [0, 0];
  const how = { now: () => (clock += 5), pause: async () => { pauses++; } };
  const found = await find(names, "name 99999", how);
  const tens = Array.from({ length: 10 }, (_, digit) => 999990 + digit);
  const scattered = Array.from({ length: 8 }, (_, digit) => 199999 + 100000 * digit);
  assert.deepEqual(found, [99999, ...tens, ...scattered]);
  assert.ok(pauses > 500, `${pauses} pauses`);
  assert.equal(await find(names, "name", { ...how, stopped: () => true }), null);
});

test("a match is located in the text as it is written", () => {
  const part = (text, query) => { const at = locate(text, query); return at && text.slice(...at); };
  assert.equal(part("Un Café noir", "cafe"), "Café");
  assert.equal(part("Un Cafe\u0301 noir", "café"), "Cafe\u0301");
  assert.equal(part("Große Straße", "STRASSE"), "Straße");
  assert.equal(part("two  \n spaces", "two spaces"), "two  \n spaces");
  assert.equal(part("😀 king", "king"), "king");
  assert.equal(part("king", "queen"), null);
  assert.equal(part("king", " "), null);
});

test("the example is something that is there", () => {
  assert.equal(exampleOf(["king", "queen"]), "king");
  assert.equal(exampleOf(["Fry the onions slowly until they turn soft and golden."]), "golden");
  assert.equal(exampleOf(["", "…", "12345678901234567890123"]), "…");
  assert.equal(exampleOf([]), "");
});
