/** Walking in a latent space: the map, the picture beside the pointer, the picture in the tab, and the plane beneath the points. */

import { make } from "../../map/surface.js";
import { shownScene, theMap } from "../stage.js";
import { onChange, update, visit, view, withoutParameters } from "../view.js";
import { Beneath } from "../walking/beneath.js";
import { addressOf, Latest, written } from "../walking/decoder.js";
import { Lens } from "../walking/lens.js";
import { PathPen } from "../walking/path.js";
import { Stage } from "../walking/stage.js";
import { tabOf } from "./state.js";

/** A press that moves farther, in pixels, is a drag. */
const STILL = 4;

/** @type {Promise<Walker>|null} */
let made = null;

export function listenForWalks() {
  let seen = "";
  const look = () => {
    const text = document.getElementById("latent-walk")?.dataset.walk ?? "";
    if (text === seen) return;
    seen = text;
    const told = text && text !== "{}" ? JSON.parse(text) : null;
    if (told || made) walker().then((one) => one.hear(told));
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-walk"] });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-shows-plane]") : null;
    if (button) showPlane(button.dataset.showsPlane);
  });
}

/** Lay the map out by the latent numbers themselves; another space is looked at so anyway. @param {string} space "" for the one on the map */
function showPlane(space) {
  if (space) visit({ space, item: null, selected: null, colour: null }, { push: true });
  else update({ ...withoutParameters(), projection: "plain", dimensions: null }, { push: true });
}

/** @returns {Promise<Walker>} made when there is something to walk in */
function walker() {
  made ??= theMap().then((map) => new Walker(map, document.getElementById("map"), document.getElementById("latent-stage")));
  return made;
}

class Walker {
  /** @param {Object} map @param {HTMLElement} element the map's @param {HTMLElement} stage */
  constructor(map, element, stage) {
    Object.assign(this, { plane: map.plane, element });
    /** What the last answer says. @type {Object|null} */
    this.told = null;
    /** Where the picture in the tab is on the map. @type {number[]|null} */
    this.spot = null;
    this.pressed = [0, 0];
    /** The item in focus and the place that was chosen, as the address last had them. */
    this.seen = { item: view().item, place: view()["latent.z"] };
    this.plays = false;
    /** The pixel that is pointed at, and whether by a finger. @type {[number, number, boolean]|null} */
    this.pointed = null;
    this.latest = new Latest();
    this.stage = new Stage(stage, { rested: (place) => this.rest(place), at: (_, spot) => this.mark(spot) });
    this.beneath = new Beneath(element);
    this.ring = make("span", "latent-spot", { "aria-hidden": "true", hidden: "" });
    element.append(this.ring);
    this.lens = new Lens(element);
    this.pen = new PathPen(element, {
      moved: (x, y, finger) => this.point(x, y, finger), drawn: (line) => this.keep(line), put: () => this.#press(),
    });
    this.#listen();
  }

