/**
 * The drawing pad of the Latent tab. After each stroke the sheet is sent to the server as a picture, and is written into
 * the address as a term; what the address names, be it by Back or by a link, is on the sheet.
 */

import { uploadFile } from "../upload.js";
import { onChange, update, view } from "../view.js";
import { example } from "./drawn_three.js";
import { listenForPenKeys } from "./pen_keys.js";

const OWN = "latent.own";
const NAME = "drawing.png";
const PEN = 18;
const PAPER = "#fff", INK = "#000";

/**
 * What is on the sheet: strokes of points, over a picture that a link has brought.
 * @typedef {{strokes: Array<Array<[number, number]>>, under: ImageBitmap|null}} Sheet
 */
/** @type {Sheet} */
let sheet = { strokes: [], under: null };
/** The sheets of this page's drawings, by their term in the address. @type {Map<string, Sheet>} */
const sheets = new Map();
/** The term that the sheet shows, if it was sent. @type {string|null} */
let shown = null;
/** @type {HTMLCanvasElement|null} */
let canvas = null;
let drawing = false;
let turn = 0;

const ACTIONS = { undo, clear, example: () => putDown(example(canvas.width)) };

export function listenForDrawing() {
  document.addEventListener("pointerdown", begin);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-pad]") : null;
    if (button && canvas) ACTIONS[button.dataset.pad]();
  });
  onChange(follow);
  new MutationObserver(find).observe(document.body, { childList: true, subtree: true });
}

/** The tab is made when it is first opened; what the address says may be known only after that. */
function find() {
  const found = document.querySelector(".drawing-canvas");
  if (found && found !== canvas) prepare(found);
  if (canvas) follow();
}

/** @param {HTMLCanvasElement} found */
function prepare(found) {
  canvas = found;
  canvas.addEventListener("pointermove", go);
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, end);
  listenForPenKeys(canvas, { begin: lower, go: extend, end: lift });
  draw();
}

/** @param {PointerEvent} event @returns {[number, number]} where on the sheet */
function placeOf(event) {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return [((event.clientX - left) / width) * canvas.width, ((event.clientY - top) / height) * canvas.height];
}

/** @param {PointerEvent} event */
function begin(event) {
  if (!canvas || event.target !== canvas || event.button !== 0 || drawing) return;
  event.preventDefault();
  canvas.focus({ preventScroll: true });
  canvas.setPointerCapture(event.pointerId);
  lower(placeOf(event));
}

/** @param {PointerEvent} event */
function go(event) {
  if (!drawing) return;
  const all = event.getCoalescedEvents?.() ?? [];
  for (const one of all.length ? all : [event]) extend(placeOf(one));
}

function end() {
  if (drawing) lift();
}

/** @param {[number, number]} at */
function lower(at) {
  drawing = true;
  sheet = { ...sheet, strokes: [...sheet.strokes, [at]] };
  draw();
}

/** @param {[number, number]} at */
function extend(at) {
  sheet.strokes.at(-1).push(at);
  draw();
}

function lift() {
  drawing = false;
  send();
}

/** @param {Array<Array<[number, number]>>} strokes a drawing in place of what is there */
function putDown(strokes) {
  sheet = { strokes, under: null };
  draw();
  send();
}

function undo() {
  if (!sheet.strokes.length) return clear();
  sheet = { ...sheet, strokes: sheet.strokes.slice(0, -1) };
  draw();
  if (sheet.strokes.length || sheet.under) return send();
  return clear();
}

function clear() {
  turn++;
  sheet = { strokes: [], under: null };
  shown = null;
  draw();
  tell("");
  update({ [OWN]: null }, { push: true });
}

function draw() {
  canvas.parentElement.dataset.empty = String(!sheet.strokes.length && !sheet.under);
  const pen = canvas.getContext("2d");
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  if (sheet.under) pen.drawImage(sheet.under, 0, 0, canvas.width, canvas.height);
  Object.assign(pen, { strokeStyle: INK, fillStyle: INK, lineWidth: PEN, lineCap: "round", lineJoin: "round" });
  for (const stroke of sheet.strokes) {
    pen.beginPath();
    if (stroke.length === 1) pen.arc(...stroke[0], PEN / 2, 0, 2 * Math.PI);
    stroke.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    if (stroke.length === 1) pen.fill();
    else pen.stroke();
  }
}

/** Send what is on the sheet; of drawings that follow each other quickly, the last counts. */
async function send() {
  const mine = ++turn;
  const sent = sheet;
  const content = await new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
  try {
    const { upload } = await uploadFile(new File([content], NAME), {
      url: "/api/uploads", limit: Infinity, query: { as: "picture" }, signal: new AbortController().signal, onProgress: () => undefined,
    });
    if (mine !== turn) return;
    shown = `p:${upload}:${encodeURIComponent(NAME)}`;
    sheets.set(shown, sent);
    tell("");
    update({ [OWN]: shown }, { push: true });
  } catch ({ title, detail, hint }) {
    if (mine === turn) tell([title, detail, hint].filter(Boolean).map((words) => `${words.replace(/\.$/, "")}.`).join(" "), "alert");
  }
}

/** Show the drawing that the address names; another picture leaves the sheet empty. */
async function follow() {
  const wanted = view()[OWN] ?? null;
  if (!canvas || drawing || wanted === shown) return;
  shown = wanted;
  turn++;
  const known = sheets.get(wanted) ?? (wanted?.endsWith(encodeURIComponent(NAME)) ? await brought(wanted) : { strokes: [], under: null });
  if (wanted !== shown || drawing) return;
  sheet = known;
  draw();
}

/** @param {string} term @returns {Promise<Sheet>} a drawing of another time */
async function brought(term) {
  const [, upload] = term.split(":");
  try {
    const answer = await fetch(`/api/uploads/${upload}/picture`);
    return { strokes: [], under: answer.ok ? await createImageBitmap(await answer.blob()) : null };
  } catch {
    return { strokes: [], under: null };
  }
}

/** @param {string} words @param {"status"|"alert"} [role] */
function tell(words, role = "status") {
  const line = canvas.closest(".drawing-pad").querySelector(".drawing-told");
  line.textContent = words;
  line.setAttribute("role", role);
}
