/** What the map looks like now: the layers, the colours of the theme, and one frame of them. */

import { MISSING, blend, css, fits, palette, parse, tones, visibility } from "./colour.js";
import { stillness } from "./flight.js";
import { Contours } from "./layers/contours.js";
import { Labels } from "./layers/labels.js";
import { Lines } from "./layers/lines.js";
import { Marks } from "./layers/marks.js";
import { Pictures } from "./layers/pictures.js";
import { Points } from "./layers/points.js";
import { look } from "./look.js";
import { Nearness, levelledAnchors, namesAt } from "./name_levels.js";

const FADED = 0.15;
/** How much of the background the colour of the farthest neighbour has. */
const FARTHEST = 0.65;
/** Among more, rings would hide what they mark. */
const MOST_RINGS = 2000;
/** Of more points, the places of the categories' names are sought once the points themselves are on the screen. */
const AT_ONCE = 20_000;

export class Picture {
  /** @param {HTMLElement} element @param {{points: HTMLCanvasElement, names: HTMLCanvasElement}} parts @param {import("./camera.js").Camera} camera */
  constructor(element, parts, camera) {
    Object.assign(this, { element, parts, camera });
    this.points = new Points();
    this.lines = new Lines();
    this.marks = new Marks();
    this.contours = new Contours();
    this.pictures = new Pictures();
    /** What draws by WebGL2. */
    this.layers = [this.points, this.lines, this.contours, this.pictures, this.marks];
    this.labels = new Labels(parts.names, camera);
    /** @type {"light"|"dark"} */
    this.theme = "light";
    /** @type {import("./colour.js").Column|null} */
    this.column = null;
    this.anchors = [];
    this.nearness = new Nearness(camera);
    /** Told when the places of the names have been found later. @type {() => void} */
    this.anchored = () => undefined;
    this.ratio = 1;
    /** @type {import("./scene.js").Scene|null} */
    this.scene = null;
    /** 1 for each item that is isolated, or null when all are on the map. @type {Uint8Array|null} */
    this.mask = null;
  }

  /** Match the canvases to the element. @returns {boolean} whether anything changed */
  resize() {
    const { clientWidth, clientHeight } = this.element;
    this.ratio = window.devicePixelRatio || 1;
    const [wide, high] = [clientWidth, clientHeight].map((side) => Math.max(1, Math.round(side * this.ratio)));
    const { points, names } = this.parts;
    if (points.width === wide && points.height === high) return false;
    for (const canvas of [points, names]) Object.assign(canvas, { width: wide, height: high });
    this.camera.resize(clientWidth, clientHeight);
    return true;
  }

  /** @param {"light"|"dark"} theme */
  setTheme(theme) {
    this.theme = theme;
    const style = getComputedStyle(this.element);
    const pick = (name, light, dark) => parse(style.getPropertyValue(name).trim() || (theme === "dark" ? dark : light));
    const background = pick("--vs-background", "#fbfbf9", "#0f1216");
    const ink = pick("--vs-text", "#1b1f24", "#e8eaed");
    this.background = background;
    this.ink = ink;
    this.accent = pick("--vs-accent", "#1f6fd1", "#6cb0ff");
    this.wrong = pick("--vs-wrong", "#d9600a", "#ff9838");
    this.words = { ink: css(ink), halo: css(background), muted: css(blend(ink, background, 0.22)), ofCode: (code) => this.#nameColour(code) };
    this.colours = { background: background.map((part) => part / 255), ink: ink.map((part) => part / 255) };
    this.paint();
    if (this.scene && this.meant) this.setSelection(this.meant);
  }

  /** The colour of the ramp from near to far; the list of neighbours mixes the same. @param {number} far from 0 to 1 */
  near(far) { return blend(this.accent, this.background, FARTHEST * far); }

  /** Light enough or dark enough to be read, and still of the category's hue. @param {number} code */
  #nameColour(code) {
    const colour = this.points.palette.colours[code];
    return css(colour ? blend(colour, this.ink, 0.5) : this.ink);
  }

  /** Give the points the palette of the column and the theme. */
  paint() {
    this.points.set({ palette: palette(this.scene && fits(this.column, this.scene.count) ? this.column : null, this.theme) });
  }

  /** @param {import("./scene.js").Scene} scene @param {Float32Array|null} origin where the points come from */
  setScene(scene, origin) {
    const recolour = scene.count !== this.scene?.count;
    this.scene = scene;
    this.points.set({ scene, origin });
    this.pictures.setScene(scene, origin);
    this.contours.forget();
    if (recolour) this.points.set({ visible: null });
    if (recolour) this.setColumn(this.column);
    else this.#anchor();
  }

  /** The points have arrived: where they came from is forgotten. */
  land() { this.points.origin = this.pictures.origin = null; }

  /** @param {import("./colour.js").Column|null} column */
  setColumn(column) {
    this.column = column;
    if (!this.scene) return;
    this.points.set({ tones: tones(column, this.scene.count) });
    this.paint();
    this.#anchor();
  }

  #late = 0;

