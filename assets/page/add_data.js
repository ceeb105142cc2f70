/** Add data: a file that is chosen, or dropped anywhere on the page, streams to the server with progress. */

import { uploadFile } from "./upload.js";

/** @type {AbortController|null} */
let sending = null;

/** Wait for the dialog, then listen. */
export async function listenForFiles() {
  const area = await present("drop-area");
  const input = Object.assign(document.createElement("input"), {
    type: "file", id: "file-input", className: "file-input", multiple: true,
  });
  input.setAttribute("aria-label", "Choose a file");
  input.addEventListener("change", () => { if (input.files[0]) send(input.files[0]); input.value = ""; });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("#use-paste")) sendPasted();
  });
  area.append(input);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    area.classList.add("over");
  });
  document.addEventListener("dragleave", () => area.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("over");
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    window.dash_clientside.set_props("add-data-dialog", { opened: true });
    send(file);
  });
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
  return send(new File([value], value.includes("\t") ? "pasted.tsv" : "pasted.txt", { type: "text/plain" }));
}

/** @param {File} file */
async function send(file) {
  sending?.abort();
  const mine = new AbortController();
  sending = mine;
  tell("upload-problem", null);
  window.dash_clientside.set_props("upload", { data: null });
  const limit = Number(document.getElementById("page").dataset.uploadLimit);
  try {
    const data = await uploadFile(file, {
      url: "/api/uploads", limit, signal: mine.signal, onProgress: (done, total) => showProgress(file, done, total, mine),
    });
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
