/** A map that was taken along: the dashboard's own map, with search, colour and selection, and no server. */

import { createMap } from "map/index.js";
import { Contents } from "./contents.js";
import { rows, showDetails } from "./details.js";

const part = (id) => document.getElementById(id);
const contents = new Contents(part("data").textContent);
const map = await createMap(part("map"), {
  legend: part("legend"),
  theme: theme(),
  fetchItem: async (item) => ({ name: contents.names[item], rows: contents.rows(item) }),
});

/** @returns {"light"|"dark"} */
function theme() { return document.documentElement.dataset.theme === "dark" ? "dark" : "light"; }

/** @param {number[]} items @param {boolean} fly */
function select(items, fly) {
  map.setSelection(items, { focus: items.length === 1 ? items[0] : null });
  showDetails(part("details"), contents, items);
  if (fly && items.length) map.flyTo(items);
}

/** Light what the search finds, and fly there. */
function search() {
  const query = part("search").value;
  const found = contents.find(query);
  part("found").textContent = query.trim() ? `${found.length.toLocaleString("en")} found` : "";
  part("hits").replaceChildren(...rows(contents, found.length > 1 ? found : []));
  part("hits").hidden = found.length < 2;
  map.setSelection(found, { focus: found.length === 1 ? found[0] : null });
  showDetails(part("details"), contents, found.length === 1 ? found : []);
  if (found.length) map.flyTo(found);
  else if (!query.trim()) map.fit();
}

/** Offer every column that can colour the map. */
function offerColours() {
  const menu = part("colour");
  const names = contents.colouring.map(({ name }) => name);
  menu.replaceChildren(...names.map((name) => new Option(name, name)));
  if (!names.length) menu.replaceChildren(new Option("No column to colour by", ""));
  menu.value = names.includes(contents.colour) ? contents.colour : names[0] ?? "";
  menu.addEventListener("change", () => map.setColumn(contents.forMap(menu.value)));
  map.setColumn(contents.forMap(menu.value));
}

let typing = 0;
part("search").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(search, 120);
});
part("search").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  clearTimeout(typing);
  search();
});
document.addEventListener("keydown", (event) => {
  const writing = event.target instanceof Element && event.target.closest("input, select, textarea");
  if (event.key !== "/" || writing) return;
  event.preventDefault();
  part("search").focus();
});
part("map").addEventListener("map-select", ({ detail }) => showDetails(part("details"), contents, detail.indices));
document.addEventListener("click", (event) => {
  const row = event.target instanceof Element ? event.target.closest("[data-item]") : null;
  if (row) select([Number(row.dataset.item)], true);
});
document.addEventListener("mouseover", (event) => {
  const row = event.target instanceof Element ? event.target.closest("[data-item]") : null;
  map.highlight(row ? Number(row.dataset.item) : null);
});
part("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = theme() === "dark" ? "light" : "dark";
  map.setTheme(theme());
});

offerColours();
const { dimensions, coordinates, names, title, pictures } = contents;
await pictures?.ready();
await map.show({ key: "page", space: "page", dimensions, coordinates, names, title, pictures });
