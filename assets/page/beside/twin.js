/** One map beside the first: its place on the page, its bar, the work it waits for, and the map itself. */

import { createMap } from "../../map/index.js";
import { normalise } from "../../map/scene.js";
import { make } from "../../map/surface.js";
import { fetchCard } from "../card.js";
import { fetchCoordinates, fetchNames, fetchPictures } from "../data.js";
import { TwinHead, write } from "./head.js";
import { JobStrip, problem } from "./job.js";
import { laidOnto } from "./procrustes.js";
import { SpreadNote } from "./spread.js";

/** Told by a map; nothing of the page but this module's owner hears them of a map beside the first. */
const TOLD = ["map-hover", "map-select", "map-filter", "map-isolate", "map-mark", "map-fly", "map-move", "map-rest", "map-change"];

export class Twin {
  /**
   * @param {import("./spec.js").Spec} spec
   * @param {{methods: Array<{value: string, label: string}>, theme: "light"|"dark",
   *   choose: (twin: Twin, patch: Object) => void, close: (twin: Twin) => void,
   *   act: (action: string, key: string) => void, tell: (twin: Twin, name: string, detail: Object) => void}} ask
   */
  constructor(spec, ask) {
    Object.assign(this, { spec, ask });
    this.element = make("section", "map-cell beside-cell");
    this.head = new TwinHead(ask.methods, { choose: (patch) => ask.choose(this, patch), close: () => ask.close(this) });
    this.stage = make("div", "map");
    this.trouble = make("div", "beside-problem");
    this.note = new SpreadNote();
    this.job = new JobStrip(ask.act);
    this.element.append(this.head.element, this.stage, this.trouble, this.job.element);
    for (const name of TOLD) this.element.addEventListener(name, (event) => this.#told(event));
    /** What the server says is to be drawn. @type {Object|null} */
    this.scene = null;
    /** Whether nothing more is to be heard of it: it is the map that was asked for, and measured. */
    this.settled = false;
    /** @type {Object|null} its methods, once it is made */
    this.map = null;
  }

  /** What is drawn, and onto which other map's points it was laid. */
  #drawn = { scene: null, onto: null };
  #gone = false;

  /** @returns {import("../../map/scene.js").Scene|null} as it is drawn */
  get placed() { return this.map?.shared().scene ?? null; }

  /** Make the map, once its element is on the page. */
  async open() {
    const fetching = (index) => fetchCard(this.scene.space, index);
    this.map = await createMap(this.stage, { fetchItem: fetching, theme: this.ask.theme });
  }

  /** @param {CustomEvent} event */
  #told(event) {
    event.stopPropagation();
    if (this.map && !this.#gone) this.ask.tell(this, event.type, event.detail);
  }

  /** @param {number} number @param {string} title such as “t-SNE 2D” */
  name(number, title) {
    this.title = title;
    this.stage.id = `map-${number}`;
    this.element.setAttribute("aria-label", `Map ${number}, ${title}`);
    this.stage.setAttribute("aria-label", `Map ${number}`);
    this.head.name(number, this.spec);
  }

  /** @param {Object} answer of the resolver @param {Array<{space: string, label: string}>} encoders */
  hear(answer, encoders) {
    const { scene, quality, error } = answer;
    this.head.offer(encoders, this.spec.space);
    const wanted = !scene || this.title.startsWith(scene.title.replace(", ", " "));
    write(this.head.line, scene?.preview || (wanted || !quality ? quality ?? "" : `Still ${scene.title}: ${quality}`));
    this.job.show(answer.job);
    this.trouble.replaceChildren(...(error ? [problem(error)] : []));
    if (scene) this.scene = scene;
    this.settled = answer.settled;
  }

  /**
   * Draw what is to be drawn, laid onto the points of another map where there is one of as many dimensions.
   * @param {import("../../map/scene.js").Scene|null} onto
   * @returns {Promise<boolean>} whether anything changed
   */
  async draw(onto) {
    const { scene } = this;
    if (!scene || !this.map || (this.#drawn.scene?.key === scene.key && this.#drawn.onto === onto)) return false;
    this.#drawn = { scene, onto };
    const fetched = await Promise.all([fetchCoordinates(scene.key), fetchNames(scene.space), fetchPictures(scene.space)]).catch((error) => {
      this.trouble.replaceChildren(problem(error));
      this.#drawn = { scene: null, onto: null };
    });
    if (!fetched) return false;
    const [coordinates, names, pictures] = fetched;
    if (this.#gone || this.#drawn.scene !== scene || this.#drawn.onto !== onto) return false;
    const { key, items, dimensions, title, axes } = scene;
    const fits = onto && !axes?.length && onto.count * onto.dimensions === coordinates.length;
    const placed = fits ? laidOnto(normalise(coordinates, dimensions).positions, onto.positions, dimensions) : null;
    this.map.show({ key, space: items, dimensions, coordinates, names, title, placed, pictures, axes });
    return true;
  }

  /** Take it off the page, and give its graphics memory back. */
  close() {
    this.#gone = true;
    this.map?.dispose();
    this.element.remove();
  }
}
