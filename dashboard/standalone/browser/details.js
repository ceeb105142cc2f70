/** What is selected: one item with all its columns, or the names of several. */

/** Names listed of many. */
const LISTED = 50;
/** A name of more letters is a text. */
const LONG = 40;

/** @param {string} tag @param {string} [text] @param {Object} [properties] */
export function make(tag, text = "", properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...properties });
}

/** @param {HTMLElement} place @param {import("./contents.js").Contents} contents @param {number[]} items */
export function showDetails(place, contents, items) {
  place.hidden = items.length === 0;
  if (items.length === 1) place.replaceChildren(...one(contents, items[0]));
  else if (items.length) place.replaceChildren(make("h2", `${items.length.toLocaleString("en")} selected`), names(contents, items), more(items.length));
}

/** @param {import("./contents.js").Contents} contents @param {number} item */
function one(contents, item) {
  const name = contents.names[item];
  const list = make("dl");
  for (const [column, value] of contents.rows(item)) {
    const pair = make("div");
    pair.append(make("dt", column), make("dd", value || "—"));
    list.append(pair);
  }
  const place = make("p", `Item ${item.toLocaleString("en")} of ${contents.names.length.toLocaleString("en")}`, { className: "help" });
  return [...(contents.pictures?.picture(item) ?? []), make("h2", name, { className: name.length > LONG ? "long" : "" }), list, place];
}

/** @param {import("./contents.js").Contents} contents @param {number[]} items @returns {HTMLUListElement} */
export function names(contents, items) {
  const list = make("ul", "", { className: "names" });
  list.append(...rows(contents, items));
  return list;
}

/** @param {import("./contents.js").Contents} contents @param {number[]} items @returns {HTMLLIElement[]} the first of them, as buttons */
export function rows(contents, items) {
  return items.slice(0, LISTED).map((item) => {
    const row = make("li");
    const button = make("button", contents.names[item], { type: "button", title: contents.names[item] });
    button.dataset.item = String(item);
    row.append(button);
    return row;
  });
}

/** @param {number} count */
const more = (count) => make("p", count > LISTED ? `and ${(count - LISTED).toLocaleString("en")} more` : "", { className: "help" });
