/** Which points lie inside a drawn loop: whole cells at once, and exactly only along the line. */

const SIDE = 128;
const [OUT, IN, EDGE] = [0, 1, 2];

/**
 * @param {Array<[number, number]>} loop @param {number} x @param {number} y
 * @returns {boolean} by the even-odd rule
 */
export function contains(loop, x, y) {
  let inside = false;
  for (let i = 0, j = loop.length - 1; i < loop.length; j = i++) {
    const [ax, ay] = loop[i];
    const [bx, by] = loop[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/**
 * @param {Array<[number, number]>} loop @param {Float32Array} places x and y of each point, in the loop's own units
 * @param {Uint8Array|null} visible @returns {number[]} the visible points inside, in order
 */
export function insideLoop(loop, places, visible) {
  if (loop.length < 3) return [];
  const cells = classify(loop);
  const { left, top, wide, high, kinds } = cells;
  const found = [];
  for (let i = 0, n = places.length / 2; i < n; i++) {
    const x = places[2 * i];
    const y = places[2 * i + 1];
    const column = Math.floor((x - left) / wide);
    const row = Math.floor((y - top) / high);
    if (!(column >= 0 && column < SIDE && row >= 0 && row < SIDE)) continue;
    const kind = kinds[row * SIDE + column];
    if (kind === OUT || (visible && !visible[i])) continue;
    if (kind === IN || contains(loop, x, y)) found.push(i);
  }
  return found;
}

/** Lay cells over the loop: those the line crosses are decided point by point. @param {Array<[number, number]>} loop */
function classify(loop) {
  const xs = loop.map(([x]) => x);
  const ys = loop.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const wide = ((Math.max(...xs) - left) / SIDE || 1) * 1.0001;
  const high = ((Math.max(...ys) - top) / SIDE || 1) * 1.0001;
  const kinds = new Uint8Array(SIDE * SIDE);
  loop.forEach((point, place) => {
    const next = loop[(place + 1) % loop.length];
    markLine((point[0] - left) / wide, (point[1] - top) / high, (next[0] - left) / wide, (next[1] - top) / high, kinds);
  });
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const place = row * SIDE + column;
      if (kinds[place] === EDGE) continue;
      const before = column > 0 ? kinds[place - 1] : EDGE;
      const same = before !== EDGE ? before : null;
      kinds[place] = same ?? Number(contains(loop, left + (column + 0.5) * wide, top + (row + 0.5) * high));
    }
  }
  return { left, top, wide, high, kinds };
}

/**
 * Mark every cell that a line touches, row by row, and a little more rather than less.
 * @param {number} ax @param {number} ay @param {number} bx @param {number} by @param {Uint8Array} kinds
 */
function markLine(ax, ay, bx, by, kinds) {
  const [y0, y1] = [Math.min(ay, by), Math.max(ay, by)];
  const slack = 1e-6;
  const within = (value) => Math.min(SIDE - 1, Math.max(0, Math.floor(value)));
  for (let row = within(y0 - slack); row <= within(y1 + slack); row++) {
    const at = (y) => (by === ay ? ax : ax + ((Math.min(y1, Math.max(y0, y)) - ay) / (by - ay)) * (bx - ax));
    const [from, to] = by === ay ? [ax, bx] : [at(row), at(row + 1)];
    const [first, last] = [within(Math.min(from, to) - slack), within(Math.max(from, to) + slack)];
    kinds.fill(EDGE, row * SIDE + first, row * SIDE + last + 1);
  }
}
