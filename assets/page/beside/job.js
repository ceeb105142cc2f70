/** The work that a map beside the first waits for: what is done, how far it is, and Cancel; or why there is no map. */

import { make } from "../../map/surface.js";
import { word, write } from "./head.js";

/** @typedef {{key: string, title: string, figures: string, share: number|null, stopped: boolean}} Job */

export class JobStrip {
  /** @param {(action: "cancel"|"restart", key: string) => void} act */
  constructor(act) {
    this.element = make("div", "beside-foot", { hidden: "" });
    this.box = make("div", "job");
    const head = make("div", "job-head");
    const line = make("div", "job-line");
    this.title = make("strong", "");
    this.figures = make("span", "figures");
    this.button = word("button", "small", "Cancel", { type: "button" });
    this.button.addEventListener("click", () => act(this.job.stopped ? "restart" : "cancel", this.job.key));
    this.bar = make("div", "bar", { role: "progressbar", "aria-valuemin": "0", "aria-valuemax": "100" });
    this.fill = make("div", "bar-fill");
    this.bar.append(this.fill);
    line.append(this.title, this.figures);
    head.append(line, this.button);
    this.box.append(head, this.bar);
    this.element.append(this.box);
  }

  /** @param {Job|null} job */
  show(job) {
    this.job = job;
    this.element.hidden = !job;
    if (!job) return;
    write(this.title, job.title);
    write(this.figures, job.figures);
    write(this.button, job.stopped ? "Start again" : "Cancel");
    this.bar.hidden = job.stopped;
    this.bar.setAttribute("aria-label", job.title);
    this.bar.classList.toggle("indeterminate", job.share === null);
    this.fill.style.width = job.share === null ? "" : `${job.share}%`;
    if (job.share === null) this.bar.removeAttribute("aria-valuenow");
    else this.bar.setAttribute("aria-valuenow", String(job.share));
  }
}

/** @param {{title: string, detail: string, hint: string}} error */
export function problem({ title, detail, hint }) {
  const box = make("div", "", { role: "alert" });
  box.append(word("strong", "", title), word("p", "", detail), word("p", "way-out", hint));
  return box;
}
