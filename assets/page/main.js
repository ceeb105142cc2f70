/** The page's modules start here: the callbacks are handed to Dash, and the listeners begin. */

import { listenForFiles } from "./add_data.js";
import * as callbacks from "./callbacks.js";
import { listenForConfessions } from "./confess.js";
import { listenForExports } from "./export.js";
import { listen } from "./listeners.js";
import { listenForSearches } from "./search.js";

listen();
listenForFiles();
listenForExports();
listenForConfessions();
listenForSearches();
window.vectorscape.arrive(callbacks);
