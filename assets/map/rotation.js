/** A map in depth that turns by itself, so that its shape is seen: only when asked, and only until someone touches it. */

import { stillness } from "./flight.js";
import { button } from "./surface.js";

/** A turn takes half a minute: radians in a millisecond. */
const SPEED = (2 * Math.PI) / 30_000;
/** After a pause, of a hidden tab for instance, the map goes on rather than jumps. */
const LONGEST = 100;

export class Rotation {
  /** @param {import("./map.js").VectorMap} map */
  constructor(map) {
    this.map = map;
    this.button = button("rotate", "Turn by itself", "Turn by itself (R); a touch stops it");
    this.button.addEventListener("click", () => this.toggle());
    map.element.querySelector(".vs-tool[aria-label='Fit']").after(this.button);
    const { element } = map;
    for (const name of ["pointerdown", "wheel"]) {
      element.addEventListener(name, (event) => { if (!this.button.contains(event.target)) this.stop(); }, { capture: true, passive: true });
    }
    element.addEventListener("keydown", (event) => this.#key(event), { capture: true });
    element.addEventListener("map-rest", () => this.#offer());
    matchMedia("(prefers-reduced-motion: reduce)").addEventListener("change", () => { this.stop(); this.#offer(); });
    this.#offer();
  }

  #frame = 0;
  #last = 0;

  /** @returns {boolean} whether it turns */
  get on() { return this.#frame !== 0; }

  /** @returns {boolean} whether there is something to turn, and motion is wanted */
  get possible() { return this.map.scene?.dimensions === 3 && !stillness(); }

  toggle() {
    if (this.on || !this.possible) return this.stop();
    this.map.pilot.fitted = false;
    this.#last = performance.now();
    this.#frame = requestAnimationFrame((now) => this.#turn(now));
    return this.#offer();
  }

  stop() {
    if (!this.on) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#offer();
    this.map.renderer.invalidate();
  }

  /** @param {number} now */
  #turn(now) {
    if (!this.possible) return this.stop();
    const { camera, pilot, renderer } = this.map;
    const { yaw } = camera.pose;
    if (!pilot.flying) camera.pose = { ...camera.pose, yaw: yaw + SPEED * Math.max(0, Math.min(LONGEST, now - this.#last)) };
    this.#last = now;
    renderer.invalidate();
    this.#frame = requestAnimationFrame((next) => this.#turn(next));
    return undefined;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.map.element) return;
    if (event.key === "Escape" && this.on) event.stopImmediatePropagation();
    if (event.key.toLowerCase() === "r") this.toggle();
    else if (!["i", "I", "Shift"].includes(event.key)) this.stop();
  }

  /** The button is there where there is something to turn. */
  #offer() {
    this.button.hidden = !this.possible;
    this.button.setAttribute("aria-pressed", String(this.on));
  }
}
