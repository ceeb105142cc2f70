/** The picture in the tab: of the place where one is or points to, with the pad and the sliders; or a film with its player. */

import { make } from "../../map/surface.js";
import { addressOf, Latest, paint } from "./decoder.js";
import { numbers } from "./numbers.js";
import { Pad } from "./pad.js";
import { Player } from "./player.js";
import { Sliders } from "./sliders.js";

export class Stage {
  /**
   * @param {HTMLElement} element
   * @param {{rested: (place: number[]) => void, at: (place: number[], spot: number[]|null) => void}} act rested: the place was
   *   chosen by hand; at: the picture shows this place, which is there on the map
   */
  constructor(element, act) {
    this.act = act;
    this.canvas = make("canvas", "latent-pixels latent-large", { role: "img" });
    this.words = make("span", "latent-numbers");
    const figure = make("figure", "latent-now");
    figure.append(this.canvas, this.words);
    const hands = { moved: (place) => this.go(place), rested: () => act.rested(this.place) };
    this.pad = new Pad(hands);
    this.sliders = new Sliders(hands);
    this.player = new Player((pictures, at) => this.#frame(pictures, at));
    const top = make("div", "latent-top");
    top.append(figure, this.pad.box);
    element.replaceChildren(top, this.sliders.box, this.player.box);
    this.latest = new Latest();
    this.place = [];
    this.told = null;
  }

  /** @param {Object} told what the answer says: the model, the place, perhaps a film @param {boolean} plays whether a new film begins at once */
  show(told, plays) {
    this.told = told;
    const wanders = told.walk === "wander";
    this.pad.box.hidden = !wanders || told.latent !== 2;
    this.sliders.box.hidden = !wanders;
    if (wanders) {
      if (told.latent === 2) this.pad.show(told);
      this.sliders.show(told);
    }
    this.player.load(told.film?.url ?? "", told.at ?? 0, plays);
    if (!told.film) this.go(told.place);
  }

  /** Show a place, and mark it. @param {number[]} place */
  go(place) {
    this.place = place;
    this.#mark(place);
    this.latest.ask(addressOf(this.told, place), (pictures) => this.#paint(pictures, 0, place));
    const { axes, spot, place: known } = this.told;
    this.act.at(place, axes ? axes.map((axis) => place[axis]) : place === known ? spot ?? null : null);
  }

  /** Show what the pointer is at, for as long as it is there. @param {import("./decoder.js").Pictures} pictures @param {number[]} place */
  glance(pictures, place) {
    this.#mark(place);
    this.#paint(pictures, 0, place);
  }

  /** The pointer has left the map. */
  back() { if (!this.told?.film && this.place.length) this.go(this.place); }

  /** @param {number[]} place */
  #mark(place) {
    if (this.told.walk !== "wander") return;
    if (this.told.latent === 2) this.pad.mark(place);
    this.sliders.mark(place);
  }

  /** @param {import("./decoder.js").Pictures} pictures @param {number} at */
  #frame(pictures, at) {
    const { places, spots } = this.told.film;
    this.#paint(pictures, at, places[at]);
    this.act.at(places[at], spots?.[at] ?? null);
  }

  /** @param {import("./decoder.js").Pictures} pictures @param {number} at @param {number[]} place */
  #paint(pictures, at, place) {
    paint(this.canvas, pictures, at);
    const words = numbers(place);
    this.words.textContent = words;
    this.canvas.setAttribute("aria-label", `Decoded at ${words}`);
    this.canvas.dataset.place = place.join(",");
  }
}
