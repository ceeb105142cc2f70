/**
 * What was written over spaces since the page was opened: every change is made on the server, one after another, and
 * can be taken back by its number. A step of undo knows how many of them hold.
 */

import { askAbout, forget } from "./data.js";

/** @typedef {{space: string, number: number, made: boolean}} Edit */

export class Edits {
  /**
   * @param {(space: string, change: Object) => Promise<number|null>} send makes a change, and says by which number it
   *   is taken back; null where nothing changed
   */
  constructor(send) {
    this.send = send;
    /** @type {Edit[]} */
    this.list = [];
    /** How many of them hold, as undo wants it; the server follows. */
    this.count = 0;
    this.last = Promise.resolve();
  }

  /**
   * Make a change, after those that are under way.
   * @param {string} space @param {Object} change @returns {Promise<boolean>} whether anything changed
   */
  make(space, change) {
    const made = this.last.then(async () => {
      const number = await this.send(space, change);
      if (number === null) return false;
      this.list.splice(this.count, Infinity, { space, number, made: true });
      this.count = this.list.length;
      return true;
    });
    this.last = made.catch(() => undefined);
    return made;
  }

  /** Let the first so many hold, and no others. @param {number} count @returns {Promise<void>} */
  goTo(count) {
    this.count = Math.min(count, this.list.length);
    const wanted = this.count;
    const gone = this.last.then(async () => {
      for (const edit of this.list.slice(wanted).reverse()) if (edit.made) await this.#turn(edit);
      for (const edit of this.list.slice(0, wanted)) if (!edit.made) await this.#turn(edit);
    });
    this.last = gone.catch(() => undefined);
    return gone;
  }

  /** Take a change back, or make it again. @param {Edit} edit */
  async #turn(edit) {
    const number = await this.send(edit.space, { do: "revert", number: edit.number });
    Object.assign(edit, { number, made: !edit.made });
  }
}

/** @type {{id: string, version: number}|null} */
let shown = null;

/** @returns {Object|null} what is known of the space on the map */
export const knownSpace = () => shown;

/** Hear what is known of the space on the map now; of columns that were written over nothing is kept. @param {Object|null} space */
export function noticeSpace(space) {
  if (space && shown && space.id === shown.id && space.version !== shown.version) forget(space.id);
  shown = space ?? shown;
}

/** @param {string} id @param {Object} change @returns {Promise<number|null>} */
async function send(id, change) {
  const { number, space } = await (await askAbout(id, "annotations", change)).json();
  if (shown?.id !== id) {
    forget(id);
    return number;
  }
  noticeSpace(space);
  window.dash_clientside.set_props("space-info", { data: space });
  return number;
}

/** The edits of this page. */
export const edits = new Edits(send);

/** Tell undo that there is a step. */
export const tellEdit = () => { document.dispatchEvent(new CustomEvent("page-edit")); };

/** Tell the person what went wrong. @param {Object|null} error null: all is well again */
export const tellProblem = (error) => { document.dispatchEvent(new CustomEvent("page-edit-problem", { detail: error })); };
