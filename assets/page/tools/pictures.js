/** Pictures of one's own in a tool: chosen with a button or dropped on the tool, sent to the server, written as a term. */

import { uploadFile } from "../upload.js";
import { fill } from "./filling.js";

const chooser = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", hidden: true });
chooser.setAttribute("aria-label", "A picture");
/** The place that the next picture fills. @type {HTMLElement|null} */
let place = null;

export function listenForPictures() {
  document.body.append(chooser);
  chooser.addEventListener("change", () => {
    if (chooser.files.length && place) send(chooser.files[0], place);
    chooser.value = "";
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-takes-picture] button") : null;
    if (!button) return;
    place = button.closest("[data-takes-picture]");
    chooser.click();
  });
  for (const name of ["dragover", "dragleave", "drop"]) document.addEventListener(name, drag, { capture: true });
}

/** A picture dropped on a tool that takes one is asked with; other files are for the dialog, and items for the slots. @param {DragEvent} event */
function drag(event) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  const tool = event.target instanceof Element ? event.target.closest(".tool") : null;
  const target = tool?.querySelector("[data-takes-picture]");
  if (!target) return;
  const picture = [...(event.dataTransfer?.files ?? [])].find(({ type }) => type.startsWith("image/"));
  tool.classList.toggle("picture-over", event.type === "dragover");
  if (event.type === "drop" && !picture) return;
  event.preventDefault();
  event.stopPropagation();
  if (picture) send(picture, target);
}

/** @param {File} file @param {HTMLElement} target */
async function send(file, target) {
  const { dataset } = target;
  const limit = Number(document.getElementById("page").dataset.uploadLimit);
  target.dataset.told = "Sending…";
  try {
    const { upload, name } = await uploadFile(file, {
      url: "/api/uploads", limit, query: { as: "picture" }, signal: new AbortController().signal, onProgress: () => undefined,
    });
    delete dataset.told;
    fill(dataset, dataset.takesPicture, `p:${upload}:${encodeURIComponent(name)}`);
  } catch ({ title, detail, hint }) {
    dataset.told = [title, detail, hint].filter(Boolean).join(". ");
  }
}
