/** Saved views and the part of a link after its “#”. */

import assert from "node:assert/strict";
import test from "node:test";

import { fragmentOf, pack, read, unpack } from "../../assets/page/link.js";
import { linkTo } from "../../assets/page/recall.js";
import { Views } from "../../assets/page/views.js";

const pose = { target: [0.1234567, -0.2, 0], extent: 1.5, yaw: 0.6, pitch: -0.35, roll: 0 };
const state = { key: "k", column: "c", items: [4], isolated: null, hidden: [], pose, fitted: false };
const every = (step, count) => Array.from({ length: count }, (_, at) => at * step);

test("any list of items comes back, and runs are short", () => {
  for (const items of [[], [0], [5], [0, 1, 2], [7, 8, 300, 70_000, 70_001, 19_999_998], every(3, 5000), every(1, 100_000)]) {
    assert.deepEqual(unpack(pack(items)), items);
    assert.match(pack(items), /^[\w-]*$/);
  }
  assert.ok(pack(every(1, 1_000_000)).length < 10);
});

test("a damaged list is refused rather than half read", () => {
  for (const text of ["?", "A", "gA", "AA" + "AA" + "A=", "____________8A"]) assert.throws(() => unpack(text), Error, text);
});

test("what is shown goes into the address and comes back", () => {
  const shown = { ...state, items: every(2, 60), isolated: [1, 2, 3], hidden: [0, 65535] };
  const back = read(`#${fragmentOf(shown)}`);
  assert.deepEqual([back.key, back.column, back.items, back.isolated, back.hidden], ["k", "c", shown.items, [1, 2, 3], [0, 65535]]);
  assert.deepEqual(back.pose, { ...pose, target: [0.123457, -0.2, 0] });
  assert.equal(read(fragmentOf({ ...state, fitted: true })).pose, null, "a map that shows everything fits every screen");
  assert.equal(read(fragmentOf(state)).items, null, "one item is in the query");
  assert.equal(read(""), null);
  for (const damaged of ["map=k&camera=1_2", "map=k&camera=a_b_c_d_e_f_g", "map=k&camera=0_0_0_-1_0_0_0", "map=k&hidden=x", "map=k&items=%00"]) {
    assert.throws(() => read(damaged), Error, damaged);
  }
});

test("a link that would be too long is the plain one, and says so", () => {
  globalThis.location = { origin: "http://here", pathname: "/" };
  const fragment = fragmentOf({ ...state, items: every(1, 500).map((item) => item * item) });
  const short = linkTo({ view: { space: "words" }, fragment });
  assert.deepEqual(short, { address: `http://here/?space=words#${fragment}`, whole: true });
  const long = linkTo({ view: { space: "words" }, fragment: fragmentOf({ ...state, items: every(3, 9000) }) });
  assert.deepEqual(long, { address: "http://here/?space=words", whole: false });
  assert.equal(linkTo({ view: { space: "words" }, fragment: "" }).address, "http://here/?space=words");
});

/** @param {number} room letters that fit */
const storage = (room = Infinity) => {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => { if (text.length > room) throw new Error("full"); kept.set(name, text); },
  };
};
const view = (id, more = {}) => ({ id, name: id, about: "", view: { space: "words" }, fragment: "map=k", picture: "", ...more });

test("views are kept, the newest first, and travel in a file", () => {
  const views = new Views(storage());
  views.add(view("a"));
  views.add(view("b", { picture: "data:image/webp;base64,AA==" }));
  assert.deepEqual(views.list.map(({ id }) => id), ["b", "a"]);
  const others = new Views(storage());
  others.add(view("a", { name: "mine" }), view("c"));
  assert.equal(others.bring(views.file), 2);
  assert.deepEqual(others.list.map(({ id, name }) => [id, name]), [["b", "b"], ["a", "a"], ["c", "c"]]);
  others.remove("b");
  assert.deepEqual(others.list.map(({ id }) => id), ["a", "c"]);
});

test("a file that is none, or damaged, is refused and nothing is lost", () => {
  const views = new Views(storage());
  views.add(view("a"));
  const file = (list) => JSON.stringify({ format: "vectorscape-views", version: 1, views: list });
  const refused = [
    ["", "no views"], ["[]", "no views"], ['{"format": "other"}', "no views"], [file([view("b"), { id: 1 }]), "damaged"],
    [file([view("b", { picture: "javascript:alert(1)" })]), "damaged"], [file([view("b", { view: { item: 3 } })]), "damaged"],
  ];
  for (const [text, said] of refused) {
    assert.throws(() => views.bring(text), ({ title, hint }) => title.includes(said) && hint.length > 0, text);
  }
  assert.deepEqual(views.list.map(({ id }) => id), ["a"]);
});

test("where there is no room it is said, and what is kept stays", () => {
  const views = new Views(storage(400));
  views.add(view("a"));
  assert.throws(() => views.add(view("b", { name: "x".repeat(500) })), ({ title }) => title.includes("no room"));
  assert.deepEqual(views.list.map(({ id }) => id), ["a"]);
  const broken = storage();
  broken.setItem("vectorscape.views", "{");
  assert.deepEqual(new Views(broken).list, []);
});
