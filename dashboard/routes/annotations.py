"""`POST /api/spaces/<id>/annotations`: write over a space: add, label, rename, delete, revert, undo, redo.

The answer is what the page knows of the space from now on, and the number of the change, to revert it by.
"""

from __future__ import annotations

from typing import Annotated, Literal

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from dashboard import annotating
from dashboard.services import Services
from dashboard.space_info import space_info
from dashboard.store import Store
from embeddings import UserError


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


_CHANGE: TypeAdapter[Add | Label | Rename | Delete | Revert | Step] = TypeAdapter(
    Annotated[Add | Label | Rename | Delete | Revert | Step, Field(discriminator="do")]
)


def asked_change() -> Add | Label | Rename | Delete | Revert | Step:
    """Read what is to be changed.

    Raises
    ------
    UserError
        If the request's body does not say.
    """
    try:
        return _CHANGE.validate_python(request.get_json(force=True, silent=True))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "body"
        detail = f"“{place}” of the request cannot be read: {first['msg']}"
        raise UserError("Which change?", detail, "Send JSON such as {“do”: “undo”}.") from error


def blueprint(services: Services) -> Blueprint:
    """Return the route."""
    routes = Blueprint("annotations", __name__)

    @routes.post("/api/spaces/<space_id>/annotations")
    def change(space_id: str) -> Response:
        number = asked_change().make(services.store, space_id)
        return jsonify(number=number, space=space_info(space_id, services.store))

    return routes
