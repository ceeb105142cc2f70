/**
 * Undo for everything: Ctrl+Z and Ctrl+Shift+Z step through what one looked at and wrote. A step is what a person did;
 * what follows from it by itself (a map that arrives, a flight) is added to that step once the map rests.
 */

import { sameState } from "../map/memory.js";
import { edits, knownSpace, tellEdit, tellProblem } from "./edits.js";
import { restoreMap, theMap } from "./stage.js";
import { onChange, restoreView, same, view } from "./view.js";

/** How many steps are kept, and how long the camera must rest to count as moved (milliseconds). */
const MOST = 100;
const SETTLED = 400;

/** @typedef {{view: Record<string, string>, map: import("../map/memory.js").MapState|null, edits: number}} Snapshot */

/** @param {Snapshot} a @param {Snapshot} b */
const alike = (a, b) => a.edits === b.edits && same(a.view, b.view) && sameState(a.map, b.map);

/** The steps so far, and where among them we are. */
export class Steps {
  /** @param {number} [most] */
  constructor(most = MOST) {
    this.most = most;
    /** @type {Snapshot[]} */
    this.list = [];
    this.at = -1;
  }

  /** @returns {Snapshot|undefined} */
  get current() { return this.list[this.at]; }

  /** Something was done: what had been undone is gone. @param {Snapshot} snapshot @returns {boolean} whether it is new */
  push(snapshot) {
    if (this.current && alike(this.current, snapshot)) return false;
    this.list.splice(this.at + 1, Infinity, snapshot);
    if (this.list.length > this.most) this.list.shift();
    this.at = this.list.length - 1;
    return true;
  }

  /** What followed by itself belongs to the same step. @param {Snapshot} snapshot */
  amend(snapshot) {
    if (!this.current) this.push(snapshot);
    else if (this.current.edits === snapshot.edits && same(this.current.view, snapshot.view)) this.list[this.at] = snapshot;
    const before = this.list[this.at - 1];
    if (before && alike(before, this.current)) this.list.splice(--this.at, 1);
  }

  /** @param {-1|1} by @returns {Snapshot|null} the step before or after, which is then the current one */
  move(by) {
    const wanted = this.list[this.at + by];
    if (!wanted) return null;
    this.at += by;
    return wanted;
  }
}

/** Whether a key belongs to a field or a dialog. @param {EventTarget|null} target */
export function typing(target) {
  if (!(target instanceof Element)) return false;
  if (target.closest("textarea, [contenteditable]:not([contenteditable='false']), [role='dialog']")) return true;
  const field = target.closest("input, select");
  return Boolean(field) && !(field.readOnly || ["checkbox", "radio", "range", "button"].includes(field.type));
}

class Undo {
  /** @param {Object} map */
  constructor(map) {
    this.map = map;
    this.steps = new Steps();
    /** The parts of the current step that the map has yet to be given. @type {Set<string>} */
    this.waiting = new Set();
  }

  #soon = 0;
  #camera = 0;

  /** @returns {Snapshot} */
  now() {
    return { view: view(), map: this.map.state() ?? null, edits: edits.count };
  }

  /** Someone does something; all of what is done at once is one step. */
  act() {
    this.#settle();
    this.#soon ||= setTimeout(() => this.#take());
  }

  #take() {
    clearTimeout(this.#soon);
    this.#soon = 0;
    if (this.steps.push(this.now())) this.waiting.clear();
  }

  /** The camera was moved before anything else was done: that is a step of its own. */
  #settle() {
    if (!this.#camera && !this.map.byHand()) return;
    clearTimeout(this.#camera);
    this.#camera = 0;
    const { steps } = this;
    const pose = this.map.state()?.pose;
    if (!pose || !steps.current?.map || this.waiting.size) return;
    steps.push({ ...steps.current, map: { ...steps.current.map, pose } });
  }

  /** Nothing moves any more. @param {boolean} byHand whether the camera was moved by someone */
  rest(byHand) {
    if (this.waiting.size) return this.#give();
    if (byHand) {
      clearTimeout(this.#camera);
      this.#camera = setTimeout(() => { this.#settle(); this.steps.amend(this.now()); }, SETTLED);
    }
    if (!this.#camera && !this.#soon) this.steps.amend(this.now());
  }

  /** @param {-1|1} by */
  go(by) {
    if (this.#soon) this.#take();
    this.#settle();
    const step = this.steps.move(by);
    if (!step) return;
    this.waiting = new Set(step.map ? ["items", "hidden", "pose"] : []);
    if (step.edits !== edits.count) edits.goTo(step.edits).catch(tellProblem);
    restoreView(step.view);
    this.#give();
  }

  /**
   * Take back what was written last, or write it again: by a step, where the last step wrote something; else as the
   * server remembers it, which is a step of its own.
   * @param {-1|1} by
   */
  async write(by) {
    if (this.#soon) this.#take();
    const { list, at, current } = this.steps;
    if (list[at + by] && list[at + by].edits !== current.edits) return this.go(by);
    tellProblem(null);
    const changed = await edits.make(knownSpace().id, { do: by < 0 ? "undo" : "redo" }).catch(tellProblem);
    return changed && tellEdit();
  }

  #give() {
    const { map } = this.steps.current;
    if (map) this.waiting = restoreMap(this.map, map, this.waiting);
  }
}

/** @param {Undo} undo @param {KeyboardEvent} event */
function onKey(undo, event) {
  const asked = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z";
  const { target } = event;
  const empty = target instanceof HTMLInputElement && target.value === "" && !target.closest("[role='dialog']");
  if (!asked || (typing(target) && !empty)) return;
  event.preventDefault();
  undo.go(event.shiftKey ? 1 : -1);
}

/** Remember what is done from now on. The map is asked for once it has something to rest on. */
export function startUndo() {
  document.addEventListener("map-rest", async () => {
    const undo = new Undo(await theMap());
    undo.rest(false);
    document.addEventListener("keydown", (event) => onKey(undo, event));
    document.addEventListener("map-rest", (event) => undo.rest(event.detail.byHand));
    document.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("#edit-undo, #edit-redo") : null;
      if (button) undo.write(button.id === "edit-undo" ? -1 : 1);
    });
    for (const name of ["map-select", "map-filter", "map-isolate", "page-edit"]) document.addEventListener(name, () => undo.act());
    onChange(() => undo.act());
  }, { once: true });
}
