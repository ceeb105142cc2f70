"""The list of what was found: each item with what matched marked in it, or with how near it is; and how many there are."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import pictured
from dashboard.search_parts import NAME
from dashboard.search_parts.found import Found
from dashboard.search_parts.wanted import MOST_SHOWN, SHOWN, Wanted
from dashboard.tools import Asked
from dashboard.tools.parts import rounded, sets, table
from embeddings.counting import counted
from embeddings.displayed import display_value
from embeddings.metrics import METRICS
from embeddings.searching.highlighting import around, marks, pieces
from embeddings.searching.text_search import TOLD, Grade

READ = 20_000  # letters of a cell in which marks are looked for
MORE = 5  # times as many are listed by the button under the list


def results(asked: Asked, wanted: Wanted, found: Found) -> list[Component | None]:
    """Return the line that says what was found, the list, and the buttons under it."""
    if not found.count:
        return []
    listed = found.indices[: wanted.shown].tolist()
    heading, rows = _rows(asked, wanted, found, listed)
    return [
        html.Div([html.P(told(asked, wanted, found), className="found-count", role="status"), select_all(found)]),
        table("Found", ["Item", heading], rows, csv="found"),
        more(wanted, found),
    ]


def told(asked: Asked, wanted: Wanted, found: Found) -> str:
    """Say how many were found, and how."""
    if found.nearest is not None:
        return (
            f"The {len(found.indices):,} nearest of {found.count:,} items, exact, "
            f"{METRICS.get(asked.metric).label}, in the original {asked.space.vectors.shape[1]:,} dimensions."
        )
    if found.ranking is None:
        return f"{counted(found.count, 'item')} of {len(asked.space):,} have what the filters ask for."
    exact = found.count - found.alike
    if not exact:
        return f"No item has it as it stands. With a similar spelling: {counted(found.alike, 'item')} of {len(asked.space):,}."
    alike = f"; {found.alike:,} more have a similar spelling" if found.alike else ""
    return f"{counted(exact, 'item')} of {len(asked.space):,}{alike}."


def select_all(found: Found) -> Component:
    """Return the button that selects what was found."""
    which, words = (
        ("all", f"Select {'all ' * (len(found.meant) > 1)}{len(found.meant):,}")
        if found.nearest is None
        else ("listed", "Select these")
    )
    return html.Button(words, type="button", className="small", **{"data-picks": which})


def more(wanted: Wanted, found: Found) -> Component | None:
    """Return the button that lists more, where there are more."""
    if found.count <= wanted.shown or wanted.shown >= MOST_SHOWN:
        return None
    longer = min(MOST_SHOWN, wanted.shown * MORE)
    return sets(f"List {min(longer, found.count):,}", {f"{NAME}.show": str(longer) if longer != SHOWN else None})


def _rows(asked: Asked, wanted: Wanted, found: Found, listed: list[int]) -> tuple[str, list[Component]]:
    if found.nearest is not None:
        label = METRICS.get(asked.metric).label
        return f"Similarity ({label})", [
            near_row(asked, index, float(similarity), float(distance))
            for index, distance, similarity in found.nearest.itertuples(index=False)
        ]
    if found.ranking is None:
        return "Number", [found_row(asked, index, [asked.space.names[index]], f"{index:,}") for index in listed]
    rows = []
    for at, index in enumerate(listed):
        column = found.ranking.columns[int(found.ranking.column[at])]
        grade, edits = Grade(int(found.ranking.grades[at])), int(found.ranking.edits[at])
        how = f"{edits} letter{'s' * (edits != 1)} differ{'s' * (edits == 1)}" if edits else TOLD[grade]
        rows.append(found_row(asked, index, matched(asked, index, column, wanted.text), how))
    return "Match", rows


def matched(asked: Asked, index: int, column: str, text: str) -> list[Component | str]:
    """Return the name of an item with what matched marked in it; what matched in another column stands under it, named."""
    cell = display_value(asked.space.items[column].iat[index])[:READ]
    piece, inside, before, after = around(cell, marks(cell, text))
    marked = [html.Mark(part) if on else part for part, on in pieces(piece, inside)]
    shown = [*(["…"] if before else []), *marked, *(["…"] if after else [])]
    if column == asked.space.text:
        return shown
    return [asked.space.names[index][:160], html.Span([f"{column}: ", *shown], className="found-column")]


def found_row(asked: Asked, index: int, shown: list[Component | str], how: str) -> Component:
    """Return a row that lights its point when it is hovered and walks there when it is clicked."""
    name = asked.space.names[index]
    button = html.Button(
        [pictured.thumbnail(asked.space, index), html.Span(shown, className="found-words")],
        type="button",
        className="neighbour-name",
        title=name[:2_000],
    )
    cells = [html.Td(button, className="item-cell", **{"data-value": name}), html.Td(how, className="found-how")]
    return html.Tr(cells, **{"data-item": str(index)})


def near_row(asked: Asked, index: int, similarity: float, distance: float) -> Component:
    """Return a row with its similarity as a bar."""
    row = found_row(asked, index, [asked.space.names[index][:300]], "")
    share = max(0.0, min(1.0, similarity)) if asked.metric == "cosine" else None
    bar = html.Span(className="meter", style={"width": f"{100 * share:.1f}%"}) if share is not None else None
    row.children[1] = html.Td([rounded(similarity), bar], className="figure", title=f"Distance {rounded(distance)}")
    return row
