"""Inspector: the whole of what was clicked, and its columns. Reads the focus; of several items it lists the names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard import ids, originals, pictured
from dashboard.columns import display_value
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.spaces import open_space
from embeddings import Space, UserError

LISTED = 50


def layout() -> Component:
    """Return the empty Inspector, which says how to fill it."""
    return html.Section(
        [html.Div(nothing(), id="inspector-body", className="inspector-body")],
        role="region",
        className="panel",
        **{"aria-label": "Inspector"},
    )


def nothing() -> list[Component]:
    """Return what stands here before anything is clicked."""
    return [
        html.H2("Nothing selected"),
        html.P(
            "Click a point to read it and see its true neighbours. Shift-click adds, Shift-drag lassos.",
            className="help",
        ),
    ]


def one_item(space: Space, index: int, original: Component | None = None) -> list[Component | None]:
    """Return one item: its text, whole, and its other columns; with the original of its picture, where it has one."""
    row = space.items.iloc[index]
    others = [column for column in space.items.columns if column not in (space.text, space.image)]
    cells = [html.Div([html.Dt(str(column)), html.Dd(display_value(row[column]) or "—")]) for column in others]
    name = space.names[index]
    held = {"data-item": str(index), "title": "Drag it into a slot or a list of a tool"}  # a long text is for selecting
    return [
        pictured.large(space, index) if original is None else original,
        html.H2(name, className="item-name long") if len(name) > 40 else html.H2(name, className="item-name", **held),
        html.Dl(cells, className="columns"),
        html.P(f"Item {index:,} of {len(space):,}", className="help", **held),
    ]


def several_items(space: Space, selection: dict[str, Any]) -> list[Component | None]:
    """Return the names of a selection, the first of them where there are many."""
    first = [index for index in selection["first"] if index < len(space)][:LISTED]
    rows = [html.Li(_button(space, index)) for index in first]
    more = selection["count"] - len(first)
    return [
        html.H2(f"{selection['count']:,} selected"),
        html.Ul(rows, className="names" if pictured.pictures_key(space) is None else "names pictures"),
        html.P(f"and {more:,} more", className="help") if more > 0 else None,
    ]


def _button(space: Space, index: int) -> Component:
    name = space.names[index]
    return html.Button([pictured.thumbnail(space, index), name], type="button", title=name, **{"data-item": str(index)})


def contents(
    focus: dict[str, Any] | None, selection: dict[str, Any] | None, services: Services
) -> Sequence[Component | None]:
    """Return what the Inspector shows for a focus and a selection."""
    if not focus or not focus.get("space"):
        return nothing()
    try:
        space = open_space(focus["space"], services.store)
        if selection and selection["count"] > 1:
            return several_items(space, selection)
        if focus.get("item") is None:
            return nothing()
        index = space.find(int(focus["item"]))
        return one_item(space, index, originals.beside(space, index, services.store))
    except UserError as error:
        return [html.Div([html.Strong(error.title), html.P(error.detail)], role="alert")]


def register(app: Dash, services: Services) -> None:
    """Add the panel's callback."""

    @app.callback(
        Output("inspector-body", "children"),
        Input(ids.FOCUS, "data"),
        Input(ids.SELECTION, "data"),
        Input(ids.SPACE, "data"),  # its columns may have been written over
    )
    def on_focus(focus: dict[str, Any] | None, selection: dict[str, Any] | None, _: Any) -> Sequence[Component | None]:
        return contents(focus, selection, services)


PANEL = Panel("Inspector", "inspector", 1, layout, register)
