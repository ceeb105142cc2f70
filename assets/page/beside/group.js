/**
 * Several maps of the same items. The first holds what all share — selection, neighbours, colours, filter, isolation —
 * and the others follow it; what is done on one of the others is done on the first.
 */

import { update, view } from "../view.js";
import { Bar } from "./bar.js";
import { Head, write } from "./head.js";
import { Lock } from "./lock.js";
import { Morph } from "./morph.js";
import { match, readSpecs, writeSpecs } from "./spec.js";
import { mirror, onFirst } from "./share.js";
import { SpreadNote } from "./spread.js";
import { Twin } from "./twin.js";

export class Group {
  /**
   * @param {Object} first the methods of the first map @param {HTMLElement} element its element
   * @param {{methods: Array<{value: string, label: string}>, theme: () => "light"|"dark",
   *   add: () => void, act: (action: string, key: string) => void}} ask
   */
  constructor(first, element, ask) {
    Object.assign(this, { first, element, ask });
    this.maps = document.getElementById("maps");
    this.cell = element.parentElement;
    this.head = new Head();
    this.note = new SpreadNote();
    this.lock = new Lock();
    this.morph = new Morph(first, element, () => this.twins[0]?.placed ?? null, (share) => { this.bar.share = share; });
    this.bar = new Bar({
      lock: () => update({ locked: view().locked ? null : "1" }, { push: true }),
      morph: (share) => this.morph.to(share), add: ask.add,
    });
    /** @type {Twin[]} */
    this.twins = [];
    /** The spaces of the same items under other encoders. @type {Array<{space: string, label: string}>} */
    this.encoders = [];
    this.#listen();
  }

  /** The maps that fly by themselves to an item: their cameras take no other along. */
  #flights = new Set();
  /** While the maps are told of something, what they say of it is not new. */
  #telling = false;

  /** @returns {Object[]} every map that can be drawn on, the first included */
  get drawn() { return [this.first, ...this.twins.map(({ map }) => map).filter(Boolean)]; }

  #listen() {
    for (const name of ["map-hover", "map-mark", "map-fly", "map-move", "map-rest", "map-change"]) {
      this.element.addEventListener(name, (event) => { if (this.twins.length) this.#heard(this.first, name, event.detail); });
    }
    const told = new MutationObserver(() => this.#caption());
    told.observe(document.getElementById("quality-line"), { childList: true, characterData: true, subtree: true });
    new MutationObserver(() => { for (const { map } of this.twins) map?.setTheme(this.ask.theme()); }).observe(
      document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] },
    );
  }

  /** Show the maps that the view asks for. @param {Record<string, string>} now @param {{title: string}|null} scene of the first map */
  follow(now, scene) {
    this.title = scene?.title ?? "";
    this.preview = scene?.preview ?? "";
    const wanted = readSpecs(now.beside);
    const { kept, gone } = match(this.twins, wanted);
    for (const twin of gone) twin.close();
    this.twins = wanted.map((spec, place) => Object.assign(kept[place] ?? this.#open(spec), { spec }));
    this.#lay();
    const locks = Boolean(now.locked) && !this.lock.on;
    this.lock.on = Boolean(now.locked);
    this.lock.look(this.drawn);
    if (locks) this.twins.forEach((twin) => this.#join(twin, true));
    this.#caption();
    this.arrange();
  }

  /** @param {import("./spec.js").Spec} spec */
  #open(spec) {
    const choose = (twin, patch) => this.#change(twin, { ...twin.spec, ...patch });
    const twin = new Twin(spec, {
      methods: this.ask.methods, theme: this.ask.theme(), act: this.ask.act, choose, close: (one) => this.#change(one, null),
      tell: (one, name, detail) => this.#heard(one.map, name, detail),
    });
    this.maps.append(twin.element);
    twin.open().then(() => this.arrange());
    return twin;
  }

  /** @param {Twin} twin @param {import("./spec.js").Spec|null} spec */
  #change(twin, spec) {
    const specs = this.twins.map((one) => (one === twin ? spec : one.spec)).filter(Boolean);
    const focus = spec ? null : this.element;
    update({ beside: writeSpecs(specs), ...(specs.length ? {} : { locked: null }) }, { push: true });
    focus?.focus({ preventScroll: true });
  }

  /** Give every map its place and its name. */
  #lay() {
    const several = this.twins.length > 0;
    this.maps.dataset.count = String(this.twins.length + 1);
    this.maps.classList.toggle("several", several);
    if (several && !this.head.element.isConnected) {
      this.maps.prepend(this.bar.element);
      this.cell.prepend(this.head.element);
    } else if (!several) {
      this.morph.to(0);
      this.#spread();
      this.bar.element.remove();
      this.head.element.remove();
      this.cell.removeAttribute("role");
      this.cell.removeAttribute("aria-label");
    }
    this.twins.forEach((twin, place) => {
      if (this.maps.children[place + 2] !== twin.element) this.maps.append(twin.element);
      twin.name(place + 2, this.titleOf(twin.spec));
    });
  }

