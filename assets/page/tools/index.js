/** The tools beside the map: what their parts do when they are clicked, typed into or filled from the map. */

import { listenForAnalogies } from "./analogy.js";
import { listenForButtons } from "./buttons.js";
import { listenForCarrying } from "./carrying.js";
import { listenForClusters } from "./clusters.js";
import { listenForDirections } from "./directions.js";
import { listenForDrags } from "./dragging.js";
import { listenForDrawing } from "./drawing_pad.js";
import { listenForClicksOnTheMap } from "./filling.js";
import { listenForPickers } from "./picker.js";
import { listenForPictures } from "./pictures.js";
import { listenForSearching } from "./search_tab.js";
import { listenForSending } from "./sending.js";
import { listenForValues } from "./values.js";
import { listenForWalks } from "./walking.js";

export function listenForTools() {
  listenForAnalogies();
  listenForButtons();
  listenForCarrying();
  listenForClusters();
  listenForClicksOnTheMap();
  listenForDirections();
  listenForPickers();
  listenForDrags();
  listenForDrawing();
  listenForSending();
  listenForPictures();
  listenForSearching();
  listenForValues();
  listenForWalks();
}
