/** The tools beside the map: what their parts do when they are clicked, typed into or filled from the map. */

import { listenForAnalogies } from "./analogy.js";
import { listenForButtons } from "./buttons.js";
import { listenForClusters } from "./clusters.js";
import { listenForDirections } from "./directions.js";
import { listenForDrags } from "./dragging.js";
import { listenForClicksOnTheMap } from "./filling.js";
import { listenForPickers } from "./picker.js";
import { listenForPictures } from "./pictures.js";
import { listenForSearching } from "./search_tab.js";
import { listenForSending } from "./sending.js";
import { listenForValues } from "./values.js";

export function listenForTools() {
  listenForAnalogies();
  listenForButtons();
  listenForClusters();
  listenForClicksOnTheMap();
  listenForDirections();
  listenForPickers();
  listenForDrags();
  listenForSending();
  listenForPictures();
  listenForSearching();
  listenForValues();
}
