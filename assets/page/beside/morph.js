/** Morphing the first map into the second, under a slider; what one does on the map brings its points back. */

import { Flight, easeInOut } from "../../map/flight.js";

const BACK = 300;

export class Morph {
  /**
   * @param {Object} first the methods of the first map @param {HTMLElement} element its element
   * @param {() => import("../../map/scene.js").Scene|null} second what the second map shows
   * @param {(share: number) => void} moved the slider moves along
   */
  constructor(first, element, second, moved) {
    Object.assign(this, { first, second, moved, share: 0 });
    for (const name of ["pointerdown", "keydown"]) element.addEventListener(name, () => this.back());
  }

  /** @type {Flight|null} */
  #flight = null;

  /** @param {number} share of the way */
  to(share) {
    this.#flight?.cancel();
    this.#flight = null;
    this.#set(share);
  }

  /** @param {number} share */
  #set(share) {
    if (share === this.share && !share) return;
    this.share = share;
    this.first.morph(this.second() ?? null, share);
    this.moved(share);
  }

  /** Let the points fly back to where they rest. */
  back() {
    const { share } = this;
    if (!share || this.#flight) return;
    const flight = new Flight(BACK, easeInOut, (t) => this.#set(t === 1 ? 0 : share * (1 - t)));
    this.#flight = flight;
    const step = (now) => {
      if (this.#flight !== flight) return;
      flight.advance(now);
      if (flight.done) this.#flight = null;
      else requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }
}
