import assert from "node:assert/strict";
import { test } from "node:test";
import { Edits } from "../../assets/page/edits.js";

/** A server that gives each change the next number, and remembers what it was asked. */
function server() {
  const asked = [];
  const send = async (space, change) => {
    asked.push(change.do === "revert" ? `${space} ${change.number}` : change.do);
    return change.do === "nothing" ? null : asked.length;
  };
  return { asked, edits: new Edits(send) };
}

test("changes are taken back in the opposite order, each by the number that it has by then, and made again", async () => {
  const { asked, edits } = server();
  await edits.make("words", { do: "label" });
  await edits.make("digits", { do: "label" });
  await edits.goTo(0);
  assert.deepEqual(asked, ["label", "label", "digits 2", "words 1"]);
  await edits.goTo(2);
  assert.deepEqual(asked.slice(4), ["words 4", "digits 3"]);
  await edits.goTo(1);
  assert.deepEqual(asked.slice(6), ["digits 6"]);
});

test("what changes nothing is no edit, and what is done after a step back replaces what was undone", async () => {
  const { asked, edits } = server();
  assert.equal(await edits.make("words", { do: "nothing" }), false);
  assert.equal(edits.count, 0);
  await edits.make("words", { do: "first" });
  edits.goTo(0);
  await edits.make("words", { do: "second" });
  assert.equal(edits.count, 1);
  await edits.goTo(0);
  assert.deepEqual(asked, ["nothing", "first", "words 2", "second", "words 4"]);
});

test("two steps in a hurry wait for one another", async () => {
  const { asked, edits } = server();
  edits.make("words", { do: "a" });
  await edits.make("words", { do: "b" });
  edits.goTo(1);
  edits.goTo(0);
  await edits.goTo(1);
  assert.deepEqual(asked, ["a", "b", "words 2", "words 1", "words 4"]);
});

test("a change that the server refuses can be tried again, and hinders no other", async () => {
  let refuse = true;
  const edits = new Edits(async () => { if (refuse) throw new Error("away"); return 5; });
  await assert.rejects(edits.make("words", { do: "a" }));
  refuse = false;
  assert.equal(await edits.make("words", { do: "a" }), true);
  refuse = true;
  await assert.rejects(edits.goTo(0));
  refuse = false;
  await edits.goTo(0);
  assert.equal(edits.list[0].made, false);
});
