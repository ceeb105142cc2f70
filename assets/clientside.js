/**
 * The door between Dash and the page's modules: each callback that runs in the browser is a function of
 * `assets/page/callbacks.js`, reached through one promise, so that nothing races the modules' loading.
 */
(function () {
  "use strict";

  /** @type {(callbacks: Object) => void} */
  let arrive;
  const arrived = new Promise((resolve) => { arrive = resolve; });

  /** @param {string} name */
  const forward = (name) => (...values) => arrived.then((callbacks) => callbacks[name](...values));

  const names = [
    "readAddress", "viewParts", "chooseSpace", "chooseProjection", "chooseDimensions", "chooseParameters",
    "projectionControls", "colourControl", "chooseColour", "chooseMetric", "chooseCount", "neighbourControls",
    "showScene", "showSpace", "showColour", "showLinks", "openAddData", "openShortcuts", "openStarted", "openExport", "prepareExport", "askAgain", "searchIn", "openViews", "showViews",
    "showBeside", "hearBeside", "refreshTable", "tableSelects", "tableShows",
    "chooseTab", "tabControl", "askTools", "drawTools",
    "columnMenus", "labelChoices", "labelSelection", "editCells", "addColumn",
    "openTraining", "showTraining",
  ];
  window.vectorscape = { arrive };
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    page: Object.fromEntries(names.map((name) => [name, forward(name)])),
  });
})();
