/** Text that is safe in an XML file, whatever a name contains. */

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\r": "&#13;" };

/**
 * @param {string} text @returns {string} escaped, without what XML cannot hold at all: control characters, halves of
 *   pairs, and the two that are not characters
 */
export function escapeXml(text) {
  let kept = "";
  for (const letter of String(text)) if (allowed(letter.codePointAt(0))) kept += ENTITIES[letter] ?? letter;
  return kept;
}

/** @param {number} code @returns {boolean} whether XML 1.0 allows it */
function allowed(code) {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

/** @param {string} value @returns {string} a colour such as rgb(1 2 3) as #010203, which older programs know too */
function plain(value) {
  return value.replace(/^rgb\((\d+) (\d+) (\d+)\)$/, (_, ...parts) => `#${parts.slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`);
}

/** @param {string} name @param {Record<string, string|number|null|undefined>} attributes @param {string} [content] */
export function tag(name, attributes, content) {
  const given = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(typeof value === "number" ? String(+value.toFixed(2)) : plain(value))}"`).join("");
  return content === undefined ? `<${name}${given}/>` : `<${name}${given}>${content}</${name}>`;
}
