/** What an export writes: XML that is always XML, lines that fit, and file names. */

import assert from "node:assert/strict";
import test from "node:test";

import { shorten, wrap } from "../../assets/map/export/marks.js";
import { escapeXml, tag } from "../../assets/map/export/xml.js";

const measure = (text) => [...text].length;

test("XML keeps every letter that it can hold", () => {
  assert.equal(escapeXml(`<a href="x">&'`), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  assert.equal(escapeXml("tab\tline\n😀"), "tab\tline\n😀");
  assert.equal(escapeXml("a\u0000b\u001bc\ufffed\ud800e"), "abcde");
});

test("a tag rounds its numbers and writes colours that old programs know", () => {
  assert.equal(tag("circle", { cx: 1.23456, fill: "rgb(1 2 255)", stroke: null }), '<circle cx="1.23" fill="#0102ff"/>');
  assert.equal(tag("text", {}, "a"), "<text>a</text>");
});

test("a text is broken between words, and cut only in its last line", () => {
  assert.deepEqual(wrap("one two three", 7, 3, measure), ["one two", "three"]);
  assert.deepEqual(wrap("one two three four", 7, 2, measure), ["one two", "three…"]);
  assert.deepEqual(wrap("unbreakable", 5, 2, measure), ["unbr…"]);
});

test("shortening never cuts a letter in two", () => {
  assert.equal(shorten("😀😀😀😀", 3, measure), "😀😀…");
  assert.equal(shorten("as it is", 8, measure), "as it is");
});
