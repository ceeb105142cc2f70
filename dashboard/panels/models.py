"""Models: the same items under another encoder: whose neighbours they share, where the two differ, which fits a column better.

Reads `models.other` (another space, ``encode:lsa`` for these items by another encoder, or ``encode:named`` for the one
whose name stands in `models.model`), `models.k` and `models.column`
of the address, and the item in focus, whose neighbours it lists under both.
"""

from __future__ import annotations

import pandas as pd
from dash import Dash, html
from dash.development.base_component import Component

from dashboard.columns import list_columns
from dashboard.encoder_settings import refuse_folders
from dashboard.other_models import ENCODE, NAMED, TYPED, choices, chosen, comparison, kind_of, recipe_with
from dashboard.panels import Panel
from dashboard.resolve import items_key
from dashboard.services import Services
from dashboard.spaces import has_space, open_space
from dashboard.store import Result
from dashboard.tools import Asked, Shown, in_work, problem, register_tool, tool_layout
from dashboard.tools.fields import menu, number, text_field
from dashboard.tools.models_answers import both_lists, different, fit_parts, overall
from dashboard.tools.parts import empty, python_for, sets, space_line
from dashboard.tools.working import computed
from embeddings import Space, UserError
from embeddings.encoders import ENCODERS
from embeddings.labelling.label_fit import label_fit
from embeddings.named import in_name, named

NAME = "models"
OTHER, MODEL, K, COLUMN = (f"{NAME}.{part}" for part in ("other", "model", "k", "column"))
TYPE_IT = {
    "text": "Type the name of a model of Sentence Transformers, such as intfloat/e5-small-v2, or the path of its folder.",
    "image": "Type the name of a model of timm, such as vit_small_patch16_224.augreg_in1k; or open-clip:MODEL:WEIGHTS.",
}
NONE = {"": "Choose a model or a space"}
USUAL_K = 10


def layout() -> Component:
    """Return the place of the answer."""
    return tool_layout(NAME, follows_item=True)


def show(asked: Asked) -> Shown:
    """Compare the space on the map with the one of the address, or say what there is to compare with."""
    options = choices(asked.space_id, asked.space, asked.services)
    in_menu, other = asked.values.get("other", ""), chosen(asked.values, asked.space)
    known = options if in_menu in options or not in_menu else options | {in_menu: "Another space"}
    fields = html.Div(
        [
            menu(OTHER, "Compare with", NONE | known, in_menu, ""),
            model_field(asked) if in_menu == NAMED else None,
            k_field(asked),
        ],
        className="fields models-fields",
    )
    if in_menu == NAMED and not other:
        return Shown([fields, html.P(TYPE_IT[kind_of(asked.space)], className="help")])
    if not other:
        return Shown([fields, invitation(options)])
    try:
        if waiting := encoding(asked, other):
            return Shown([fields, *waiting.body], again=waiting.again)
        parameters = comparison(asked.space_id, asked.space, asked.values, asked.metric, asked.services.store)
        found = computed(asked, "compare-spaces", parameters)
        if isinstance(found, Shown):
            return Shown([fields, *found.body], again=found.again)
        told, drawn = answer(asked, str(parameters["other"]), found)
    except UserError as error:
        return Shown([fields, problem(error, [OTHER, MODEL, K, COLUMN])])
    return Shown([fields, *told], drawn)


def model_field(asked: Asked) -> Component:
    """Return the field for the name of a model."""
    usual = TYPED[kind_of(asked.space)]
    return text_field(MODEL, "Model", f"{usual}:NAME", asked.values.get("model", ""))


def k_field(asked: Asked) -> Component:
    """Return the field for the count of neighbours."""
    given = asked.values.get("k", str(USUAL_K))
    return number(K, "Neighbours", int(given) if given.isdecimal() else USUAL_K, USUAL_K, 1, 100, 1)


def invitation(options: dict[str, str]) -> Component:
    """Say what to choose, with an example that works."""
    sentence = (
        "Choose another model of these items: every item's neighbours are compared, and where the two differ is shown."
    )
    tries = [(one, words) for one, words in options.items() if "same items" in words or one.startswith(ENCODE)]
    return empty(sentence, *[sets(words, {OTHER: one}, kind="link") for one, words in tries[:2]])


