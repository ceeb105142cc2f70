/** What floats at the top of the map: where its items are from, how many are selected, and what can be done with them. */

import { make } from "./surface.js";

/** @typedef {{name: string, here: string, go: () => void}} Parent the space that this one was taken from */

/** @param {number} count */
const figures = (count) => count.toLocaleString("en");

export class SelectionBar {
  /** @param {import("./map.js").VectorMap} map @param {import("./tasks.js").Task[]} tasks */
  constructor(map, tasks) {
    this.map = map;
    this.tasks = tasks;
    /** @type {Parent|null} */
    this.parent = null;
    const top = make("div", "vs-top");
    this.crumbs = make("nav", "vs-crumbs", { "aria-label": "Where these items are from", hidden: "" });
    this.bar = make("div", "vs-bar", { role: "group", "aria-label": "Selection", hidden: "" });
    this.count = make("strong", "vs-count");
    this.note = make("div", "vs-bar-note", { role: "alert", hidden: "" });
    this.bar.append(this.count, ...tasks.map((task) => this.#button(task, () => map.selection.items)));
    top.append(this.crumbs, this.bar, this.note);
    map.element.append(top);
    map.element.addEventListener("map-change", () => this.show());
    this.show();
  }

  /** What was last shown, so that hovering a million selected points costs nothing. */
  #shown = "";
  /** The selection that the note is about. @type {number[]|null} */
  #noted = null;

  /** Show what is selected and isolated now. */
  show() {
    const { selection: { items }, isolation } = this.map;
    if (items !== this.#noted) this.note.hidden = true;
    const now = `${items.length} ${isolation.items?.length ?? ""} ${this.parent?.name ?? ""}`;
    if (now === this.#shown) return;
    this.#shown = now;
    this.#keepFocus(() => {
      this.bar.hidden = items.length < 2;
      this.count.textContent = `${figures(items.length)} selected`;
      this.#crumbs();
    });
  }

  /** @param {Parent|null} parent of the space on the map */
  setParent(parent) {
    this.parent = parent;
    this.show();
  }

  /** The way back: the parent space, all of this one, and the items that are isolated. */
  #crumbs() {
    const { parent, map: { isolation: { items } } } = this;
    this.crumbs.hidden = !parent && !items;
    this.crumbs.replaceChildren();
    if (this.crumbs.hidden) return;
    if (parent) this.#step(parent.name, `Go back to ${parent.name}`, parent.go);
    const here = parent?.here ?? "All";
    if (!items) return this.#here(here);
    this.#step(here, "Bring the others back (Escape)", () => this.map.isolate(null));
    this.#here(figures(items.length));
    const project = this.tasks.find(({ name }) => name === "project");
    if (project && items.length > 1) this.crumbs.append(this.#button(project, () => items));
  }

  /** @param {string} words @param {string} title @param {() => void} go */
  #step(words, title, go) {
    const button = make("button", "vs-crumb", { type: "button", title });
    button.textContent = words;
    button.addEventListener("click", go);
    const mark = make("span", "vs-crumb-mark", { "aria-hidden": "true" });
    mark.textContent = "›";
    this.crumbs.append(button, mark);
  }

  /** @param {string} words */
  #here(words) {
    const here = make("span", "vs-crumb-here", { "aria-current": "page" });
    here.textContent = words;
    this.crumbs.append(here);
  }

  /** @param {import("./tasks.js").Task} task @param {() => number[]} items */
  #button(task, items) {
    const button = make("button", "vs-task", { type: "button", title: task.title, "data-task": task.name });
    button.textContent = task.label;
    button.addEventListener("click", () => this.#run(task, button, items()));
    return button;
  }

  /** @param {import("./tasks.js").Task} task @param {HTMLElement} button @param {number[]} items */
  async #run(task, button, items) {
    if (button.getAttribute("aria-disabled") === "true") return;
    this.note.hidden = true;
    const done = task.run(items);
    if (!done) return;
    button.setAttribute("aria-disabled", "true");
    try {
      await done;
    } catch (problem) {
      this.#say(problem, items);
    }
    button.removeAttribute("aria-disabled");
  }

  /** @param {{title?: string, detail?: string, hint?: string}} problem @param {number[]} items */
  #say({ title = "That did not work", detail = "The server did not answer.", hint = "Try again." }, items) {
    const strong = make("strong", "");
    strong.textContent = `${title}.`;
    this.note.replaceChildren(strong, ` ${detail} ${hint}`);
    this.#noted = items;
    this.note.hidden = false;
  }

  /** A button that goes away with the focus on it gives the focus to the map. @param {() => void} change */
  #keepFocus(change) {
    const inside = this.crumbs.contains(document.activeElement) || this.bar.contains(document.activeElement);
    change();
    if (inside && (!document.activeElement?.isConnected || document.activeElement === document.body || this.bar.hidden)) {
      this.map.element.focus({ preventScroll: true });
    }
  }
}
