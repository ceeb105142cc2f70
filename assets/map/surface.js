/** The elements of the map: two canvases, the hover ring, the toolbar, the message and the voice for screen readers. */

const ICONS = {
  lasso: "M7 17c-3-1-4-3-4-5.500C3 7 7 4 12 4s9 2.800 9 6.500S17 17 12 17c-1.600 0-3-.2-4.200-.7M7 17a2 2 0 1 0 1.500 2c0 1.500-1 2.500-2.500 3",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  nearer: "M12 5v14M5 12h14",
  farther: "M5 12h14",
};

/** @param {string} tag @param {string} className @param {Record<string, string>} [attributes] */
export function make(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** @param {HTMLElement} element the map */
export function furnish(element) {
  element.classList.add("vs-map");
  const attributes = { role: "application", "aria-label": "Map", tabindex: "0" };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.dataset.state = "loading";
  const parts = {
    points: make("canvas", "vs-points", { "aria-hidden": "true" }),
    names: make("canvas", "vs-names", { "aria-hidden": "true" }),
    ring: make("div", "vs-ring", { hidden: "" }),
    message: make("div", "vs-message", { hidden: "" }),
    voice: make("div", "vs-voice", { "aria-live": "polite" }),
  };
  element.append(...Object.values(parts));
  return parts;
}

/**
 * @param {HTMLElement} element the map
 * @param {{lasso: (on: boolean) => void, fit: () => void, nearer: () => void, farther: () => void}} actions
 * @returns {{release: () => void}} to let the lasso's button go
 */
export function toolbar(element, actions) {
  const bar = make("div", "vs-toolbar", { role: "toolbar", "aria-label": "Map tools", "aria-orientation": "vertical" });
  const lasso = button("lasso", "Lasso: draw around points to select them (or Shift and drag)");
  lasso.setAttribute("aria-label", "Lasso");
  lasso.setAttribute("aria-pressed", "false");
  const press = (on) => lasso.setAttribute("aria-pressed", String(on));
  lasso.addEventListener("click", () => {
    press(lasso.getAttribute("aria-pressed") !== "true");
    actions.lasso(lasso.getAttribute("aria-pressed") === "true");
  });
  bar.append(lasso);
  for (const [name, label] of [["fit", "Fit"], ["nearer", "Zoom in"], ["farther", "Zoom out"]]) {
    const tool = button(name, label);
    tool.addEventListener("click", actions[name]);
    bar.append(tool);
  }
  element.append(bar);
  return { release: () => press(false) };
}

/** @param {keyof typeof ICONS} icon @param {string} label */
function button(icon, label) {
  const tool = make("button", "vs-tool", { type: "button", title: label, "aria-label": label });
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[icon]);
  svg.append(path);
  tool.append(svg);
  return tool;
}

/** @param {HTMLElement} element @param {string} title @param {string} words */
export function refuse(element, title, words) {
  element.dataset.state = "error";
  const box = make("div", "vs-refusal", { role: "alert" });
  const strong = make("strong", "");
  strong.textContent = title;
  const line = make("p", "");
  line.textContent = words;
  box.append(strong, line);
  element.append(box);
}
