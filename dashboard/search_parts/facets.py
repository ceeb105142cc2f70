"""Filters by column: values with how many items have each, ranges of numbers, and words of a text."""

from __future__ import annotations

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.columns import column_kind
from dashboard.search_parts import NAME
from dashboard.search_parts.found import searcher, shown_alone
from dashboard.search_parts.wanted import FROM, HAS, IS, TO, Wanted, write_list
from dashboard.tools import Asked
from dashboard.tools.fields import number, text_field
from dashboard.tools.parts import sets
from embeddings.displayed import display_values
from embeddings.searching.filters import Between, Contains, Filter, OneOf, matching

MOST_VALUES, MOST_COLUMNS = 12, 8
SAID = 3


def given(wanted: Wanted) -> Component | None:
    """Return the filters that hold as chips, each with a button that takes it away."""
    if not wanted.filters:
        return None
    made = [
        html.Li(
            [html.Span(said(one), title=said(one)), sets("×", without(one), f"Take {said(one)} away", "chip-remove")]
        )
        for one in wanted.filters
    ]
    for item in made:
        item.className = "chip"
    return html.Ul(made, className="chips", **{"aria-label": "Filters"})


def said(one: Filter) -> str:
    """Say what a filter asks for."""
    if isinstance(one, OneOf):
        values = [value or "nothing" for value in one.values]
        others = f" and {len(values) - SAID} more" if len(values) > SAID else ""
        return f"{one.column}: {', '.join(values[:SAID])}{others}"
    if isinstance(one, Contains):
        return f"{one.column} contains “{one.text}”"
    assert isinstance(one, Between)
    low = "" if one.low is None else f" from {one.low:g}"
    return f"{one.column}{low}" + ("" if one.high is None else f" to {one.high:g}")


def without(one: Filter) -> dict[str, str | None]:
    """Return what takes a filter out of the address."""
    names = (FROM, TO) if isinstance(one, Between) else (IS,) if isinstance(one, OneOf) else (HAS,)
    return {f"{NAME}.{name}{one.column}": None for name in names}


def facets(asked: Asked, wanted: Wanted) -> Component:
    """Return a filter for each of the first columns; the counts are of what the search finds without that filter."""
    space = asked.space
    names = [str(name) for name in space.items.columns if name not in (space.text, space.image)]
    hits = text_mask(asked, wanted)
    made = [facet(asked, wanted, name, hits) for name in names[:MOST_COLUMNS]]
    left = len(names) - MOST_COLUMNS
    note = html.P(f"{left:,} more columns can be filtered in the Data tab.", className="help") if left > 0 else None
    own = [words_of(wanted, space.text)] if space.text is not None else []
    return html.Div([*own, *made, note], className="facets")


def text_mask(asked: Asked, wanted: Wanted) -> np.ndarray | None:
    """Return which items the text finds, (n,) bool; None where every item counts."""
    if not wanted.text or wanted.how != "text" or wanted.like is not None:
        return None
    mask = np.zeros(len(asked.space), bool)
    mask[searcher(asked, wanted.columns).find(wanted.text).indices] = True
    return mask


def facet(asked: Asked, wanted: Wanted, name: str, hits: np.ndarray | None) -> Component:
    """Return the filter of one column."""
    column = asked.space.items[name]
    kind = column_kind(column)
    if kind == "number":
        return numbers_of(wanted, name, column)
    if kind == "text":
        return words_of(wanted, name)
    among = matching(asked.space, shown_alone(wanted, name).filters)
    return values_of(wanted, name, column[among if hits is None else among & hits])


def values_of(wanted: Wanted, name: str, column: pd.Series) -> Component:
    """Return the most frequent values as buttons with their counts; the pressed ones count."""
    chosen = next((one.values for one in wanted.filters if isinstance(one, OneOf) and one.column == name), ())
    counts = display_values(column).value_counts()
    values = list(dict.fromkeys([*chosen, *counts.index[:MOST_VALUES]]))
    rows = [value_row(name, str(value), int(counts.get(value, 0)), chosen) for value in values]
    left = len(counts) - MOST_VALUES
    more = html.P(f"and {left:,} rarer values", className="help") if left > 0 else None
    return html.Fieldset([html.Legend(name), html.Div(rows, className="facet-values"), more], className="facet")


def value_row(name: str, value: str, count: int, chosen: tuple[str, ...]) -> Component:
    """Return one value's button."""
    pressed = value in chosen
    after = [one for one in chosen if one != value] if pressed else [*chosen, value]
    button = sets(
        [html.Span(value or "nothing", className="facet-value"), html.Span(f"{count:,}", className="facet-count")],
        {f"{NAME}.{IS}{name}": write_list(after)},
        kind="facet-row",
    )
    setattr(button, "aria-pressed", str(pressed).lower())
    return button


def numbers_of(wanted: Wanted, name: str, column: pd.Series) -> Component:
    """Return the two ends of a range of numbers."""
    numbers = column.to_numpy(np.float64, na_value=np.nan)
    numbers = numbers[np.isfinite(numbers)]
    low, high = (float(numbers.min()), float(numbers.max())) if numbers.size else (0.0, 0.0)
    one = next((one for one in wanted.filters if isinstance(one, Between) and one.column == name), Between(name))
    ends = [
        number(f"{NAME}.{FROM}{name}", "From", low if one.low is None else one.low, low, None, None, "any"),
        number(f"{NAME}.{TO}{name}", "To", high if one.high is None else one.high, high, None, None, "any"),
    ]
    return html.Fieldset([html.Legend(name), html.Div(ends, className="fields")], className="facet")


def words_of(wanted: Wanted, name: str) -> Component:
    """Return the field for words that a text is to contain."""
    one = next((one.text for one in wanted.filters if isinstance(one, Contains) and one.column == name), "")
    return html.Fieldset(
        [html.Legend(name), text_field(f"{NAME}.{HAS}{name}", "Contains", "Any words", one)], className="facet"
    )
