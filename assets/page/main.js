/** The page's modules start here: the callbacks are handed to Dash, and the listeners begin. */

import { listenForFiles } from "./add_data.js";
import { listenForMaps } from "./beside/index.js";
import * as callbacks from "./callbacks.js";
import { listenForConfessions } from "./confess.js";
import { listenForExports } from "./export.js";
import { listen } from "./listeners.js";
import { followLink } from "./recall.js";
import { listenForSearches } from "./search.js";
import { listenForTables } from "./table.js";
import { listenForTools } from "./tools/index.js";
import { complain } from "./views_dialog.js";

listen();
listenForFiles();
listenForExports();
listenForConfessions();
listenForSearches();
listenForMaps();
listenForTables();
listenForTools();
followLink(location.hash, (error) => {
  document.addEventListener("map-rest", () => {
    window.dash_clientside.set_props("views-dialog", { opened: true });
    setTimeout(() => complain(error));
  }, { once: true });
});
window.vectorscape.arrive(callbacks);
