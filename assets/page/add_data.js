/** Add data: a file that is chosen, or dropped anywhere on the page, streams to the server with progress. */

import { dropped, isPicture, named, packed } from "./folder.js";
import { uploadFile } from "./upload.js";

const TOO_MANY = { title: "Too many files", detail: "One file is a space; a second may tell of its items; pictures, with a table of them or without, are a space too.", hint: "Choose one or two, or pictures." };

/** @type {AbortController|null} */
let sending = null;

/** Wait for the dialog, then listen. */
export async function listenForFiles() {
  const area = await present("drop-area");
  const input = Object.assign(document.createElement("input"), {
    type: "file", id: "file-input", className: "file-input", multiple: true,
  });
  input.setAttribute("aria-label", "Choose a file");
  input.addEventListener("change", () => { if (input.files.length) send([...input.files]); input.value = ""; });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("#use-paste")) sendPasted();
  });
  area.append(input);
  document.getElementById("folder-input-place").append(folderInput());
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    area.classList.add("over");
  });
  document.addEventListener("dragleave", () => area.classList.remove("over"));
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    area.classList.remove("over");
    const files = await dropped(event.dataTransfer);
    if (!files.length) return;
    window.dash_clientside.set_props("add-data-dialog", { opened: true });
    send(files);
  });
}

/** @returns {HTMLInputElement} what chooses a folder with everything in it */
function folderInput() {
  const input = Object.assign(document.createElement("input"), { type: "file", id: "folder-input", className: "file-input", webkitdirectory: true });
  input.setAttribute("aria-label", "Choose a folder of pictures");
  input.addEventListener("change", () => { if (input.files.length) send([...input.files]); input.value = ""; });
  return input;
}

/** @param {string} id @returns {Promise<HTMLElement>} the element, once Dash has drawn it */
function present(id) {
  return new Promise((resolve) => {
    const look = () => {
      const element = document.getElementById(id);
      if (element) { observer.disconnect(); resolve(element); }
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    look();
  });
}

/** What was pasted becomes a file like any other: a text a line, or the rows of a spreadsheet. */
function sendPasted() {
  const { value } = document.getElementById("paste");
  if (!value.trim()) return tell("upload-problem", { title: "Nothing was pasted", detail: "The field is empty.", hint: "Paste some lines first." });
  return send([new File([value], value.includes("\t") ? "pasted.tsv" : "pasted.txt", { type: "text/plain" })]);
}

/** How a second file is called that tells of the items of the first. */
const TELLS = /meta|label|names/i;

/** @param {File[]} files one, or two of which the second tells of the items of the first, or pictures and folders of them */
async function send(files) {
  sending?.abort();
  const mine = new AbortController();
  sending = mine;
  tell("upload-problem", null);
  window.dash_clientside.set_props("upload", { data: null });
  const limit = Number(document.getElementById("page").dataset.uploadLimit);
  try {
    if (files.some((one) => named(one).includes("/")) || files.some(isPicture)) files = [packed(files)];
    if (files.length > 2) throw TOO_MANY;
    const [file, second] = files.length > 1 && TELLS.test(files[0].name) ? [files[1], files[0]] : files;
    const put = (one, query) => uploadFile(one, {
      url: "/api/uploads", limit, query, signal: mine.signal, onProgress: (done, total) => showProgress(one, done, total, mine),
    });
    const metadata = second && await put(second, { as: "metadata" });
    const data = await put(file, metadata ? { metadata: metadata.upload } : {});
    window.dash_clientside.set_props("upload", { data });
    document.getElementById("drop-area").classList.add("small");
  } catch (error) {
    if (!mine.signal.aborted) tell("upload-problem", error);
  } finally {
    if (sending === mine) document.getElementById("upload-progress").replaceChildren();
  }
}

/**
 * @param {File} file @param {number} done @param {number} total @param {AbortController} controller
 */
function showProgress(file, done, total, controller) {
  const region = document.getElementById("upload-progress");
  const share = total ? Math.round((100 * done) / total) : 0;
  if (!region.firstChild) {
    const bar = element("div", "bar", "");
    bar.setAttribute("role", "progressbar");
    bar.setAttribute("aria-label", `Uploading ${file.name}`);
    bar.append(element("div", "bar-fill", ""));
    const cancel = element("button", "small", "Cancel");
    cancel.addEventListener("click", () => controller.abort());
    region.append(element("span", "figures", ""), bar, cancel);
  }
  const megabytes = (bytes) => (bytes / 1048576).toFixed(1);
  region.querySelector(".figures").textContent = `Uploading ${file.name}: ${megabytes(done)} of ${megabytes(total)} MB`;
  region.querySelector("[role=progressbar]").setAttribute("aria-valuenow", String(share));
  region.querySelector(".bar-fill").style.width = `${share}%`;
}

/** @param {string} tag @param {string} className @param {string} text */
function element(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

/** Show a problem where it belongs, or take it away. @param {string} id @param {{title, detail, hint}|null} error */
function tell(id, error) {
  const place = document.getElementById(id);
  place.replaceChildren();
  if (!error) return;
  const box = element("div", "", "");
  box.setAttribute("role", "alert");
  const words = [error.detail, error.hint].filter(Boolean).join(" ");
  box.append(element("strong", "", error.title ?? "The upload failed"), element("p", "", words || String(error)));
  place.append(box);
}
