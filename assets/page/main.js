/** The page's modules start here: the callbacks are handed to Dash, and the listeners begin. */

import { listenForFiles } from "./add_data.js";
import { listenForMaps } from "./beside/index.js";
import * as callbacks from "./callbacks.js";
import { listenForExports } from "./export.js";
import { listen } from "./listeners.js";

listen();
listenForFiles();
listenForExports();
listenForMaps();
window.vectorscape.arrive(callbacks);
