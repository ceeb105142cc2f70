"""What the dialog that adds data shows of a file that was given."""

from __future__ import annotations

from typing import Any

from dashboard.add_dialog import preview_grid
from dashboard.encoder_settings import encoder_choices, first_encoder
from embeddings.loaders.sniffing import OFFERED, spoken

NO_LABEL = USUAL = " none"  # no column is called so: their names are stripped


def shown_choices(upload: dict[str, Any]) -> dict[str, Any]:
    """Return what each part of the dialog shows of a file."""
    preview = upload["preview"]
    columns = [{"value": name, "label": name} for name in preview["columns"]]
    encoders = encoder_choices(preview["encoders"]) if preview["encoders"] else []
    return {
        "hidden": False,
        "ways": upload["ways"],
        "way": upload["way"],
        "one_way": len(upload["ways"]) < 2,
        "format": " · ".join([upload["name"], preview["format"], *preview["notes"]]),
        "rows": preview_grid(preview),
        "texts": columns,
        "text": preview["text"],
        "labels": [{"value": NO_LABEL, "label": "None"}, *columns],
        "label": preview["label"] or NO_LABEL,
        "encoders": encoders,
        "encoder": first_encoder(preview["encoders"]) if encoders else None,
        "sources": [{"value": USUAL, "label": "As read above"}]
        + [{"value": name, "label": name} for name in preview["vectors"]],
        "source": USUAL,
        **reading_of(upload),
    }


def reading_of(upload: dict[str, Any]) -> dict[str, Any]:
    """Return what was guessed of how a file is written; what cannot be otherwise is not asked for."""
    guessed = upload["preview"]["reading"]
    encoding, row = guessed.get("encoding"), guessed.get("header_row")
    sure = encoding is None or (encoding.startswith("utf") and "encoding" not in upload["reading"])
    offered = dict.fromkeys([*([encoding] if encoding else []), *OFFERED])
    return {
        "encodings": [{"value": one, "label": spoken(one)} for one in offered],
        "encoding": encoding,
        "no_encoding": sure,
        "header": row,
        "no_header": row is None,
    }


NOTHING: dict[str, Any] = {
    "hidden": True,
    "ways": [],
    "way": None,
    "one_way": True,
    "format": "",
    "rows": None,
    "texts": [],
    "text": None,
    "labels": [],
    "label": None,
    "encoders": [],
    "encoder": None,
    "sources": [],
    "source": None,
    "encodings": [],
    "encoding": None,
    "no_encoding": True,
    "header": None,
    "no_header": True,
}
