/** Saved views: kept in this browser, and carried elsewhere in one file. */

const PLACE = "vectorscape.views";
const FORMAT = "vectorscape-views";
const MOST = 200;

/**
 * @typedef {Object} SavedView
 * @property {string} id @property {string} name @property {string} about what it shows, in one line
 * @property {Record<string, string>} view the query of the address @property {string} fragment see link.js
 * @property {string} picture a data address, or nothing
 */

export class Views {
  /** @param {Storage} storage of the browser */
  constructor(storage) {
    this.storage = storage;
  }

  /** @returns {SavedView[]} the newest first */
  get list() {
    try {
      return viewsOf(JSON.parse(this.storage.getItem(PLACE) ?? "[]"));
    } catch {
      return [];
    }
  }

  /** @param {SavedView[]} views the newest first; one that is there already takes the place of the old */
  add(...views) {
    const ids = new Set(views.map(({ id }) => id));
    this.#keep([...views, ...this.list.filter(({ id }) => !ids.has(id))]);
  }

  /** @param {string} id */
  remove(id) { this.#keep(this.list.filter((view) => view.id !== id)); }

  /** @returns {string} all of them as the content of a file */
  get file() { return JSON.stringify({ format: FORMAT, version: 1, views: this.list }, null, 1); }

  /** @param {string} text the content of a file @returns {number} how many views it had */
  bring(text) {
    const views = parsed(text);
    this.add(...views);
    return views.length;
  }

  /** @param {SavedView[]} views */
  #keep(views) {
    try {
      if (views.length > MOST) throw new Error(`${MOST} views`);
      this.storage.setItem(PLACE, JSON.stringify(views));
    } catch {
      throw {
        title: "There is no room for another view", detail: `This browser keeps up to ${MOST} of them, and a few megabytes.`,
        hint: "Take them with you as a file, then delete some.",
      };
    }
  }
}

/** @param {string} text @returns {SavedView[]} */
function parsed(text) {
  let content = null;
  try { content = JSON.parse(text); } catch { /* told below */ }
  if (content?.format !== FORMAT || !Array.isArray(content.views)) {
    throw { title: "This file has no views", detail: "It is not one that “Export all” made.", hint: "Choose such a file; its name ends in .json." };
  }
  const views = viewsOf(content.views);
  if (views.length < content.views.length) {
    throw { title: "This file is damaged", detail: `View ${views.length + 1} of it cannot be read.`, hint: "Export it again where it was made." };
  }
  return views;
}

/** @param {unknown} list @returns {SavedView[]} up to the first that is none */
function viewsOf(list) {
  if (!Array.isArray(list)) return [];
  const end = list.findIndex((one) => !isView(one));
  return (end < 0 ? list : list.slice(0, end)).map(({ id, name, about, view, fragment, picture }) => ({ id, name, about, view, fragment, picture }));
}

/** @param {any} one */
function isView(one) {
  const texts = one && [one.id, one.name, one.about, one.fragment, one.picture].every((text) => typeof text === "string");
  const view = one?.view && typeof one.view === "object" && Object.values(one.view).every((text) => typeof text === "string");
  return Boolean(texts && view) && /^(data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]*)?$/.test(one.picture);
}
