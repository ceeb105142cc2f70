"""Keeping what a tool has found: its computed colour becomes a column of the space, under a name that one may type."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from embeddings import Space


def keeping(colour: str, label: str, name: str) -> Component:
    """Return a field for a name, and the button that writes the column.

    Parameters
    ----------
    colour
        The registered name of the computed colour.
    label
        What is written, for people: “Save the score as a column called”.
    name
        The name that is suggested.
    """
    field = dcc.Input(
        id=f"keep-{colour}", type="text", value=name, className="picker-field", autoComplete="off", maxLength=80
    )
    button = html.Button("Save", type="button", className="small", title=label, **{"data-keeps": colour})
    named = html.Label([html.Span(label, className="picker-label"), field], className="picker")
    return html.Div([named, button], className="keeping")


def told() -> Component:
    """Return the line, among a tool's fixed controls, that says what a button has written."""
    return html.P("", className="help tool-told", role="status")


def untaken(space: Space, name: str) -> str:
    """Return a name that no column has: the one given, or that with a number."""
    taken = {str(column).casefold() for column in space.items.columns}
    names = (name if number == 1 else f"{name} {number}" for number in range(1, len(taken) + 2))
    return next(one for one in names if one.casefold() not in taken)
