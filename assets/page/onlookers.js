/**
 * What follows the view in the browser alone: the colour, the selection, the maps beside, what tools draw, a film's slider.
 *
 * They hear of a view as soon as it is told, and not by callbacks: for each of those Dash looks at the whole page ten times.
 */

import * as beside from "./beside/index.js";
import * as stage from "./stage.js";
import { draw } from "./tools/drawn.js";
import { showTraining } from "./training.js";
import { followView, view } from "./view.js";

/** What they need to know beside the view. */
const known = { scene: null, space: null, methods: [], drawings: [], tools: [], training: null };

const onlookers = {
  colour: () => { if (known.space && known.scene) stage.showColour(view(), known.space, known.scene); },
  selection: () => { if (known.scene) stage.showSelection(view()); },
  beside: () => { beside.show(view(), known.scene, known.methods); },
  drawing: () => { draw(known.drawings, view(), known.tools); },
  training: () => { showTraining(known.training); },
};

/** Tell them something else than the view. @param {Partial<typeof known>} news @param {keyof typeof onlookers} whom it concerns */
export function learn(news, whom) {
  Object.assign(known, news);
  onlookers[whom]();
}

/** Hear of every view. */
export function followViews() {
  followView(() => { for (const look of Object.values(onlookers)) look(); });
}
