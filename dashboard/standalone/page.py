"""Fill the page's template: the items, the coordinates and the columns as JSON that nothing can break out of."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard.columns import category_payload, column_kind, display_value, number_payload
from dashboard.drawn import AnyPictures
from dashboard.standalone.modules import import_map, style_sheet
from dashboard.standalone.sprites import sprites_of, too_large
from embeddings import Space, UserError

MOST_ITEMS = 50_000
ENTRY = "page/main.js"
TEMPLATE = Path(__file__).with_name("browser") / "page.html"
FEW = 65_535


@dataclass(frozen=True, eq=False)
class StandalonePage:
    """What one page shows.

    Parameters
    ----------
    space
        The items, and their columns.
    coordinates
        Where they lie, (n, 2) or (n, 3).
    title, honest
        The lines above and below the map.
    colour
        The column that colours it at first.
    theme
        Light or dark, at first.
    pictures
        The pictures of the items, where they are pictures.
    """

    space: Space
    coordinates: np.ndarray
    title: str
    honest: str
    colour: str | None = None
    theme: Literal["light", "dark"] = "light"
    pictures: AnyPictures | None = None


def build(page: StandalonePage) -> str:
    """Return the whole page as one HTML text.

    Raises
    ------
    UserError
        If there are too many items for one file.
    """
    count = len(page.space)
    if count > MOST_ITEMS:
        raise UserError(
            "Too many items for one web page",
            f"“{page.space.name}” has {count:,} items; a page that opens quickly holds {MOST_ITEMS:,}",
            "Export a PNG, or make a smaller space from some of the rows.",
        )
    if page.coordinates.shape[0] != count:
        raise UserError("The map does not fit", "It was made from other items", "Reload the page and try again.")
    modules = json_text({"imports": import_map(ENTRY)})
    start = f'import "{ENTRY}";'
    return Template(TEMPLATE.read_text("utf-8")).substitute(
        title=html.escape(page.title),
        honest=html.escape(f"{page.honest}. {note}" if (note := too_large(page.pictures)) else page.honest),
        theme=page.theme,
        policy=html.escape(policy(modules, start)),
        style=style_sheet(),
        data=json_text(contents(page)),
        modules=modules,
        start=start,
    )


def policy(*scripts: str) -> str:
    """Return a content policy under which only our own scripts run, and nothing is fetched."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts
    )
    return f"default-src 'none'; script-src {hashes} data:; style-src 'unsafe-inline'; img-src data:"


def json_text(content: Any) -> str:
    """Return JSON that stays JSON inside a script element: ASCII alone, and no character that HTML knows."""
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def contents(page: StandalonePage) -> dict[str, Any]:
    """Return all that the page's modules read."""
    space = page.space
    hidden = {space.text, space.image}
    others = [index for index, name in enumerate(space.items.columns) if str(name) not in hidden]
    return {
        "dimensions": int(page.coordinates.shape[1]),
        "coordinates": base64_of(page.coordinates.astype("<f4")),
        "names": list(space.names),
        "columns": [column(space.items.iloc[:, index], str(space.items.columns[index])) for index in others],
        "colour": page.colour,
        "title": page.title,
        "pictures": sprites_of(space, page.pictures),
    }


def column(cells: pd.Series, name: str) -> dict[str, Any]:
    """Return a column as its cards show it and, unless it is text, as it colours the map."""
    shown = [display_value(cell) for cell in cells]
    about: dict[str, Any] = {"name": name, "kind": "text"}
    values = None
    if (kind := column_kind(cells)) != "text":
        described, values = (category_payload if kind == "category" else number_payload)(cells)
        about |= described
    distinct = {value: place for place, value in enumerate(dict.fromkeys(shown))}
    if len(distinct) <= min(FEW, len(shown) // 2):
        places = np.array([distinct[value] for value in shown], "<u2")
        about["cells"] = {"distinct": list(distinct), "places": base64_of(places)}
    else:
        about["cells"] = {"each": shown}
    return about if values is None else about | {"values": base64_of(values)}


def base64_of(array: np.ndarray) -> str:
    """Return an array's bytes, row by row."""
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")