def encoding(asked: Asked, other: str) -> Shown | None:
    """Return the work on the same items under another encoder, or None where that is done or not asked for."""
    if not other.startswith(ENCODE):
        return None
    encoder = other.removeprefix(ENCODE)
    if not asked.services.settings.may_name_folders:
        refuse_folders(encoder, in_name(encoder, named(ENCODERS.get(encoder))))
    recipe = recipe_with(asked.space_id, asked.space, encoder, asked.services.store)
    if has_space(recipe.key, asked.services.store):
        return None
    job = asked.services.jobs.submit(recipe)
    if job.status == "failed" and job.error:
        raise UserError(job.error["title"], job.error["detail"], job.error["hint"])
    return None if has_space(recipe.key, asked.services.store) else in_work(job)


def answer(asked: Asked, other_id: str, found: Result) -> tuple[list[Component | None], dict[str, object]]:
    """Return what the comparison says, and what the map draws of it."""
    other = open_space(other_id, asked.services.store)
    body = [
        *overall(asked.space, other, found),
        ways_on(asked, other_id, other),
        *focused(asked, other, found),
        different(asked.space, found),
        *fitting(asked, other, found),
        lines(asked, other_id, int(found.meta["k"])),
    ]
    marks = [] if asked.item is None else [{"at": asked.item, "shape": "ring"}]
    return body, {"path": [], "arrows": [], "marks": marks}


def ways_on(asked: Asked, other_id: str, other: Space) -> Component:
    """Return what can be done with the comparison on the map."""
    same = items_key(other_id, asked.services) == items_key(asked.space_id, asked.services)
    onward = (
        sets("Open both maps", {"beside": f"umap-2.{other_id}"}, "Put the other model's map beside this one")
        if same
        else sets("Open the other space", {"space": other_id, "item": None, "selected": None, "colour": None})
    )
    colour = sets("Colour by agreement", {"colour": "~agreement"}, "Dark is where the two models differ")
    return html.Div([colour, onward], className="choice")


def focused(asked: Asked, other: Space, found: Result) -> list[Component | None]:
    """Return the neighbours of the item in focus under both."""
    if asked.item is None:
        return [html.P("Click an item, on the map or below, to see its neighbours under both.", className="help")]
    place = (found.arrays["items"] == asked.item).nonzero()[0]
    if not len(place):
        return [html.P(f"“{asked.space.names[asked.item]}” is not in “{other.name}”.", className="warning")]
    return [both_lists(asked.space, other, found, int(place[0]))]


def fitting(asked: Asked, other: Space, found: Result) -> list[Component | None]:
    """Return the menu of columns, and which model fits the chosen one better."""
    columns: list[str] = [str(column["name"]) for column in list_columns(asked.space) if column["kind"] == "category"]
    if not columns:
        return []
    label = asked.space.label
    usual = label if label is not None and label in columns else columns[0]
    column = asked.values.get("column", usual)
    options = {name: name for name in [*columns, *([] if column in columns else [column])]}
    field = menu(COLUMN, "Which model fits the column", options, column, usual)
    if column not in asked.space.items.columns:
        return [field, html.P(f"There is no column “{column}” any more. Choose another.", className="warning")]
    labels: pd.Series = asked.space.items[column].iloc[found.arrays["items"]]
    try:
        fit = label_fit(labels, found.arrays["ours"], found.arrays["theirs"])
    except UserError as error:
        return [field, html.P(str(error), className="warning")]
    return [field, *fit_parts(fit, asked.space, other, column, int(found.meta["k"]))]


def lines(asked: Asked, other_id: str, k: int) -> Component:
    """Return the lines of Python that compare the two."""
    theirs = Asked(**{**vars(asked), "space_id": other_id})
    other = space_line(theirs).replace("space = ", "other = ")
    opener = other.removeprefix("other = ").partition("(")[0]
    return python_for(
        asked,
        f"compare_spaces, {opener}",
        other,
        f'result = compare_spaces(space, other, k={k}, metric="{asked.metric}")',
        "print(result.overlap.mean(), result.alignment)",
        "result.most_different(space, other, 50)",
    )


def register(app: Dash, services: Services) -> None:
    """Add the panel's callback."""
    register_tool(app, services, NAME, show, follows_item=True)


PANEL = Panel("Models", "tab", 9, layout, register)