  #anchor() {
    clearTimeout(this.#late);
    this.anchors = [];
    if (!fits(this.column, this.scene.count)) return;
    if (this.scene.count <= AT_ONCE) this.anchors = levelledAnchors(this.scene, this.#remaining);
    else this.#late = setTimeout(() => { this.anchors = levelledAnchors(this.scene, this.#remaining); this.anchored(); }, 60);
  }

  /** Keep the names of categories where their items are. @param {Uint8Array|null} mask */
  isolate(mask) {
    this.mask = mask;
    if (this.scene) this.#anchor();
  }

  /** The column, of isolated items only. */
  get #remaining() {
    const { column, mask } = this;
    return mask && column.codes ? { ...column, codes: column.codes.map((code, item) => (mask[item] ? code : MISSING)) } : column;
  }

  /** @param {Set<number>} hidden @returns {Uint8Array|null} */
  setHidden(hidden) {
    const visible = this.scene && fits(this.column, this.scene.count) ? visibility(this.column, hidden) : null;
    this.points.set({ visible });
    this.contours.forget();
    return visible;
  }

  /** @param {import("./selection.js").Selection|import("./confession.js").Confession} selection */
  setSelection(selection) {
    this.meant = selection;
    const { neighbours, emphasised, strengths, items, focus } = selection;
    const { visible } = this.points;
    const shown = (item) => !visible || visible[item];
    const among = (some) => new Uint32Array(visible ? some.filter(shown) : some);
    const ringed = focus === null || items.includes(focus) ? items : [...items, focus];
    this.points.set({ emphasised: among(emphasised), selected: among(ringed.length > MOST_RINGS ? [] : ringed) });
    this.fading = emphasised.length > 0;
    const marks = selection.marks.filter(({ item }) => shown(item));
    const colour = new Map(marks.map(({ item, far, wrong }) => [item, wrong ? this.wrong : this.near(far)]));
    this.marks.set(marks.map(({ item, wrong }) => ({ position: this.position(item), colour: colour.get(item), filled: Boolean(wrong) })));
    this.pictures.setSelection(selection, new Map(marks.filter(({ wrong }) => wrong).map(({ item }) => [item, colour.get(item)])));
    const kept = (neighbours?.indices ?? []).map((item, place) => [item, strengths[place]]).filter(([item]) => shown(item));
    this.lines.set(
      neighbours ? this.position(neighbours.item) : [0, 0, 0], kept.map(([item]) => this.position(item)),
      kept.map(([, strength]) => strength), kept.map(([item]) => colour.get(item)),
    );
  }

  /** @param {number} item @returns {number[]} where it rests */
  position(item) {
    const { positions, dimensions } = this.scene;
    return [0, 1, 2].map((axis) => (axis < dimensions ? positions[item * dimensions + axis] : 0));
  }

  /** @returns {{size: number, alpha: number}} */
  get look() { return look(this.spacing, this.scene?.count); }

  /** @returns {number} pixels between points at this zoom */
  get spacing() { return (this.scene?.spacing ?? 1) * this.camera.scale; }

  /** Colours that tell of the item in focus are what one wants to see, so they fade less. */
  get #faded() { return this.column?.needs?.includes("item") ? 0.6 : FADED; }

  /** @param {number} item @returns {string|null} the colour of its category or value */
  swatch(item) { return fits(this.column, this.scene.count) ? css(this.colourOf(item)) : null; }

  /** @param {number} item @returns {number[]} the colour of its point */
  colourOf(item) { return this.points.palette.colours[this.points.tones[item]] ?? this.points.palette.missing; }

  /**
   * @param {number} share of the points to draw while things move; 0 leaves them as they are
   * @param {number} progress of the points' flight
   */
  draw(share, progress) {
    if (!share || !this.scene?.count) return;
    const { camera, ratio, colours } = this;
    const fog = 0.5 * (this.scene.dimensions === 3 ? progress : 0);
    const frame = { camera, ratio, look: this.look, progress, share, fade: this.fading ? this.#faded : 1, fog, colours };
    if (progress === 1) this.contours.draw(this.scene, this.points.visible, frame);
    const colourOf = (item) => this.colourOf(item);
    this.pictures.choose(frame, this.points.visible);
    this.points.draw(frame);
    this.pictures.draw(frame, false, colourOf);
    if (progress === 1) this.lines.draw(frame);
    this.points.drawOver(frame);
    if (progress === 1) this.marks.draw(frame);
    this.pictures.draw(frame, true, colourOf);
  }

  /** @param {Object} given see Labels.choose */
  chooseLabels(given) {
    const { spacing } = this;
    const named = this.pictures.tell ? [] : namesAt(this.anchors, this.nearness.of(this.scene), given.hidden);
    const nameOf = this.scene.pictures ? () => null : given.nameOf; // a picture says more than its file's name
    this.labels.choose({ ...given, nameOf, anchors: named, spacing, size: this.look.size });
  }

  /** @param {number} now @returns {boolean} whether labels are still coming or going */
  drawLabels(now) {
    return this.labels.paint(now, this.ratio, this.words, stillness());
  }
}
