"""`POST /api/spaces/<id>/annotations`: write over a space: add, label, rename, delete, revert, undo, redo.

The answer is what the page knows of the space from now on, and the number of the change, to revert it by.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from dashboard import annotating
from dashboard.routes.bodies import read_body
from dashboard.services import Services
from dashboard.space_info import space_info
from dashboard.store import Store


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


class Step(Change):
    """Take the latest change back, or make it again."""

    do: Literal["undo", "redo"]

    def make(self, store: Store, space_id: str) -> int | None:
        """Make the change."""
        return (annotating.undo if self.do == "undo" else annotating.redo)(store, space_id)


AnyChange: TypeAlias = Add | Label | Rename | Delete | Revert | Step
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
