/**
 * What an address says after its “#”: the camera, what is isolated or hidden, and selections too long for the query.
 * The server never sees it. Selected items are written as runs, so that a whole category takes a few letters.
 */

/** Longer addresses are cut by chat programs and some browsers. */
export const LONGEST = 8000;
const MOST_ITEMS = 20_000_000;

/** @typedef {import("../map/memory.js").MapState & {fitted?: boolean}} Shown */

/** @param {number[]} items in order @returns {string} letters that an address may have */
export function pack(items) {
  const bytes = [];
  const number = (value) => {
    for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
    bytes.push(value);
  };
  let end = 0;
  for (let at = 0; at < items.length;) {
    let length = 1;
    while (items[at + length] === items[at] + length) length++;
    number(items[at] - end);
    number(length - 1);
    end = items[at] + length;
    at += length;
  }
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_");
}

/** @param {string} text @returns {number[]} the items in order; throws where the text is no list of them */
export function unpack(text) {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) throw new Error("the list of items cannot be read");
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const numbers = [];
  let [value, scale] = [0, 1];
  for (const letter of letters) {
    const byte = letter.charCodeAt(0);
    value += (byte % 128) * scale;
    scale *= 128;
    if (byte < 128) { numbers.push(value); [value, scale] = [0, 1]; }
  }
  if (scale > 1 || numbers.length % 2) throw new Error("the list of items ends too early");
  const items = [];
  let end = 0;
  for (let at = 0; at < numbers.length; at += 2) {
    const start = end + numbers[at];
    end = start + numbers[at + 1] + 1;
    if (end > MOST_ITEMS) throw new Error("the list of items is too long");
    for (let item = start; item < end; item++) items.push(item);
  }
  return items;
}

/** @param {Shown} state @returns {string} */
export function fragmentOf({ key, column, items, isolated, hidden, pose, fitted }) {
  const parts = new URLSearchParams({ map: key });
  const { target, extent, yaw, pitch, roll } = pose;
  if (!fitted) parts.set("camera", [...target, extent, yaw, pitch, roll].map((value) => Number(value.toPrecision(6))).join("_"));
  if (items.length > 1) parts.set("items", pack(items));
  if (isolated) parts.set("only", pack(isolated));
  if (hidden.length) { parts.set("hidden", hidden.join("_")); parts.set("column", column); }
  return parts.toString();
}

/**
 * @param {string} fragment
 * @returns {{key: string, column: string|null, items: number[]|null, isolated: number[]|null, hidden: number[],
 *   pose: import("../map/camera.js").Pose|null}|null} null where it says nothing; throws where it is damaged
 */
export function read(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  if (!parts.get("map")) return null;
  const list = (name) => (parts.get(name) ? unpack(parts.get(name)) : null);
  return {
    key: parts.get("map"), column: parts.get("column"), items: list("items"), isolated: list("only"),
    hidden: parts.get("hidden") ? numbersOf(parts.get("hidden")) : [], pose: parts.get("camera") ? poseOf(parts.get("camera")) : null,
  };
}

/** @param {string} text @returns {number[]} */
function numbersOf(text) {
  const numbers = text.split("_").map(Number);
  if (!numbers.every(Number.isFinite)) throw new Error("a number of it cannot be read");
  return numbers;
}

/** @param {string} text @returns {import("../map/camera.js").Pose} */
function poseOf(text) {
  const numbers = numbersOf(text);
  if (numbers.length !== 7 || !(numbers[3] > 0)) throw new Error("its camera cannot be read");
  const [x, y, z, extent, yaw, pitch, roll] = numbers;
  return { target: [x, y, z], extent, yaw, pitch, roll };
}
