/** Side by side: from the view to the maps beside the first, and their questions to the server. Nothing is made before. */

import { word } from "./head.js";
import { Group } from "./group.js";
import { MOST, nextSpec, readSpecs, writeSpecs } from "./spec.js";
import { theMap } from "../stage.js";
import { update, view } from "../view.js";

/** How long after one answer the next is asked for, and after how long an answer counts as lost (milliseconds). */
const PAUSE = 400;
const LOST = 10_000;
const REFUSED = "Maps side by side need WebGL2, which this browser does not offer. Turn on hardware acceleration to compare.";

/** @type {Group|null} */
let group = null;
/** @type {Array<{value: string, label: string}>} */
let methods = [];
let asked = "";
let asking = 0;

const theme = () => (document.documentElement.dataset.mantineColorScheme === "dark" ? "dark" : "light");

/** What the maps beside depend on. @param {Record<string, string>} now */
const questionOf = ({ space = "", beside = "" }) => `${space} ${beside}`;

/**
 * @param {Record<string, string>} now the view @param {{title: string}|null} scene of the first map
 * @param {Array<{value: string, label: string}>} known the projections there are
 */
export async function show(now, scene, known) {
  methods = known;
  if (!scene || (!group && !readSpecs(now.beside).length)) return;
  const first = await theMap();
  if (!first.shared) return refuse();
  group ??= new Group(first, document.getElementById("map"), { methods, theme, add, act: (action, key) => ask({ action, key }) });
  group.follow(view(), scene);
  label();
  if (questionOf(view()) === asked) return;
  asked = questionOf(view());
  if (readSpecs(view().beside).length) ask();
}

/** Ask what every map beside shows now. @param {{action: string, key: string}|null} [act] a job to stop or start first */
function ask(act = null) {
  clearTimeout(asking);
  const scenes = group.twins.map(({ scene }) => scene);
  window.dash_clientside.set_props("beside-ask", { data: { query: view(), scenes, act, at: Date.now() } });
  asking = setTimeout(ask, LOST);
}

/** @param {{beside: string, space: string, maps: Object[], encoders: Object[], again: boolean}} told */
export function hear(told) {
  if (!group || questionOf(told) !== asked) return;
  clearTimeout(asking);
  group.hear(told);
  if (told.again) asking = setTimeout(ask, PAUSE);
}

/** Put another map beside. */
function add() {
  update({ beside: writeSpecs([...readSpecs(view().beside), nextSpec(view(), methods)]) }, { push: true });
}

/** Where there is no WebGL2, say so beside the button. */
function refuse() {
  const button = document.getElementById("compare");
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  button.after(word("p", "help", REFUSED, { role: "note" }));
}

/** The button says what it does next. */
function label() {
  const button = document.getElementById("compare");
  const count = readSpecs(view().beside).length;
  button.querySelector("span:last-child").textContent = count ? "Add a map beside" : "Compare maps";
  button.hidden = count >= MOST;
}

/** Start listening to the button, once. */
export function listenForMaps() {
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("#compare") : null;
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (!(await theMap()).shared) return refuse();
    add();
  });
}
