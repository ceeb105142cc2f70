/** The callbacks that Dash runs in the browser: values in, values out; the rest is the view's and the map's. */

import * as address from "./view.js";
import { confessAgain } from "./confess.js";
import * as beside from "./beside/index.js";
import { focusOn } from "./focus.js";
import * as exporting from "./export.js";
import * as table from "./table.js";
import { showOpenTab } from "./tools/tab_row.js";
import * as tools from "./tools/state.js";
import { followValues } from "./tools/values.js";
import { noticeSpace } from "./edits.js";
import * as labels from "./labels.js";
import { drawRows } from "./neighbours.js";
import * as searching from "./search.js";
import { showViews as drawViews } from "./views_dialog.js";
import * as stage from "./stage.js";
import { learn } from "./onlookers.js";
import { asksForAMap, controlPart } from "./view_parts.js";

/** @returns {symbol} what leaves an output as it is */
const unchanged = () => window.dash_clientside.no_update;
/** Leave alone what is so already: each output that is set makes Dash look at the whole page. @param {*} value @param {*} now */
const unlessSo = (value, now) => (JSON.stringify(value) === JSON.stringify(now) ? unchanged() : value);
/** A list of what is unchanged would set each of it anew: where all of it is, nothing is returned. @param {Array<*>} outputs */
function unlessAllSo(outputs) {
  if (outputs.flat().every((output) => output === unchanged())) throw window.dash_clientside.PreventUpdate;
  return outputs;
}

export const readAddress = (defaults, own) => address.readAddress(defaults, own);

/** The parts of a view, each left alone where it is as it was. */
export function viewParts(view, scene, mapBefore, controlsBefore) {
  if (!view) return unlessAllSo([unchanged()]);
  return unlessAllSo([asksForAMap(view, mapBefore, Boolean(scene)) ? view : unchanged(), unlessSo(controlPart(view), controlsBefore)]);
}

export function chooseSpace(space) {
  if (!space || space === address.view().space) return;
  address.visit({ space, item: null, selected: null, colour: null }, { push: true });
}

export function chooseProjection(projection) {
  if (!projection || projection === address.view().projection) return;
  address.update({ ...address.withoutParameters(), projection }, { push: true });
}

export const chooseDimensions = (dimensions) => { address.update({ dimensions }, { push: true }); };
export const chooseMetric = (metric) => { address.update({ metric }); };
export const chooseCount = (k) => { if (Number.isInteger(k) && k >= 1) address.update({ k }); };

/**
 * Keep the parameters that differ from their defaults in the view.
 * @param {Array<number|string>} values @param {Array<{of: string, name: string}>} ids
 */
export function chooseParameters(values, ids) {
  const method = address.view().projection;
  const patch = address.withoutParameters();
  ids.forEach((id, place) => {
    const usual = parameterDefaults[id.of]?.[id.name] ?? "";
    const value = values[place] ?? "";
    if (id.of === method && String(value) !== String(usual)) patch[id.name] = value;
  });
  address.update(patch);
}

/** @type {Record<string, Record<string, unknown>>} */
let parameterDefaults = {};

/**
 * Set the projection's controls from the view.
 * @param {Record<string, string>} view @param {Array<{of: string}>} methods
 * @param {Array<{of: string, name: string}>} parameters @param {Record<string, Record<string, unknown>>} defaults
 */
export function projectionControls(view, methods, parameters, defaults) {
  parameterDefaults = defaults;
  const value = ({ of, name }) => {
    if (of !== view.projection || view[name] === undefined) return defaults[of][name] ?? "";
    return Number.isNaN(Number(view[name])) ? view[name] : Number(view[name]);
  };
  const hidden = methods.map((method) => method.of !== view.projection);
  return [view.projection, view.dimensions ?? "2", hidden, parameters.map(value)];
}

/** @param {Record<string, string>} view */
export const neighbourControls = (view, metric, k) =>
  unlessAllSo([unlessSo(view.metric ?? "cosine", metric), unlessSo(Number(view.k ?? 10), k)]);

/**
 * @param {{columns: Array<{name: string}>, label: string|null}|null} space
 * @param {Record<string, string>} view what controls show of it @param {Array<Object>} entries of the menu now @param {string} chosen in it
 */
export function colourControl(space, view, entries, chosen) {
  noticeSpace(space);
  if (!space) return [unchanged(), unchanged()];
  const columns = space.columns.map(({ name }) => ({ value: name, label: name }));
  const none = [{ value: "", label: "One colour" }];
  const groups = [
    { group: "Columns", items: columns.length ? columns : none },
    { group: "Computed", items: space.computed.map(({ value, label }) => ({ value, label })) },
  ];
  return unlessAllSo([unlessSo(groups, entries), unlessSo(stage.colourOf(view, space), chosen)]);
}

