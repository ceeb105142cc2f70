/** A film of decoded pictures: all of it is fetched once, then played or scrubbed through. */

import { make } from "../../map/surface.js";
import { fetchDecoded, Latest } from "./decoder.js";

/** Milliseconds that a picture stays. */
const PACE = 70;

export class Player {
  /** @param {(pictures: import("./decoder.js").Pictures, at: number) => void} show */
  constructor(show) {
    this.show = show;
    this.box = make("div", "latent-player", { hidden: "" });
    this.button = make("button", "small", { type: "button" });
    this.slider = make("input", "", { type: "range", min: "0", step: "1", "aria-label": "Picture of the film" });
    this.output = make("output", "latent-figure-value");
    this.box.append(this.button, this.slider, this.output);
    /** @type {import("./decoder.js").Pictures|null} */
    this.pictures = null;
    this.url = "";
    this.timer = 0;
    this.latest = new Latest(fetchDecoded);
    this.button.addEventListener("click", () => (this.timer ? this.pause() : this.play()));
    this.slider.addEventListener("input", () => { this.pause(); this.go(Number(this.slider.value)); });
    this.pause();
  }

  /** @param {string} url of the pictures, "" for no film @param {number} at the first to be shown @param {boolean} plays */
  load(url, at, plays) {
    if (url === this.url) return;
    this.pause();
    this.url = url;
    this.pictures = null;
    this.box.hidden = !url;
    this.latest.forget();
    if (!url) return;
    this.latest.ask(url, (pictures) => {
      if (url !== this.url) return;
      this.pictures = pictures;
      this.slider.max = String(pictures.count - 1);
      this.go(at);
      if (plays) this.play();
    });
  }

  /** @param {number} at */
  go(at) {
    if (!this.pictures) return;
    this.at = at;
    this.slider.value = String(at);
    this.output.textContent = `${at + 1} / ${this.pictures.count}`;
    this.box.dataset.at = String(at);
    this.show(this.pictures, at);
  }

  play() {
    if (!this.pictures) return;
    if (this.at >= this.pictures.count - 1) this.go(0);
    this.#name("Pause");
    this.timer = setInterval(() => {
      if (this.at >= this.pictures.count - 1) this.pause();
      else this.go(this.at + 1);
    }, PACE);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.#name("Play");
  }

  /** @param {string} name */
  #name(name) { this.button.textContent = name; }
}
