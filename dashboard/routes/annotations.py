"""`POST /api/spaces/<id>/annotations`: write over a space: add, label, rename, delete, keep, revert, undo, redo.

The answer is what the page knows of the space from now on, and the number of the change, to revert it by.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import pandas as pd
from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from dashboard import annotating, colours
from dashboard.routes.bodies import read_body
from dashboard.services import Services
from dashboard.space_info import space_info
from dashboard.spaces import open_space
from dashboard.store import Store
from dashboard.writable import free
from embeddings.annotations import Kind, checked_name


class Change(BaseModel):
    """What every change has."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Add(Change):
    """Add a column, empty or a copy."""

    do: Literal["add"]
    name: str
    copy_of: str | None = None

    def make(self, store: Store, space_id: str) -> int | None:
        """Make the change."""
        return annotating.add_column(store, space_id, self.name, self.copy_of)


class Label(Change):
    """Give items a value."""

    do: Literal["label"]
    name: str
    indices: tuple[int, ...]
    value: str
    create: bool = False

    def make(self, store: Store, space_id: str) -> int | None:
        """Make the change."""
        return annotating.label_items(store, space_id, self.name, self.indices, self.value, create=self.create)


class Rename(Change):
    """Give a column another name."""

    do: Literal["rename"]
    name: str
    to: str

    def make(self, store: Store, space_id: str) -> int | None:
        """Make the change."""
        return annotating.rename_column(store, space_id, self.name, self.to)


class Delete(Change):
    """Take a column away, or show the original again."""

    do: Literal["delete"]
    name: str

    def make(self, store: Store, space_id: str) -> int | None:
        """Make the change."""
        return annotating.delete_column(store, space_id, self.name)


class Revert(Change):
    """Take one change back."""

    do: Literal["revert"]
    number: int = Field(ge=1)

    def make(self, store: Store, space_id: str) -> int | None:
        """Make the change."""
        return annotating.revert(store, space_id, self.number)


class Given(BaseModel):
    """What the page looks at while a computed colour is kept; the rest is what tools were given."""

    model_config = ConfigDict(frozen=True, extra="allow")

    item: int | None = None
    metric: str = "cosine"
    projection: str = ""

    @property
    def tools(self) -> dict[str, str]:
        """What tools were given, by its names in the address."""
        return {name: str(value) for name, value in (self.model_extra or {}).items()}


class Keep(Change):
    """Make a column of a computed colour, as it is now."""

    do: Literal["keep"]
    name: str
    colour: str
    given: Given = Given()

    def make(self, store: Store, space_id: str) -> int | None:
        """Make the change."""
        space, given = open_space(space_id, store), self.given
        free(space, checked_name(self.name))
        asked = colours.Asked(space_id, space, given.projection, given.item, given.metric, given.tools)
        values = colours.COLOURS.make(self.colour).values(asked, store)
        kind: Kind = "number" if pd.api.types.is_numeric_dtype(values) else "label"
        return annotating.write_column(store, space_id, self.name, values, kind)


class Step(Change):
    """Take the latest change back, or make it again."""

    do: Literal["undo", "redo"]

    def make(self, store: Store, space_id: str) -> int | None:
        """Make the change."""
        return (annotating.undo if self.do == "undo" else annotating.redo)(store, space_id)


AnyChange: TypeAlias = Add | Label | Rename | Delete | Revert | Keep | Step
_CHANGE: TypeAdapter[AnyChange] = TypeAdapter(Annotated[AnyChange, Field(discriminator="do")])


def blueprint(services: Services) -> Blueprint:
    """Return the route."""
    routes = Blueprint("annotations", __name__)

    @routes.post("/api/spaces/<space_id>/annotations")
    def change(space_id: str) -> Response:
        asked = read_body(_CHANGE, "Which change?", "Send JSON such as {“do”: “undo”}.")
        number = asked.make(services.store, space_id)
        return jsonify(number=number, space=space_info(space_id, services.store))

    return routes
