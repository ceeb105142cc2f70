/** When the names on the map are chosen anew: in depth when the camera rests; on a flat map moving it does not change them. */

export class Naming {
  /** @param {import("./map.js").VectorMap} map */
  constructor(map) {
    this.map = map;
    /** The camera that the names were chosen for; −1 when something else has changed. */
    this.version = -1;
  }

  /** What the names depend on has changed. */
  forget() { this.version = -1; }

  /** Choose them, where that is due. @param {boolean} moving whether the camera or the points move */
  follow(moving) {
    const { camera, hover, legend, meant, picker, picture, pilot, scene } = this.map;
    if (!scene || this.version === camera.version) return;
    if (pilot.pointsFly) { picture.labels.placed = []; return; }
    if (scene.dimensions === 3 && moving && this.version >= 0) return;
    this.version = camera.version;
    const { focus, items, named } = meant;
    const wanted = { focus, selected: items, neighbours: named, hovered: hover.marked };
    picture.chooseLabels({ meant: wanted, hidden: legend.hidden, picker, nameOf: (item) => this.map.nameOf(item) });
  }
}
