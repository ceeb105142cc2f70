/**
 * Finding items by their text, as `dashboard/finding.py` does it: without regard to case and accents, what begins so
 * first, anywhere last. A million texts are gone through in slices, so that the page goes on answering.
 */

const [EXACT, BEGINS, WORD, INSIDE, SCATTERED] = [0, 1, 2, 3, 4];
/** How long a slice may take, in milliseconds, and how many texts are read between two looks at the clock. */
const BUDGET = 8;
const STRIDE = 500;

const ASCII = /^[\x00-\x7f]*$/;
/** Accents; the vowel signs of other scripts are letters. */
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/** @param {string} text @returns {string} as it is compared */
export function fold(text) {
  const plain = ASCII.test(text) ? text : text.normalize("NFKD").replace(ACCENTS, "").replaceAll("ß", "ss");
  return plain.toLowerCase().replace(/\s+/g, " ").trim();
}

/**
 * @param {string} text @param {string} query both folded @param {string[]} words of the query
 * @returns {number|null} how well it answers, 0 being best
 */
export function rank(text, query, words) {
  let at = text.indexOf(query);
  if (at < 0) return words.length > 1 && words.every((word) => text.includes(word)) ? SCATTERED : null;
  if (at === 0) return text.length === query.length ? EXACT : BEGINS;
  for (; at >= 0; at = text.indexOf(query, at + 1)) if (!/[\p{L}\p{N}]/u.test(text[at - 1])) return WORD;
  return INSIDE;
}

/** @returns {Promise<void>} once the page has had its turn */
const rest = () => new Promise((resolve) => { setTimeout(resolve); });

/**
 * @param {string[]} texts @param {string} query
 * @param {{stopped?: () => boolean, now?: () => number, pause?: () => Promise<void>}} [how]
 * @returns {Promise<number[]|null>} the indices, best first, equally good ones in their order; null once it was stopped
 */
export async function find(texts, query, { stopped = () => false, now = () => performance.now(), pause = rest } = {}) {
  const wanted = fold(query);
  if (!wanted) return [];
  const words = wanted.split(" ");
  const found = Array.from({ length: SCATTERED + 1 }, () => []);
  let begun = now();
  for (let index = 0; index < texts.length; index++) {
    const place = rank(fold(texts[index]), wanted, words);
    if (place !== null) found[place].push(index);
    if (index % STRIDE === STRIDE - 1 && now() - begun > BUDGET) {
      await pause();
      if (stopped()) return null;
      begun = now();
    }
  }
  return found.flat();
}

/**
 * Where in a text, as it is written, a query stands.
 * @param {string} text @param {string} query @returns {[number, number]|null}
 */
export function locate(text, query) {
  const wanted = fold(query);
  let folded = "";
  const origins = [];
  let at = 0;
  for (const letter of text) {
    const plain = /\s/.test(letter) ? " " : fold(letter);
    const repeated = plain === " " && (folded === "" || folded.endsWith(" "));
    if (plain && !repeated) {
      for (let part = 0; part < plain.length; part++) origins.push([at, at + letter.length]);
      folded += plain;
    } else if (!plain && origins.length) origins.at(-1)[1] = at + letter.length;
    at += letter.length;
  }
  const start = wanted ? folded.indexOf(wanted) : -1;
  return start < 0 ? null : [origins[start][0], origins[start + wanted.length - 1][1]];
}

/** @param {string[]} names @returns {string} something that is there to be found */
export function exampleOf(names) {
  for (const name of names.slice(0, 50)) {
    if (name.length <= 16 && name.trim()) return name.trim();
    const word = (name.match(/\p{L}{5,12}/gu) ?? []).at(-1);
    if (word) return word.toLowerCase();
  }
  return names[0]?.slice(0, 16) ?? "";
}
