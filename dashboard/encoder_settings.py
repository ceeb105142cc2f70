"""The encoders of the dialog: which can be chosen, what each does, and its parameters as controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.controls import asks_first, parameter_controls
from embeddings.encoders import ENCODERS, Takes, encoders_of
from embeddings.errors import UserError
from embeddings.hub import local
from embeddings.named import named, required

PART = "encoder-parameter"
WORD_SPACES = ids.parameter("word-mean", "words", PART)
PATH_BEGINS = ("/", "~", ".")


def encoder_choices(takes: Takes) -> list[dict[str, Any]]:
    """Return the encoders of the menu; one whose library is missing says so."""
    return [
        {"value": name, "label": cls.label + (" (not installed)" if cls.missing() else "")}
        for name, cls in encoders_of(takes).items()
    ]


def first_encoder(takes: Takes) -> str:
    """Return the encoder that is offered first: the first that can be used here."""
    return next(name for name, cls in encoders_of(takes).items() if not cls.missing() and not required(cls))


def encoder_settings() -> Component:
    """Return what each encoder does and its controls; only those of the chosen one are shown."""
    return html.Div([_block(name) for name in ENCODERS.all()])


def _block(name: str) -> Component:
    cls = ENCODERS.get(name)
    words = cls.missing() or (cls.__doc__ or "").splitlines()[0]
    controls = parameter_controls(name, cls, PART, wait=False)
    details = html.Details(
        [html.Summary("Settings of this encoder"), html.Div(controls, className="triple")],
        className="settings",
        open=bool(required(cls)) or asks_first(cls),
    )
    return html.Div(
        [html.P(words, className="help"), details if controls else None],
        id={"part": "encoder", "of": name},
        hidden=True,
    )


def given_parameters(encoder: str, values: list[Any], ids: list[dict[str, str]]) -> dict[str, Any]:
    """Return the parameters of the chosen encoder that were filled in."""
    pairs = zip(values, ids, strict=True)
    return {own["name"]: value for value, own in pairs if own["of"] == encoder and value not in (None, "")}


def refuse_folders(encoder: str, parameters: Mapping[str, Any]) -> None:
    """Refuse a model that is named by its path on this machine, whether or not there is anything.

    Raises
    ------
    UserError
        If a parameter that names a model looks like a path, or is one.
    """
    for name in named(ENCODERS.get(encoder)):
        value = str(parameters.get(name, "")).strip()
        if not value:
            continue
        if value.startswith(PATH_BEGINS) or value.endswith(".safetensors") or "\\" in value or local(value) is not None:
            detail = f"“{value}” is a place on the server, and this server takes models from the hub only"
            raise UserError("No models by their path", detail, "Give its name on the hub, such as org/name.")
