/** A table on the page as CSV; no cell of it runs as a formula in a spreadsheet. */

/** @param {HTMLTableElement} table @returns {string} */
export function tableAsCsv(table) {
  const rows = [...table.rows].map((row) => [...row.cells].map((cell) => quoted(cell.dataset.value ?? cell.innerText.trim())));
  return rows.map((row) => row.join(",")).join("\r\n");
}

/** @param {string} words @returns {string} */
export function quoted(words) {
  const number = /^[−-]?\d[\d.,]*(e[-+]?\d+)?( %)?$/i.test(words);
  const plain = number ? words.replace("−", "-").replaceAll(",", "") : words;
  const safe = !number && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
