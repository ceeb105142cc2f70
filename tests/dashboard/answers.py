"""What tests of the tools share: what a tab is asked, reading what it says, and running its lines of Python."""

import contextlib
import io
from typing import Any

import numpy as np
import pandas as pd
from dash import html

from dashboard.services import Services
from dashboard.spaces import open_space
from dashboard.tools import Asked
from embeddings import Space

TALK = "00000000000c0de0"  # the id of the space of the fixture `talk`


def kept_rows(services: Services, rows: Any, **columns: Any) -> str:
    """Keep a space of these vectors in the store, its texts their numbers; return its id."""
    texts = {"text": [str(place) for place in range(len(rows))]}
    made = Space(np.asarray(rows, np.float32), pd.DataFrame({**texts, **columns}), text="text")
    services.store.save_space(made.key, made)
    return made.key


def asked(
    services: Services,
    space_id: str = "words",
    space: Space | None = None,
    *,
    scene: str = "",
    metric: str = "cosine",
    focus: int | None = None,
    **values: str,
) -> Asked:
    """Return a question to a tab; two underscores in a name of the address stand for its dot."""
    dotted = {name.replace("__", "."): value for name, value in values.items()}
    opened = open_space(space_id, services.store) if space is None else space
    return Asked(opened, space_id, scene, metric, 10, focus, dotted, services)


def parts(component: Any, kind: type) -> list[Any]:
    """Return all parts of a kind within a component or a list of them."""
    if isinstance(component, list | tuple):
        return [found for one in component for found in parts(one, kind)]
    below = parts(getattr(component, "children", None), kind) if component is not None else []
    return [component, *below] if isinstance(component, kind) else below


def words_of(component: Any, between: str = " ") -> str:
    """Return all that is written in a component or a list of them."""
    if isinstance(component, list | tuple):
        return between.join(words_of(one, between) for one in component if one is not None)
    return component if isinstance(component, str) else words_of(getattr(component, "children", None) or "", between)


def attribute(component: Any, name: str) -> Any:
    """Return an attribute of a component, None where it has none; its name may have a dash."""
    return component.to_plotly_json()["props"].get(name)


def table_called(body: Any, name: str) -> Any:
    """Return the one table of that accessible name."""
    (table,) = [one for one in parts(body, html.Table) if attribute(one, "aria-label") == name]
    return table


def items_of(body: Any, name: str) -> list[int]:
    """Return the items of a table's rows, from the first to the last."""
    rows = parts(table_called(body, name), html.Tr)
    return [int(item) for row in rows if (item := attribute(row, "data-item")) is not None]


def names_of_python(body: Any) -> dict[str, Any]:
    """Run the first lines of Python that stand in a tab; return their names, and what the last line is as `last`."""
    first = next(pre for pre in parts(body, html.Pre) if attribute(pre, "className") == "python")
    *lines, last = first.children.splitlines()
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec("\n".join(lines), names)
        names["last"] = eval(last, names)
    return names


def run_python(body: Any) -> Any:
    """Run the first lines of Python that stand in a tab; return what the last of them is."""
    return names_of_python(body)["last"]
