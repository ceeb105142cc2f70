"""Fields of the tools: each shows a name of the address and writes it when it is changed; its usual value is left out.

An answer draws its part of the tab anew, and a field in it loses the caret or the finger. So a field that is read while
one types or drags, `live`, belongs among the fixed controls of `tool_layout`; there it follows the address by itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from dash import dcc, html
from dash.development.base_component import Component


def menu(name: str, label: str, options: Mapping[str, str], value: str, default: str) -> Component:
    """Return a menu of which one entry is always chosen.

    Parameters
    ----------
    name
        The name in the address, such as ``"clusters.method"``.
    label
        What stands over it.
    options
        Each entry's value in the address, and what it is called.
    value, default
        The entry that is chosen, and the one that the address leaves out.
    """
    entries = [html.Option(words, value=one, selected=one == value) for one, words in options.items()]
    # Its key makes React draw it anew: a browser keeps what was chosen by hand over what is written later.
    return _field(name, label, html.Select(entries, key=f"{name}-{value}", className="field-menu"), default)


def number(
    name: str,
    label: str,
    value: float,
    default: float,
    low: float | None,
    high: float | None,
    step: float | Literal["any"],
) -> Component:
    """Return a field for a number; it is read when it is left, or at Enter."""
    typed = dcc.Input(
        type="number", value=value, min=low, max=high, step=step, className="field-number", debounce=True, id=_id(name)
    )
    return _field(name, label, typed, f"{default:g}")


def slider(
    name: str, label: str, default: float, low: float, high: float, step: float, value: float | None = None
) -> Component:
    """Return a slider with its number.

    Without a value it is live, for the fixed controls; with one it is read when it is let go.
    """
    live, value = value is None, default if value is None else value
    dragged = dcc.Input(type="range", value=value, min=low, max=high, step=step, className="field-slider", id=_id(name))
    shown = html.Output(f"{value:g}".replace("-", "−"), className="field-value")
    return _field(name, label, html.Span([dragged, shown], className="field-sliding"), f"{default:g}", live=live)


def text_field(name: str, label: str, placeholder: str, value: str | None = None) -> Component:
    """Return a field for words.

    Without a value it is live, for the fixed controls; with one it is read at Enter and when it is left.
    """
    live, value = value is None, value or ""
    typed = dcc.Input(
        type="text",
        value=value,
        placeholder=placeholder,
        className="picker-field",
        autoComplete="off",
        debounce=not live,
        id=_id(name),
    )
    return _field(name, label, typed, "", live=live)


def switch(name: str, label: str, on: bool, default: bool) -> Component:
    """Return a switch; the address says ``yes`` or ``no`` where it is not as usual."""
    turned = None if on is not default else ("no" if on else "yes")
    return html.Button(
        [html.Span(className="switch-track"), label],
        type="button",
        role="switch",
        className="field-switch",
        **{"aria-checked": str(on).lower(), "data-view": json.dumps({name: turned})},
    )


def choice(name: str, label: str, options: Mapping[str, str], value: str, default: str) -> Component:
    """Return a button for each of a few values; the pressed one counts."""
    buttons = [
        html.Button(
            words,
            type="button",
            className="small",
            **{
                "data-view": json.dumps({name: None if one == default else one}),
                "aria-pressed": str(one == value).lower(),
            },
        )
        for one, words in options.items()
    ]
    return html.Div(buttons, className="choice", role="group", **{"aria-label": label})


def _field(name: str, label: str, control: Component, default: str, *, live: bool = False) -> Component:
    attributes: dict[str, Any] = {"data-writes": name, "data-usual": default, "data-live": str(live).lower()}
    return html.Label([html.Span(label, className="picker-label"), control], className="field", **attributes)


def _id(name: str) -> str:
    return f"field-{name.replace('.', '-')}"
