/** Export: the files are made here or on the server, and handed over through a link with `download`. */

import { theMap } from "./stage.js";

/** @type {{scene: Object, space: Object}|null} what is on the map */
let on = null;
let asked = "";

/**
 * What the dialog exports; once it is open, how large the web page will be.
 * @param {boolean} opened @param {Object|null} scene @param {Object|null} space
 */
export async function prepare(opened, scene, space) {
  on = scene && space ? { scene, space } : null;
  if (!opened || !on) return;
  tell("");
  complain(null);
  const address = await pageAddress("page");
  if (address === asked) return;
  asked = address;
  say("export-size", " Measuring its size …");
  enable("html", false);
  const answer = await fetch(address).then(async (reply) => ({ ok: reply.ok, ...(await reply.json()) })).catch(unreachable);
  if (asked !== address) return;
  enable("html", answer.ok);
  say("export-size", answer.ok ? [` ${bytes(answer.bytes)}.`, answer.note && `${answer.note}.`].filter(Boolean).join(" ") : ` ${answer.detail}. ${answer.hint}`);
  if (!answer.ok) asked = "";
}

/** Start listening, once, on the document. */
export function listenForExports() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-export]") : null;
    if (button && !button.disabled) make(button.dataset.export);
  });
}

/** @param {string} kind png-1, png-2, png-4, svg or html */
async function make(kind) {
  complain(null);
  if (!on) return complain({ title: "There is no map yet", detail: "Wait until it is drawn.", hint: "" });
  tell("Making the file …");
  everything(false);
  try {
    const [format, scale] = kind.split("-");
    const blob = await (format === "html" ? webPage() : drawn(format, Number(scale ?? 1)));
    const name = `${slug(`${on.space.name} ${on.scene.title}`)}${scale > 1 ? `-${scale}x` : ""}.${format}`;
    handOver(blob, name);
    tell(`${name} · ${bytes(blob.size)}`);
  } catch (error) {
    tell("");
    complain(error);
  } finally {
    everything(true);
  }
}

/** @param {"png"|"svg"} format @param {number} scale @returns {Promise<Blob>} */
async function drawn(format, scale) {
  const map = await theMap();
  return map.exportAs(format, { title: text("scene-line"), honest: text("quality-line"), scale });
}

/** @returns {Promise<Blob>} */
async function webPage() {
  const answer = await fetch(await pageAddress("page.html")).catch(unreachable);
  if (!(answer instanceof Response)) throw answer;
  if (!answer.ok) throw await answer.json().catch(() => ({ title: "The server did not answer", detail: answer.statusText }));
  return answer.blob();
}

/** @param {string} what @returns {Promise<string>} */
async function pageAddress(what) {
  const { scene: { space, key, title } } = on;
  const theme = document.documentElement.dataset.mantineColorScheme === "dark" ? "dark" : "light";
  const colour = (await theMap()).stats().column ?? "";
  return `/api/spaces/${space}/${what}?${new URLSearchParams({ map: key, title, colour, theme })}`;
}

const unreachable = () => ({ ok: false, title: "The server cannot be reached", detail: "It may have stopped", hint: "Try again when it is back." });

/** @param {Blob} blob @param {string} name */
export function handOver(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {string} name @returns {string} words-umap-2d */
export function slug(name) {
  const plain = name.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return [...plain].slice(0, 80).join("") || "map";
}

/** @param {number} size @returns {string} */
function bytes(size) {
  return size < 1e6 ? `${Math.max(1, Math.round(size / 1e3)).toLocaleString("en")} kB` : `${(size / 1e6).toFixed(1)} MB`;
}

const text = (id) => document.getElementById(id)?.textContent.trim() ?? "";
const say = (id, words) => { document.getElementById(id).textContent = words; };
const tell = (words) => say("export-status", words);
const buttons = () => [...document.querySelectorAll("[data-export]")];

/** @param {string} kind @param {boolean} can */
function enable(kind, can) {
  for (const button of buttons()) if (button.dataset.export === kind) button.toggleAttribute("data-refused", !can);
  everything(true);
}

/** Let the buttons be pressed, apart from what is refused; or none, while a file is being made. @param {boolean} can */
function everything(can) {
  for (const button of buttons()) button.disabled = !can || button.hasAttribute("data-refused");
}

/** @param {{title?: string, detail?: string, hint?: string}|Error|null} error */
function complain(error) {
  const place = document.getElementById("export-problem");
  place.replaceChildren();
  if (!error) return;
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  const [title, words] = [document.createElement("strong"), document.createElement("p")];
  title.textContent = error.title ?? "The file could not be made";
  words.textContent = [error.detail, error.hint].filter(Boolean).join(" ") || String(error.message ?? error);
  box.append(title, words);
  place.append(box);
}