export function chooseColour(colour, space) {
  if (!space || colour === null || colour === stage.colourOf(address.view(), space)) return;
  address.update({ colour });
}

export const showScene = (scene) => {
  if (!scene) return;
  focusOn(scene);
  stage.showScene(scene);
  learn({ scene }, "selection");
};
export const showColour = (space, scene) => {
  noticeSpace(space);
  learn({ space, scene }, "colour");
};
export const showLinks = (links) => {
  drawRows(links);
  stage.showLinks(links).then(confessAgain);
};

/**
 * @param {{hint: string, count: number, encoder: string, dimensions: number, name: string}|null} space
 * @param {{title: string, preview: string}|null} scene
 */
export function showSpace(space, scene, _view, hintNow, lineNow) {
  if (!space || !scene) return [unchanged(), unchanged()];
  stage.showParent(space.parent ?? null);
  const line = [space.name, `${space.count.toLocaleString("en")} items`, space.encoder, scene.title];
  const view = address.view();
  const hint = view.item === undefined && !followed(space.hint, tools.tabOf(view)) ? space.hint : "";
  return unlessAllSo([unlessSo(scene.preview || hint, hintNow), unlessSo(line.join(" · "), lineNow)]);
}

/** Whether a hint has done its work: the tab that it asks to open is open. @param {string} hint @param {string} tab */
const followed = (hint, tab) => hint.toLowerCase().includes(`the ${tab} tab`);

/** How long after one answer the next is asked for, and after how long an answer counts as lost (milliseconds). */
const PAUSE = 400;
const LOST = 10_000;
let asking = 0;

/** Ask the resolver again while work is under way, but never before its last answer is here. @param {{again: boolean}} pulse */
export function askAgain(pulse) {
  clearTimeout(asking);
  if (!pulse?.again) return;
  const ask = () => {
    window.dash_clientside.set_props("tick", { data: Date.now() });
    asking = setTimeout(ask, LOST);
  };
  asking = setTimeout(ask, PAUSE);
}

export { openTraining } from "./training.js";
export const showTraining = (training) => { learn({ training }, "training"); };

export const searchIn = (space) => { searching.searchIn(space); };

/** Open the dialog when its button is pressed. */
export const openAddData = () => true;

export const openExport = () => true;
export const prepareExport = (opened, scene, space) => { exporting.prepare(opened, scene, space); };

export const openViews = () => true;
export const showViews = (opened) => { drawViews(opened); };

export const openShortcuts = () => true;

/** Close the dialog and go to the space whose making has started. @param {string|null} space */
export function openStarted(space) {
  if (!space) return;
  window.dash_clientside.set_props("add-data-dialog", { opened: false });
  address.visit({ space, item: null, selected: null, colour: null }, { push: true });
}

/** By the time this runs the view may have moved on: the one that holds now counts. */
export const showBeside = (scene, methods) => { learn({ scene, methods: methods ?? [] }, "beside"); };
export const hearBeside = (told) => { if (told) beside.hear(told); };

export const refreshTable = (find, only, space) => { table.refresh(find, only, space); };
export const tableSelects = (rows) => { table.select(rows); };
export const columnMenus = (space, ...chosen) => {
  noticeSpace(space);
  return space ? labels.columnMenus(space, ...chosen) : [unchanged(), unchanged(), unchanged(), unchanged()];
};
export const labelChoices = (column) => labels.labelsOf(column);
export const labelSelection = (_clicks, value, column) => { labels.labelSelection(value, column); };
export const editCells = (changes, columns) => { labels.editCells(changes, columns); };
export const addColumn = (_clicks, name, copyOf) => { labels.addColumn(name ?? "", copyOf); };
export const tableShows = (wanted, _selection, before) => table.listed(wanted, before) ?? unchanged();

export const chooseTab = (tab) => { tools.chooseTab(tab); showOpenTab(); };
/** The open tab, and which tabs stay drawn: once a late one was opened, it keeps what was done in it. */
export function tabControl(view, panels, kept, open) {
  const tab = tools.tabOf(view);
  return unlessAllSo([unlessSo(tab, open), panels.map(({ name }, at) => unlessSo(kept[at] || name === tab, kept[at]))]);
}
export const askTools = (view, scene, space, names, before) => {
  followValues(view);
  const asked = tools.ask(view, scene, names, before, space?.id === scene?.space ? space?.version : 0);
  return unlessAllSo(asked.map((one) => one ?? unchanged()));
};
export const drawTools = (drawings, names) => { learn({ drawings, tools: names }, "drawing"); };
