import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { isPicture, packed } from "../../assets/page/folder.js";

/** @param {string} path @param {string} content */
function file(path, content) {
  const made = new File([content], path.split("/").at(-1), { lastModified: 1_700_000_000_000 });
  Object.defineProperty(made, "webkitRelativePath", { value: path });
  return made;
}

test("a folder is packed so that tar itself unpacks it, with long and foreign paths", async () => {
  const long = `boxes/${"very long folder name/".repeat(14)}end.png`;
  const contents = { "boxes/red/1.png": "one", "boxes/größe 大/2.png": "x".repeat(512), [long]: "y".repeat(513), "boxes/empty.png": "" };
  const archive = packed(Object.entries(contents).map(([path, content]) => file(path, content)));
  assert.equal(archive.name, "boxes.tar");
  const place = mkdtempSync(join(tmpdir(), "folder-"));
  writeFileSync(join(place, "a.tar"), Buffer.from(await archive.arrayBuffer()));
  execFileSync("tar", ["-xf", "a.tar"], { cwd: place });
  for (const [path, content] of Object.entries(contents)) assert.equal(readFileSync(join(place, path), "utf8"), content);
});

test("single pictures are packed under a name of their own", () => {
  assert.equal(packed([new File(["a"], "a.png"), new File(["b"], "b.png")]).name, "Pictures.tar");
  assert.deepEqual(["a.JPG", "b.webp", "c.csv", "png"].map((name) => isPicture(new File([], name))), [true, true, false, false]);
});
