/** Training a VAE: the dialog's openers, the way to the space that is being made, and the film of its epochs. */

import { askedOf, repeat } from "./tools/state.js";
import { update, view } from "./view.js";

const EPOCH = "training.epoch";
/** How long a frame of the film stays at least, in milliseconds, and how many frames it has at most. */
const STAY = 700;
const FRAMES = 40;
/** Latent sizes that are a map as they are. */
const DRAWABLE = 3;

let playing = 0;

export function listenForTraining() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-opens-training], [data-presses], [data-wish]") : null;
    if (button?.dataset.opensTraining !== undefined) openDialog(button.dataset.opensTraining);
    else if (button?.dataset.wish) wishFor(button);
    else if (button) press(button.dataset.presses);
  });
}

/** @param {string} source what is chosen in it: "space", "digits", or whatever comes first */
function openDialog(source) {
  window.dash_clientside.set_props("add-data-dialog", { opened: false });
  window.dash_clientside.set_props("train-asked", { data: { source, at: Date.now() } });
  window.dash_clientside.set_props("train-dialog", { opened: true });
}

/** Do what another button of the page does, and look again. @param {string} id */
function press(id) {
  document.getElementById(id)?.click();
  if (askedOf("training")) setTimeout(() => repeat("training"), 300);
}

/** Close the dialog and go to where the map of the training is. @param {{space: string, latent: number}|null} started */
export function openTraining(started) {
  if (!started) return;
  window.dash_clientside.set_props("train-dialog", { opened: false });
  const { space, latent } = started;
  const drawable = latent <= DRAWABLE;
  update({
    space, projection: drawable ? "plain" : "umap", dimensions: latent === DRAWABLE ? "3" : null, metric: "euclidean",
    item: null, selected: null, colour: null, tab: "training", "training.job": space, [EPOCH]: null,
  }, { push: true });
}

/**
 * Show how far the training is, what can be wished of it, and the slider of its film at the epoch of the address.
 * @param {{job?: string, line?: string, wish?: string, epochs?: number}|null} state
 */
export function showTraining(state) {
  const { job = "", line = "", wish = "", epochs = 0 } = state ?? {};
  const live = document.getElementById("training-live");
  if (!live) return;
  live.hidden = !job;
  live.dataset.job = job;
  live.querySelector(".training-line").textContent = line;
  const shown = wish === "keep" ? [] : [wish === "pause" ? "continue" : "pause", "keep"];
  for (const button of live.querySelectorAll("[data-wish]")) button.hidden = !shown.includes(button.dataset.wish);
  showFilm(document.getElementById("training-film"), epochs);
}

/** @param {HTMLButtonElement} button */
async function wishFor(button) {
  await fetch(`/api/jobs/${button.closest("[data-job]").dataset.job}/${button.dataset.wish}`, { method: "POST" });
  repeat("training");
}

/** @param {HTMLElement} host @param {number} last */
function showFilm(host, last) {
  host.hidden = !last;
  if (!last) { stop(); return; }
  const { slider, told } = host.firstChild ? partsOf(host) : made(host);
  slider.max = String(last);
  const now = Number(view()[EPOCH] ?? last);
  if (slider !== document.activeElement || playing) slider.value = String(now);
  told.textContent = now === last ? `epoch ${last}, the last` : now ? `epoch ${now} of ${last}` : "before the first";
}

/** @param {HTMLElement} host */
const partsOf = (host) => ({
  slider: host.querySelector("input"), told: host.querySelector("output"), play: host.querySelector("button"),
});

/** @param {HTMLElement} host @returns {ReturnType<typeof partsOf>} */
function made(host) {
  const play = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: "Play" });
  play.addEventListener("click", () => (playing ? stop() : start()));
  const slider = Object.assign(document.createElement("input"), { type: "range", min: "0", step: "1" });
  slider.setAttribute("aria-label", "Epoch on the map");
  slider.addEventListener("input", () => { stop(); go(Number(slider.value)); });
  host.append(play, slider, document.createElement("output"));
  return partsOf(host);
}

/** @param {number} epoch the last is the map itself */
function go(epoch) {
  const last = Number(partsOf(document.getElementById("training-film")).slider.max);
  update({ [EPOCH]: epoch >= last ? null : epoch });
}

/** Play the film from where it is, or from the start where it is at its end. */
function start() {
  const { slider, play } = partsOf(document.getElementById("training-film"));
  const last = Number(slider.max);
  play.textContent = "Stop";
  if (Number(slider.value) >= last) go(0);
  playing = setInterval(() => {
    if (document.getElementById("map").dataset.state !== "ready") return;
    const next = Number(view()[EPOCH] ?? last) + Math.max(1, Math.round(last / FRAMES));
    go(next);
    if (next >= last || view().tab !== "training") stop();
  }, STAY);
}

function stop() {
  clearInterval(playing);
  playing = 0;
  const host = document.getElementById("training-film");
  if (host?.firstChild) partsOf(host).play.textContent = "Play";
}
