/** Pictures at places of the latent space, as the server decodes them; of many that are asked for quickly, the last counts. */

/** @typedef {{count: number, height: number, width: number, channels: number, bytes: Uint8Array}} Pictures */
/** @typedef {{space: string, weights: string}} Model */

/** @param {number[]} place @returns {string} as an address has it */
export const written = (place) => place.map((number) => String(Number(number.toPrecision(6)))).join(",");

/** @param {Model} model @param {number[]} place @returns {string} where its picture is */
export const addressOf = ({ space, weights }, place) => `/api/spaces/${space}/decoded?z=${written(place)}&weights=${weights}`;

/** @param {string} address @returns {Promise<Pictures>} */
export async function fetchDecoded(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw await answer.json().catch(() => ({ title: "The server did not answer", detail: answer.statusText }));
  const [count, height, width, channels] = answer.headers.get("X-Picture").split(",").map(Number);
  return { count, height, width, channels, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

/** One request at a time: while it is on its way, only the newest of those that are asked for is kept. */
export class Latest {
  /** @param {(address: string) => Promise<any>} fetches */
  constructor(fetches = fetchDecoded) {
    this.fetches = fetches;
    /** @type {{address: string, show: (found: any) => void}|null} */
    this.next = null;
    this.busy = false;
  }

  /** @param {string} address @param {(found: any) => void} show */
  async ask(address, show) {
    this.next = { address, show };
    if (this.busy) return;
    this.busy = true;
    while (this.next) {
      const asked = this.next;
      this.next = null;
      const found = await this.fetches(asked.address).catch(() => null);
      if (found) asked.show(found);
    }
    this.busy = false;
  }

  /** What waits is not wanted any more. */
  forget() { this.next = null; }
}

/** @param {HTMLCanvasElement} canvas @param {Pictures} pictures @param {number} [at] which of them */
export function paint(canvas, { height, width, channels, bytes }, at = 0) {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const image = new ImageData(width, height);
  const start = at * height * width * channels;
  for (let pixel = 0; pixel < height * width; pixel++) {
    const from = start + pixel * channels;
    for (let part = 0; part < 3; part++) image.data[4 * pixel + part] = bytes[from + (channels === 3 ? part : 0)];
    image.data[4 * pixel + 3] = 255;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
}
