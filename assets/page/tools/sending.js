/** Buttons of the tools that take a file: it is chosen, sent to the server, and its id is written into the address. */

import { uploadFile } from "../upload.js";
import { update } from "../view.js";

export function listenForSending() {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-uploads]") : null;
    if (button) choose(button);
  });
}

/** @param {HTMLElement} button */
function choose(button) {
  const input = Object.assign(document.createElement("input"), { type: "file" });
  input.addEventListener("change", () => { if (input.files.length) send(button, input.files[0]); });
  input.click();
}

/** @param {HTMLElement} button @param {File} file */
async function send(button, file) {
  const words = button.textContent;
  button.parentElement.querySelector(".sending-problem")?.remove();
  button.disabled = true;
  try {
    const kept = await uploadFile(file, {
      url: "/api/uploads", limit: Number(document.getElementById("page").dataset.uploadLimit), query: { as: "metadata" },
      signal: new AbortController().signal,
      onProgress: (done, total) => { button.textContent = `Sending ${Math.round((100 * done) / total)} %`; },
    });
    update({ [button.dataset.uploads]: kept.upload }, { push: true });
  } catch ({ title, detail, hint }) {
    const told = Object.assign(document.createElement("div"), { className: "sending-problem", textContent: `${title}. ${detail} ${hint}` });
    told.setAttribute("role", "alert");
    button.after(told);
  } finally {
    button.disabled = false;
    button.textContent = words;
  }
}
