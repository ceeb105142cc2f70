/** An index of points in the plane: a grid of cells, each a run in one list. Nearest point and rectangles at a million. */

export class Grid {
  /**
   * @param {Float32Array} points @param {number} stride numbers per point, of which the first two are used
   * Points with a coordinate that is not a number are left out.
   */
  constructor(points, stride) {
    this.points = points;
    this.stride = stride;
    this.#measure();
    this.#fill();
  }

  #measure() {
    const { points, stride } = this;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    let count = 0;
    for (let at = 0; at < points.length; at += stride) {
      const x = points[at];
      const y = points[at + 1];
      if (!(x - x === 0 && y - y === 0)) continue;
      count++;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    const [wide, high] = [Math.max(right - left, 0), Math.max(bottom - top, 0)];
    const longest = Math.max(wide, high) || 1;
    this.cell = Math.max(Math.sqrt(((wide || longest) * (high || longest) * 3) / Math.max(count, 1)), longest / 2048);
    this.left = count ? left : 0;
    this.top = count ? top : 0;
    this.columns = Math.floor(wide / this.cell) + 1 || 1;
    this.rows = Math.floor(high / this.cell) + 1 || 1;
  }

  #fill() {
    const { points, stride, cell, left, top, columns } = this;
    const count = points.length / stride;
    const places = new Uint32Array(count);
    const starts = new Uint32Array(columns * this.rows + 1);
    for (let i = 0, at = 0; i < count; i++, at += stride) {
      const x = points[at];
      const y = points[at + 1];
      if (!(x - x === 0 && y - y === 0)) { places[i] = 0xffffffff; continue; }
      const place = Math.floor((y - top) / cell) * columns + Math.floor((x - left) / cell);
      places[i] = place;
      starts[place + 1]++;
    }
    for (let place = 1; place < starts.length; place++) starts[place] += starts[place - 1];
    const ends = starts.slice(0, -1);
    const items = new Uint32Array(starts[starts.length - 1]);
    for (let i = 0; i < count; i++) if (places[i] !== 0xffffffff) items[ends[places[i]]++] = i;
    this.starts = starts;
    this.items = items;
  }

  /**
   * @param {number} x @param {number} y @param {number} radius
   * @param {Uint8Array|null} visible 0 where a point is hidden
   * @returns {number} the nearest point within the radius, or −1
   */
  nearest(x, y, radius, visible = null) {
    const column = Math.floor((x - this.left) / this.cell);
    const row = Math.floor((y - this.top) / this.cell);
    const rings = Math.min(Math.ceil(radius / this.cell) + 1, this.columns + this.rows + Math.abs(column) + Math.abs(row));
    const best = { item: -1, square: radius * radius };
    for (let ring = 0; ring <= rings; ring++) {
      if (ring > 0 && best.square <= ((ring - 1) * this.cell) ** 2) break;
      this.#ring(column, row, ring, (place) => this.#closest(place, x, y, visible, best));
    }
    return best.item;
  }

  /** @param {number} column @param {number} row @param {number} ring @param {(place: number) => void} visit */
  #ring(column, row, ring, visit) {
    const [low, high] = [Math.max(0, column - ring), Math.min(this.columns - 1, column + ring)];
    for (let r = Math.max(0, row - ring); r <= Math.min(this.rows - 1, row + ring); r++) {
      if (Math.abs(r - row) === ring) {
        for (let c = low; c <= high; c++) visit(r * this.columns + c);
        continue;
      }
      if (column - ring >= 0 && column - ring < this.columns) visit(r * this.columns + column - ring);
      if (column + ring < this.columns && column + ring >= 0) visit(r * this.columns + column + ring);
    }
  }

  /**
   * @param {number} place @param {number} x @param {number} y @param {Uint8Array|null} visible
   * @param {{item: number, square: number}} best
   */
  #closest(place, x, y, visible, best) {
    const { points, stride, items } = this;
    for (let k = this.starts[place]; k < this.starts[place + 1]; k++) {
      const item = items[k];
      const dx = points[item * stride] - x;
      const dy = points[item * stride + 1] - y;
      const square = dx * dx + dy * dy;
      if (square > best.square || (square === best.square && best.item >= 0)) continue;
      if (visible && !visible[item]) continue;
      best.item = item;
      best.square = square;
    }
  }

  /** @param {number} item @param {number} x @param {number} y @returns {number} how far a point is from a place */
  far(item, x, y) {
    const at = item * this.stride;
    return Math.hypot(this.points[at] - x, this.points[at + 1] - y);
  }

  /**
   * @param {number} left @param {number} top @param {number} right @param {number} bottom @param {number} limit
   * @returns {number[]|null} the points inside, or null where there are more than the limit
   */
  inside(left, top, right, bottom, limit) {
    const clamp = (value, most) => Math.min(most, Math.max(0, Math.floor(value)));
    const [c0, c1] = [left, right].map((x) => clamp((x - this.left) / this.cell, this.columns - 1));
    const [r0, r1] = [top, bottom].map((y) => clamp((y - this.top) / this.cell, this.rows - 1));
    const found = [];
    for (let r = r0; r <= r1; r++) {
      for (let k = this.starts[r * this.columns + c0]; k < this.starts[r * this.columns + c1 + 1]; k++) {
        const item = this.items[k];
        const x = this.points[item * this.stride];
        const y = this.points[item * this.stride + 1];
        if (x < left || x > right || y < top || y > bottom) continue;
        if (found.length === limit) return null;
        found.push(item);
      }
    }
    return found;
  }
}
