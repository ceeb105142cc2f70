/** A folder of pictures, chosen or dropped, becomes one archive: a tar whose content stays in its files until it is sent. */

const BLOCK = 512;
const PICTURE = /\.(jpe?g|jfif|png|gif|webp|bmp|tiff?|avif|heic|heif|apng|ico|ppm|pgm|pbm|tga|jp2|svg)$/i;

/** Where a dropped file lay, as the browser tells it only of chosen ones. @type {WeakMap<File, string>} */
const places = new WeakMap();

/** @param {File} file @returns {string} its path within the folder that was chosen, else its name */
export const named = (file) => places.get(file) ?? (file.webkitRelativePath || file.name);

/** @param {File} file */
export const isPicture = (file) => PICTURE.test(file.name);

/** @param {DataTransfer|null} transfer @returns {Promise<File[]>} what was dropped, with everything in the folders */
export async function dropped(transfer) {
  const entries = [...transfer?.items ?? []].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer?.files ?? []];
  return (await Promise.all(entries.map((entry) => filesOf(entry)))).flat();
}

/** @param {FileSystemEntry} entry @returns {Promise<File[]>} */
async function filesOf(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => { entry.file(resolve, reject); });
    places.set(file, entry.fullPath.replace(/^\//, ""));
    return [file];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); }); // a hundred at a time
    if (!some.length) return found;
    for (const one of some) found.push(...await filesOf(one));
  }
}

/** @param {File[]} files @returns {File} an archive of them, called like their folder */
export function packed(files) {
  const paths = files.map(named);
  const folder = paths[0].includes("/") ? paths[0].split("/")[0] : "Pictures";
  const parts = files.flatMap((file, at) => [...heads(paths[at], file.size, file.lastModified), file, new Uint8Array((BLOCK - (file.size % BLOCK)) % BLOCK)]);
  return new File([...parts, new Uint8Array(2 * BLOCK)], `${folder}.tar`);
}

/**
 * The headers of one file, as POSIX.1-2001 (pax) has them: the path in UTF-8, however long, then the file itself.
 * @param {string} path @param {number} size in bytes @param {number} changed in milliseconds @returns {Uint8Array[]}
 */
export function heads(path, size, changed) {
  const record = paxRecord("path", path);
  const padding = new Uint8Array((BLOCK - (record.length % BLOCK)) % BLOCK);
  return [header("path", record.length, changed, "x"), record, padding, header("file", size, changed, "0")];
}

/** “LENGTH key=value\n”, its length counting itself. @param {string} key @param {string} value @returns {Uint8Array} */
function paxRecord(key, value) {
  const rest = new TextEncoder().encode(` ${key}=${value}\n`);
  let length = rest.length;
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length;
  return new Uint8Array([...new TextEncoder().encode(String(length)), ...rest]);
}

/** @param {string} name @param {number} size @param {number} changed @param {string} kind @returns {Uint8Array} one block */
function header(name, size, changed, kind) {
  const block = new Uint8Array(BLOCK);
  const put = (text, at) => block.set(new TextEncoder().encode(text), at);
  const octal = (number, digits) => Math.floor(number).toString(8).padStart(digits, "0");
  put(name, 0);
  put(`${octal(0o644, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(size, 11)}\0${octal(changed / 1000, 11)}\0        ${kind}`, 100);
  put("ustar\0" + "00", 257);
  put(`${octal(block.reduce((sum, byte) => sum + byte, 0), 6)}\0 `, 148);
  return block;
}
