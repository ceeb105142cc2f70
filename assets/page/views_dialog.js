/** The dialog of saved views: a card for each, a field to save this one, and the file that carries them all. */

import { handOver } from "./export.js";
import { goBackTo, linkTo, lookedAt } from "./recall.js";
import { theMap } from "./stage.js";
import { Views } from "./views.js";

const EMPTY = "No views yet. Save this one: it keeps the projection, the colours, the filter, the camera and what is selected.";
const views = new Views(localStorage);
/** @type {{line: HTMLElement, cards: HTMLElement, field: HTMLInputElement, foot: HTMLElement}|null} */
let parts = null;

/** @param {string} tag @param {string} className @param {string} [text] */
function make(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

/** @param {string} text @param {() => void} act @param {string} [title] */
function button(text, act, title = "") {
  const made = Object.assign(make("button", "small", text), { type: "button", title });
  made.addEventListener("click", act);
  return made;
}

/** Draw the dialog once it is open. @param {boolean} opened */
export function showViews(opened) {
  if (!opened) return;
  parts ??= furnish(document.getElementById("views-body"));
  parts.field.value = "";
  parts.field.placeholder = usualName();
  draw();
}

/** “Words · UMAP, 2D” */
const usualName = () => sceneLine().split(" · ").filter((_, at, all) => at === 0 || at === all.length - 1).join(" · ");
const sceneLine = () => document.getElementById("scene-line").textContent;

/** @param {HTMLElement} place */
function furnish(place) {
  const form = make("form", "views-form");
  const field = Object.assign(make("input", "search-field"), { type: "text", maxLength: 120 });
  field.setAttribute("aria-label", "Name of this view");
  form.append(field, Object.assign(make("button", "small views-save", "Save this view"), { type: "submit" }));
  form.addEventListener("submit", (event) => { event.preventDefault(); attempt(save); });
  const [line, cards, foot] = [make("div", "views-line"), make("ul", "views-cards"), make("div", "views-foot")];
  line.setAttribute("role", "status");
  cards.setAttribute("aria-label", "Saved views");
  const file = Object.assign(make("input", "file-input"), { type: "file", accept: ".json,application/json" });
  file.setAttribute("aria-label", "Choose a file of views");
  file.addEventListener("change", () => { const [chosen] = file.files; file.value = ""; if (chosen) attempt(() => bring(chosen)); });
  const pick = make("label", "small views-pick", "Import a file");
  pick.append(file);
  foot.append(
    button("Copy a link to this view", () => attempt(async () => copy(await lookedAt()))),
    button("Export all", () => handOver(new Blob([views.file], { type: "application/json" }), "vectorscape-views.json"), "One file with all of them"), pick,
  );
  place.append(form, line, cards, foot);
  return { line, cards, field, foot };
}

/** @param {() => Promise<void>|void} act whose failure is told in the dialog */
async function attempt(act) {
  say("");
  try {
    await act();
  } catch (error) {
    complain(error);
  }
  draw();
}

/** @param {string} words @param {HTMLElement} [beside] */
function say(words, beside) { parts.line.replaceChildren(words, ...(beside ? [" ", beside] : [])); }

/** @param {{title?: string, detail?: string, hint?: string, message?: string}} error */
export function complain({ title = "That did not work", detail = "", hint = "Try again.", message = "" }) {
  parts ??= furnish(document.getElementById("views-body"));
  const box = make("div", "");
  box.setAttribute("role", "alert");
  box.append(make("strong", "", title), make("p", "", `${detail || message} ${hint}`));
  parts.line.replaceChildren(box);
}

async function save() {
  const map = await theMap();
  const picture = await map.exportAs("thumbnail", {}).catch(() => "");
  const place = await lookedAt();
  const name = parts.field.value.trim() || usualName();
  const about = [sceneLine(), selectedWords()].filter(Boolean).join(" · ");
  views.add({ id: `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`, name, about, picture, ...place });
  parts.field.value = "";
  say(`“${name}” is saved in this browser.`);
}

function selectedWords() {
  const { length } = document.getElementById("map").selection;
  return length > 1 ? `${length.toLocaleString("en")} selected` : "";
}

/** @param {File} file */
async function bring(file) {
  const count = views.bring(await file.text());
  say(count === 1 ? "1 view came with the file." : `${count} views came with the file.`);
}

/** @param {{view: Record<string, string>, fragment: string}} place */
async function copy(place) {
  const { address, whole } = linkTo(place);
  await navigator.clipboard.writeText(address).catch(() => {
    throw { title: "This browser does not let pages copy", detail: "", hint: address };
  });
  say(whole ? "The link is copied." : "The link is copied, but without the selection and the camera: they are too long for an address. Save the view and send the file instead.");
}

/** Show every card. */
function draw() {
  const { list } = views;
  parts.cards.replaceChildren(...(list.length ? list.map(card) : [make("li", "help views-none", EMPTY)]));
  parts.foot.children[1].disabled = !list.length;
}

/** @param {import("./views.js").SavedView} view */
function card(view) {
  const entry = make("li", "views-card");
  const open = Object.assign(make("button", "views-open"), { type: "button", title: view.about });
  open.setAttribute("aria-label", `Open ${view.name}`);
  const picture = Object.assign(make("img", "views-picture"), { alt: "", src: view.picture || "data:," });
  picture.hidden = !view.picture;
  open.append(picture, make("strong", "", view.name), make("span", "help", view.about));
  open.addEventListener("click", () => attempt(async () => {
    await goBackTo(view);
    window.dash_clientside.set_props("views-dialog", { opened: false });
  }));
  const tools = make("div", "views-tools");
  tools.append(button("Copy link", () => attempt(() => copy(view))), button("Delete", () => attempt(() => remove(view))));
  entry.append(open, tools);
  return entry;
}

/** @param {import("./views.js").SavedView} view */
function remove(view) {
  views.remove(view.id);
  say(`“${view.name}” is deleted.`, button("Undo", () => attempt(() => views.add(view))));
}
