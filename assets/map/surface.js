/** The elements of the map: two canvases, the hover ring, the toolbar, the message and the voice for screen readers. */

const ICONS = {
  lasso: "M7 17c-3-1-4-3-4-5.500C3 7 7 4 12 4s9 2.800 9 6.500S17 17 12 17c-1.600 0-3-.2-4.200-.7M7 17a2 2 0 1 0 1.500 2c0 1.500-1 2.500-2.500 3",
  box: "M4 8V4h4M11 4h2M16 4h4v4M20 11v2M20 16v4h-4M13 20h-2M8 20H4v-4M4 13v-2",
  contours: "M12 4c5 0 9 3 9 7.500S17 20 12 20s-9-4-9-8.500S7 4 12 4zM12 8.500c2.500 0 4.500 1.300 4.500 3.300s-2 3.700-4.500 3.700-4.500-1.700-4.500-3.700 2-3.300 4.500-3.300z",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  rotate: "M12 3v3M12 18v3M20 12c0 2-3.600 3.500-8 3.500S4 14 4 12s3.600-3.500 8-3.500c2.500 0 4.700.5 6.200 1.300M18.500 6v4h-4",
  nearer: "M12 5v14M5 12h14",
  farther: "M5 12h14",
};

/** The tools that stay pressed until something is drawn with them. */
const TOGGLES = [
  ["lasso", "Lasso", "Lasso: draw around points to select them (or Shift and drag)"],
  ["box", "Box", "Box: drag a box around points to select them (Ctrl adds, Alt removes)"],
];

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
 * @param {{draw: (what: ""|"lasso"|"box") => void, contours: (on: boolean) => void, fit: () => void, nearer: () => void, farther: () => void}} actions
 * @returns {{release: () => void}} to let the buttons of lasso and box go
 */
export function toolbar(element, actions) {
  const bar = make("div", "vs-toolbar", { role: "toolbar", "aria-label": "Map tools", "aria-orientation": "vertical" });
  const toggles = TOGGLES.map(([name, label, title]) => [name, button(name, label, title)]);
  const press = (what) => toggles.forEach(([name, tool]) => tool.setAttribute("aria-pressed", String(name === what)));
  for (const [name, tool] of toggles) {
    tool.addEventListener("click", () => {
      const what = tool.getAttribute("aria-pressed") === "true" ? "" : name;
      press(what);
      actions.draw(what);
    });
    bar.append(tool);
  }
  press("");
  const contours = button("contours", "Density", "Density: lines around where many points lie");
  contours.setAttribute("aria-pressed", "false");
  contours.addEventListener("click", () => {
    const on = contours.getAttribute("aria-pressed") !== "true";
    contours.setAttribute("aria-pressed", String(on));
    actions.contours(on);
  });
  bar.append(contours);
  for (const [name, label] of [["fit", "Fit"], ["nearer", "Zoom in"], ["farther", "Zoom out"]]) {
    const tool = button(name, label);
    tool.addEventListener("click", actions[name]);
    bar.append(tool);
  }
  element.append(bar);
  return { release: () => press("") };
}

/** @param {keyof typeof ICONS} icon @param {string} label @param {string} [title] */
export function button(icon, label, title = label) {
  const tool = make("button", "vs-tool", { type: "button", title, "aria-label": label });
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