  #listen() {
    const { element } = this;
    const onPoints = (act) => (event) => {
      if (this.open && event.target instanceof Element && event.target.matches(".vs-points")) act(event);
    };
    const place = ({ clientX, clientY }) => {
      const box = element.getBoundingClientRect();
      return [clientX - box.left, clientY - box.top];
    };
    element.addEventListener("pointermove", onPoints((event) => this.point(...place(event), event.pointerType === "touch")));
    element.addEventListener("pointerdown", onPoints((event) => {
      this.pressed = place(event);
      if (event.pointerType === "touch") this.point(...this.pressed, true);
    }));
    for (const name of ["pointerleave", "pointercancel"]) element.addEventListener(name, () => this.leave());
    element.addEventListener("pointerup", (event) => { if (event.pointerType === "touch") this.leave(); });
    element.addEventListener("click", onPoints((event) => this.click(...place(event))));
    element.addEventListener("map-move", () => { this.beneath.follow(); this.mark(this.spot); });
    element.addEventListener("map-rest", () => { this.follow(); this.beneath.rest(); this.mark(this.spot); });
    onChange(() => { this.#start(); this.follow(); });
    document.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("[data-draws-path]")) this.pen.take(!this.pen.on);
      this.#press();
    });
  }

  /** Another item was chosen: one starts from there, and no more from a place that was chosen before. */
  #start() {
    const { item, "latent.z": place } = view();
    const elsewhere = item !== undefined && item !== this.seen.item && place !== undefined && place === this.seen.place;
    this.seen = { item, place: elsewhere ? undefined : place };
    if (elsewhere && this.open) update({ "latent.z": null });
  }

  /** @returns {boolean} whether one walks: the part is open, and its answer is of this map */
  get open() {
    const { told } = this;
    return Boolean(told) && tabOf(view()) === "latent" && (view()["latent.part"] ?? "walk") === "walk" && shownScene()?.key === told.map;
  }

  /** @param {Object|null} told */
  hear(told) {
    const drawn = this.plays && told?.film && told.film.url !== this.told?.film?.url;
    this.told = told;
    if (drawn) this.plays = false;
    if (told) this.stage.show(told, drawn && !matchMedia("(prefers-reduced-motion: reduce)").matches);
    this.follow();
  }

  /** Show on the map what belongs there now. */
  follow() {
    const { open } = this;
    this.element.classList.toggle("latent-walks", open && Boolean(this.told.axes));
    if (!open || !this.told.axes) {
      this.lens.hide();
      if (this.pen.on) this.pen.take(false);
    }
    const wanted = open && this.told.grid && this.told.axes ? this.told : null;
    if (wanted !== this.beneath.model) this.beneath.show(wanted, this.plane);
    this.mark(this.spot);
    this.#press();
  }

  /** The button that takes up the pen is drawn anew by every answer. */
  #press() {
    document.querySelector("[data-draws-path]")?.setAttribute("aria-pressed", String(this.pen.on));
  }

  /** @param {number} x @param {number} y @returns {number[]|null} the whole place under a pixel */
  #placeAt(x, y) {
    const { told } = this;
    const seen = told?.axes && this.plane?.at(x, y);
    if (!seen) return null;
    const place = [...told.place];
    told.axes.forEach((axis, at) => { place[axis] = seen[at]; });
    return place;
  }

  /** @param {number} x @param {number} y pixels @param {boolean} finger */
  point(x, y, finger) {
    const place = this.#placeAt(x, y);
    if (!place) return;
    this.pointed = [x, y, finger];
    this.latest.ask(addressOf(this.told, place), (pictures) => {
      if (!this.pointed) return;
      this.lens.show(pictures, place);
      this.lens.follow(...this.pointed);
      if (this.told?.walk === "wander") this.stage.glance(pictures, place);
    });
    if (!this.lens.box.hidden) this.lens.follow(x, y, finger);
  }

  leave() {
    if (!this.pointed) return;
    this.pointed = null;
    this.latest.forget();
    this.lens.hide();
    if (this.told?.walk === "wander") this.stage.back();
  }

  /** A click stays where it is, or on the item that it met. @param {number} x @param {number} y */
  click(x, y) {
    if (this.pen.on || this.told.walk !== "wander" || Math.hypot(x - this.pressed[0], y - this.pressed[1]) > STILL) return;
    const place = this.#placeAt(x, y);
    if (this.element.classList.contains("vs-over")) this.rest(null);
    else if (place) this.rest(place);
  }

  /** Stay at a place. @param {number[]|null} place null for that of the item in focus */
  rest(place) { update({ "latent.z": place && written(place) }, { push: true }); }

  /** A path was drawn. @param {Array<[number, number]>} line in pixels */
  keep(line) {
    const { axes } = this.told;
    const path = line.map((pixel) => written(this.plane.at(...pixel))).join(";");
    const numbers = axes.map((axis, at) => (axis === at ? null : axis + 1));
    this.plays = true;
    update({ "latent.walk": "path", "latent.path": path, "latent.across": numbers[0], "latent.up": numbers[1] }, { push: true });
  }

  /** Mark where the picture in the tab is. @param {number[]|null} spot in the map's own coordinates */
  mark(spot) {
    this.spot = spot;
    const at = spot && this.open ? this.plane?.spot(spot) : null;
    this.ring.hidden = !at;
    if (at) this.ring.style.transform = `translate(${at[0].toFixed(1)}px, ${at[1].toFixed(1)}px)`;
  }
}
