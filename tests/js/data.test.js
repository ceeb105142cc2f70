/** What the page fetches: once where it helps, and again where there was nothing yet. */

import assert from "node:assert/strict";
import test from "node:test";

import { fetchColour, fetchColumns } from "../../assets/page/data.js";

/** Let the server give these answers, one after the other. @param {Array<[number, Object]>} answers @returns {string[]} what was asked */
function serverOf(answers) {
  const asked = [];
  globalThis.fetch = async (address) => {
    asked.push(address);
    const [status, body] = answers.shift();
    return new Response(JSON.stringify(body), { status });
  };
  return asked;
}

test("a colour that is not there yet says why, and is asked for again", async () => {
  const query = new URLSearchParams({ metric: "cosine" });
  const asked = serverOf([[202, { title: "Not known yet", detail: "A worker is at it", hint: "" }], [200, { kind: "none", note: "here" }]]);
  await assert.rejects(fetchColour("words", "outliers", query), { title: "Not known yet", detail: "A worker is at it" });
  assert.deepEqual(await fetchColour("words", "outliers", query), { kind: "none", note: "here" });
  assert.deepEqual(await fetchColour("words", "outliers", query), { kind: "none", note: "here" });
  assert.deepEqual(asked, Array(2).fill("/api/spaces/words/colours/outliers?metric=cosine"), "what is there is asked for once");
});

test("a failure is told in the words of the server, and tried again", async () => {
  serverOf([[422, { title: "No such space", detail: "", hint: "" }], [200, []]]);
  await assert.rejects(fetchColumns("gone"), { title: "No such space" });
  assert.deepEqual(await fetchColumns("gone"), []);
});
