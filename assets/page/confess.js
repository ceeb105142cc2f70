/** The map confesses: while I is held, or its button is pressed, it shows what it gets wrong around the item that is meant. */

import { sentence } from "../map/confession.js";
import { fetchHonesty } from "./data.js";
import { shownScene, theMap } from "./stage.js";
import { typing } from "./undo.js";
import { view } from "./view.js";

const NOTHING = "Point at an item, or click one: here stands what the map gets wrong around it.";

let held = false;
let pressed = false;
/** @type {number|null} */
let hovered = null;
let asked = 0;

/** @returns {boolean} */
const wanted = () => held || pressed;

/** Show it for the item that is meant now, or take it away. */
async function confess() {
  const turn = ++asked;
  const map = await theMap();
  const scene = shownScene();
  const item = hovered ?? (view().item === undefined ? null : Number(view().item));
  if (!wanted() || item === null || !scene) {
    if (turn === asked) map.confess(null);
    return say(wanted() ? NOTHING : "");
  }
  const { metric = "cosine", k = "10" } = view();
  try {
    const told = await fetchHonesty(scene.space, item, { map: scene.key, metric, k });
    if (turn !== asked || !wanted()) return undefined;
    map.confess(told);
    return say(sentence(told));
  } catch (error) {
    if (turn !== asked) return undefined;
    map.confess(null);
    return say([error.title, error.detail].filter(Boolean).join(". "));
  }
}

/** @param {string} words in the corner of the map */
function say(words) {
  const map = document.getElementById("map");
  let line = map.querySelector(".vs-confession");
  if (!line) {
    line = Object.assign(document.createElement("div"), { className: "vs-confession", hidden: true });
    line.setAttribute("role", "status");
    map.append(line);
  }
  line.textContent = words;
  line.hidden = !words;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key.toLowerCase() !== "i" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.type === "keydown" ? typing(event.target) : !held) return;
  hold(event.type === "keydown");
}

/** Escape lets the button go before it clears anything. @param {KeyboardEvent} event */
function onEscape(event) {
  if (event.key !== "Escape" || !pressed || event.target?.id !== "map") return;
  event.stopPropagation();
  press(false);
}

/** @param {boolean} now */
function press(now) {
  pressed = now;
  document.getElementById("confess").setAttribute("aria-pressed", String(now));
  if (now) document.getElementById("page").dataset.sheet = "";
  confess();
}

/** @param {boolean} now */
function hold(now) {
  if (held === now) return;
  held = now;
  confess();
}

/** Start listening, once, on the document. */
export function listenForConfessions() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("keyup", onKey);
  document.addEventListener("keydown", onEscape, { capture: true });
  window.addEventListener("blur", () => hold(false));
  document.addEventListener("map-hover", (event) => {
    hovered = event.detail.index;
    if (wanted()) confess();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("#confess")) press(!pressed);
  });
}

/** What is looked at has changed: show it again. */
export function confessAgain() { if (wanted()) confess(); }
