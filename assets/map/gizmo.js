/** Which way the axes of a map in depth point: three short lines in a corner; a click looks straight along the depth. */

const SIDE = 64;
const REACH = 22;
const NAMES = ["x", "y", "z"];

export class Gizmo {
  /** @param {HTMLElement} element the map @param {() => void} reset */
  constructor(element, reset) {
    this.button = document.createElement("button");
    Object.assign(this.button, { type: "button", className: "vs-gizmo", hidden: true, title: "Look from the front" });
    this.button.setAttribute("aria-label", "Look from the front");
    this.button.addEventListener("click", reset);
    this.svg = draw("svg", { viewBox: `${-SIDE / 2} ${-SIDE / 2} ${SIDE} ${SIDE}`, "aria-hidden": "true" });
    this.axes = NAMES.map((name) => {
      const group = draw("g", {});
      const text = draw("text", { "text-anchor": "middle", "dominant-baseline": "central" });
      text.textContent = name;
      group.append(draw("line", { x1: 0, y1: 0 }), text);
      this.svg.append(group);
      return group;
    });
    this.button.append(this.svg);
    element.append(this.button);
  }

  /** @param {import("./camera.js").Camera} camera @param {boolean} deep whether the map has three dimensions */
  follow(camera, deep) {
    this.button.hidden = !deep;
    if (!deep) return;
    const { right, up, back } = camera.axes;
    this.axes.forEach((group, axis) => {
      const [x, y] = [right[axis] * REACH, -up[axis] * REACH];
      const [line, text] = group.children;
      for (const [name, value] of [["x2", x], ["y2", y]]) line.setAttribute(name, value.toFixed(1));
      for (const [name, value] of [["x", x * 1.32], ["y", y * 1.32]]) text.setAttribute(name, value.toFixed(1));
      group.style.opacity = (0.65 + 0.35 * back[axis]).toFixed(2);
    });
  }
}

/** @param {string} tag @param {Record<string, string|number>} attributes */
function draw(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
