/** The rows of the list of neighbours: rank, name, two bars, distance. Rows are kept and filled anew, so that the focus stays. */

import { Selection } from "../map/selection.js";

/**
 * @typedef {{item: number, indices: number[], pictures: Array<string|null>, names: string[], distances: number[], lengths: number[],
 *   map_lengths: number[], ranks: number[], far: boolean[], limit: number, others: number}} Links nearest first
 */

/** @param {Links|null} links */
export function drawRows(links) {
  const place = document.getElementById("neighbour-rows");
  const count = links?.indices.length ?? 0;
  if (!count) return place.replaceChildren();
  const body = place.querySelector("tbody") ?? table(place);
  while (body.rows.length > count) body.deleteRow(-1);
  while (body.rows.length < count) body.append(row());
  const ramp = new Selection();
  ramp.neighbours = links;
  ramp.farness.forEach((farness, at) => fill(body.rows[at], links, at, farness));
  return undefined;
}

/** @param {HTMLElement} place @returns {HTMLTableSectionElement} */
function table(place) {
  place.innerHTML = `<table class="neighbour-table" aria-label="Neighbours"><thead><tr>
    <th scope="col"></th><th scope="col">Item</th><th scope="col">Distance</th></tr></thead><tbody></tbody></table>`;
  return place.querySelector("tbody");
}

/** @returns {HTMLTableRowElement} */
function row() {
  const made = document.createElement("tr");
  made.innerHTML = `<td class="rank"></td><td class="neighbour"><button type="button" class="neighbour-name"></button>
    <div class="neighbour-bar"></div><div class="map-bar"></div></td>
    <td class="figure"><span></span><span class="far-mark"></span></td>`;
  return made;
}

/** @param {HTMLTableRowElement} made @param {Links} links @param {number} at @param {number} farness from 0 to 1 */
function fill(made, links, at, farness) {
  const [rank, neighbour, figure] = made.cells;
  const [name, bar, onMap] = neighbour.children;
  made.dataset.item = String(links.indices[at]);
  made.title = mapWords(links, at);
  made.classList.toggle("far-away", links.far[at]);
  rank.textContent = String(at + 1);
  name.textContent = name.title = links.names[at];
  bar.style.width = percent(links.lengths[at]);
  bar.style.setProperty("--far", farness.toFixed(3));
  onMap.style.width = percent(links.map_lengths[at]);
  showPicture(neighbour, links.pictures?.[at] ?? null);
  figure.children[0].textContent = links.distances[at].toFixed(3);
  figure.children[1].textContent = links.far[at] ? "far on map" : "";
}

/** @param {HTMLTableCellElement} cell @param {string|null} address of the item's picture, which stands before its name */
function showPicture(cell, address) {
  cell.classList.toggle("pictured", address !== null);
  let picture = cell.querySelector(".thumbnail");
  if (address === null) return picture?.remove();
  picture ??= cell.appendChild(Object.assign(new Image(), { className: "thumbnail", alt: "", draggable: false, loading: "lazy" }));
  if (picture.getAttribute("src") !== address) picture.src = address;
  return undefined;
}

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(1)}%`;

/** @param {Links} links @param {number} at @returns {string} what the map makes of a neighbour */
export function mapWords({ ranks, far, limit, others }, at) {
  const place = `On the map it is the ${ordinal(ranks[at])} nearest of ${others.toLocaleString("en")}`;
  if (!far[at]) return `${place}.`;
  return `${place}. A true neighbour, but the map puts it far away: more than ${limit.toLocaleString("en")} items are nearer there.`;
}

/** @param {number} rank @returns {string} 1st, 2nd, 3rd, 4th … */
export function ordinal(rank) {
  const teen = rank % 100 > 10 && rank % 100 < 14;
  return `${rank.toLocaleString("en")}${(!teen && { 1: "st", 2: "nd", 3: "rd" }[rank % 10]) || "th"}`;
}
