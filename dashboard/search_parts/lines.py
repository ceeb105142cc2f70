"""The lines of Python that find what the Search tab shows."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard.search_parts.wanted import Wanted
from dashboard.tools import Asked
from dashboard.tools.parts import python_for
from dashboard.tools.terms import Term
from dashboard.tools.vectors import line_of
from embeddings.searching.text_search import MOST_COLUMNS, text_columns


def lines(asked: Asked, wanted: Wanted) -> Component:
    """Return the lines that do the search on the page."""
    imports, libraries, made = [], [], []
    asks = wanted.like is not None or (wanted.text and wanted.how != "text")
    masked = bool(wanted.filters) or wanted.kind != "all"
    if wanted.filters:
        libraries.append("embeddings.searching.filters as filters")
        listed = ", ".join(f"filters.{one!r}" for one in wanted.filters)
        made.append(f"among = filters.matching(space, [{listed}])")
    if wanted.kind != "all":
        libraries.append("embeddings.mixed as mixed")
        what = "mixed.is_picture(space)" if wanted.kind == "picture" else "~mixed.is_picture(space)"
        made.append(f"among {'&=' if wanted.filters else '='} {what}")
    if asks:
        imports.append("nearest_to")
        imports += [] if wanted.like is not None and wanted.like.item is not None else ["query_vector"]
        made += _nearest(asked, wanted, masked, libraries)
    elif wanted.text:
        imports.append("find_text")
        usual = wanted.columns == tuple(text_columns(asked.space)[:MOST_COLUMNS])
        given = ["space", repr(wanted.text), *([] if usual else [repr(list(wanted.columns))])]
        made.append(f"find_text({', '.join(given)}{', among=among' if masked else ''})")
    else:
        made.append("space.items[among]")
    return python_for(asked, ", ".join(imports or ["Space"]), *made, libraries=sorted(set(libraries)))


def _nearest(asked: Asked, wanted: Wanted, masked: bool, libraries: list[str]) -> list[str]:
    like = wanted.like
    made = []
    vector = line_of(like or Term(text=wanted.text), asked)
    if like is not None and like.item is not None:
        libraries += [] if masked else ["numpy as np"]
        made += [] if masked else ["among = np.ones(len(space), bool)"]
        made.append(f"among[{like.item}] = False")
        masked = True
    options = [f"k={wanted.shown}", *([] if asked.metric == "cosine" else [f"metric={asked.metric!r}"])]
    options += ["leave_out=(~among).nonzero()[0]"] if masked else []
    return [*made, f"nearest_to(space, {vector}, {', '.join(options)})"]
