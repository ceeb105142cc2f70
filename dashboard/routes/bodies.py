"""The body of a request, read as what a route expects."""

from __future__ import annotations

from typing import TypeVar

from flask import request
from pydantic import TypeAdapter, ValidationError

from embeddings import UserError

T = TypeVar("T")


def read_body(wanted: type[T] | TypeAdapter[T], title: str, hint: str) -> T:
    """Return the JSON of the request as a model.

    Parameters
    ----------
    wanted
        The model, or the adapter of several.
    title, hint
        What to say, and what to do, where it cannot be read.

    Raises
    ------
    UserError
        If it cannot be read, naming the place.
    """
    adapter: TypeAdapter[T] = wanted if isinstance(wanted, TypeAdapter) else TypeAdapter(wanted)
    try:
        return adapter.validate_python(request.get_json(force=True, silent=True))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "body"
        raise UserError(title, f"“{place}” of the request cannot be read: {first['msg']}", hint) from error
