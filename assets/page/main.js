/** The page's modules start here: the callbacks are handed to Dash, and the listeners begin. */

import { listenForFiles } from "./add_data.js";
import { listenForMaps } from "./beside/index.js";
import * as callbacks from "./callbacks.js";
import { listenForConfessions } from "./confess.js";
import { listenForExports } from "./export.js";
import { followFocus } from "./focus.js";
import { listenForLabels } from "./labels.js";
import { listen } from "./listeners.js";
import { followViews } from "./onlookers.js";
import { askOwnView } from "./own_view.js";
import { followLink } from "./recall.js";
import { listenForSearches } from "./search.js";
import { listenForTables } from "./table.js";
import { listenForTools } from "./tools/index.js";
import { listenForTraining } from "./training.js";
import { complain } from "./views_dialog.js";

askOwnView(new URLSearchParams(location.search).get("space") ?? undefined);
listen();
followFocus();
followViews();
listenForFiles();
listenForExports();
listenForConfessions();
listenForSearches();
listenForMaps();
listenForTables();
listenForTools();
listenForLabels();
listenForTraining();
followLink(location.hash, (error) => {
  document.addEventListener("map-rest", () => {
    window.dash_clientside.set_props("views-dialog", { opened: true });
    setTimeout(() => complain(error));
  }, { once: true });
});
window.vectorscape.arrive(callbacks);