  /** @param {import("./spec.js").Spec} spec */
  titleOf({ projection, dimensions, space }) {
    return `${this.ask.methods.find(({ value }) => value === projection)?.label ?? projection} ${dimensions}D${this.#by(space)}`;
  }

  /** Where not all maps are of one encoder, the name of it. @param {string} space "" for that of the first map */
  #by(space) {
    const label = this.encoders.find((one) => one.space === space)?.label;
    return label && this.twins.some(({ spec }) => spec.space) ? `, ${label}` : "";
  }

  /** The words above the first map and on the bar. */
  #caption() {
    if (!this.twins.length) return;
    const title = this.title.replace(", ", " ") + this.#by("");
    this.cell.setAttribute("role", "region");
    this.cell.setAttribute("aria-label", `Map 1, ${title}`);
    write(this.head.title, title);
    write(this.head.line, this.preview || document.getElementById("quality-line").textContent);
    const [own, ...others] = [this.first.shared().scene, ...this.twins.map(({ placed }) => placed)];
    this.bar.show({
      titles: [title, ...this.twins.map(({ spec }) => this.titleOf(spec))],
      dimensions: [own?.dimensions, ...this.twins.map(({ spec }) => Number(spec.dimensions))],
      locked: this.lock.on, ready: Boolean(own && others[0]) && own.space === others[0].space,
    });
  }

  /** @param {{maps: Object[], encoders: Object[]}} told the answers for the maps, in their order */
  hear({ maps, encoders }) {
    this.encoders = encoders;
    this.twins.forEach((twin, place) => { if (maps[place]) twin.hear(maps[place], encoders); });
    this.#lay();
    this.#caption();
    this.twins.forEach((twin) => this.#mirror(twin));
    this.arrange();
  }

  /** Lay every map onto the first one before it that has as many dimensions. */
  arrange() {
    const own = this.first.shared().scene;
    this.twins.forEach(async (twin, place) => {
      const { scene } = twin;
      if (!scene || scene.items !== own?.space) return;
      const before = [own, ...this.twins.slice(0, place).map(({ placed }) => placed)];
      const onto = before.find((one) => one?.dimensions === scene.dimensions) ?? null;
      if (!(await twin.draw(onto))) return;
      this.#mirror(twin);
      if (this.lock.on) this.#join(twin, false);
      this.lock.look([twin.map]);
      this.#caption();
      this.arrange();
    });
  }

  /** Look from where the first map of as many dimensions does. @param {Twin} twin @param {boolean} fly */
  #join(twin, fly) {
    const others = [this.first, ...this.twins.slice(0, this.twins.indexOf(twin)).map(({ map }) => map)];
    const like = others.find((map) => map?.shared().scene?.dimensions === twin.placed?.dimensions);
    if (!like || !twin.placed) return;
    const { pose } = like.shared();
    if (fly) twin.map.restore({ ...twin.map.state(), pose }, new Set(["pose"]));
    else twin.map.follow(pose);
  }

  /** @param {Twin} twin */
  #mirror(twin) {
    if (twin.map && twin.scene) mirror(this.first, twin.map, twin.scene, twin.settled);
    this.#spread();
  }

  /** How the selection lies on every map. */
  #spread() {
    const items = this.twins.length ? this.first.state()?.items ?? [] : [];
    this.note.show(this.element, this.first.shared().scene, items);
    for (const twin of this.twins) twin.note.show(twin.stage, twin.placed, items);
  }

  /** Something happened on a map. @param {Object} map @param {string} name @param {Object} detail */
  #heard(map, name, detail) {
    if (name === "map-move") this.#moved(map, detail);
    else if (name === "map-rest") this.#flights.delete(map);
    else if (name === "map-fly") this.#fly(map, detail.items);
    else if (map === this.first) this.#followFirst(name, detail);
    else onFirst(this.first, this.element, map, name, detail);
  }

  /** @param {string} name @param {Object} detail */
  #followFirst(name, detail) {
    if (name === "map-change") {
      const { scene } = this.first.shared();
      if (scene !== this.scene) this.morph.to(0);
      this.scene = scene;
      for (const twin of this.twins) this.#mirror(twin);
      this.arrange();
    } else for (const { map } of this.twins) map?.highlight(detail.index);
  }

  /** All fly to the items, each to where they lie on it. @param {Object} map @param {number[]} items */
  #fly(map, items) {
    this.#flights.add(map);
    if (this.#telling) return;
    this.#telling = true;
    for (const other of this.drawn) if (other !== map) other.flyTo(items);
    this.#telling = false;
  }

  /** @param {Object} map @param {{byHand: boolean, flying: boolean}} detail */
  #moved(map, { byHand, flying }) {
    this.lock.moved(map, this.drawn, byHand && !(flying && this.#flights.has(map)));
  }
}
