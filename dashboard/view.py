"""What a person looks at, as a permalink says it: the query of the address is the only state of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic.alias_generators import to_snake

from dashboard.beside import MOST_BESIDE, Beside, read_beside
from embeddings.errors import UserError

METHOD_PARAMETERS = "parameters"
TOOL_STATES = "tools"
OF_A_SPACE = {"projection", "dimensions", "metric"}  # what a space has its own of, where nothing is said


class View(BaseModel):
    """One view of one space; its fields, and the parameters of its projection, are the query's names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    space: str = Field("words", max_length=64, pattern=r"^[a-z0-9-]+$")
    projection: str = Field("umap", max_length=32)
    dimensions: Literal[2, 3] = 2
    parameters: dict[str, str] = {}
    tab: str | None = Field(None, max_length=32)
    tools: dict[str, str] = {}
    colour: str | None = None
    metric: str = "cosine"
    k: int = Field(10, ge=1, le=999)
    item: int | None = Field(None, ge=0)
    selected: tuple[int, ...] = ()
    beside: tuple[Beside, ...] = Field((), max_length=MOST_BESIDE)
    locked: bool = False

    @field_validator("beside", mode="before")
    @classmethod
    def _read_beside(cls, given: Any) -> Any:
        return read_beside(given) if isinstance(given, str) else given

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> View:
        """Read a query such as ``{"space": "words", "n_neighbors": "30"}``.

        A name with a dot, such as ``compare.items``, belongs to a tool, which reads it itself; other names that are
        not known are parameters of the projection.

        Raises
        ------
        UserError
            If a value is out of its range, naming it.
        """
        known: dict[str, Any] = {name: text for name, text in query.items() if name in cls.model_fields and text != ""}
        others = {name: value for name, value in query.items() if name not in cls.model_fields}
        known[TOOL_STATES] = {name: value for name, value in others.items() if "." in name}
        known[METHOD_PARAMETERS] = {name: value for name, value in others.items() if "." not in name}
        if isinstance(selected := known.get("selected"), str):
            known["selected"] = [part for part in selected.split(",") if part]
        if "dimensions" in known:
            known["dimensions"] = {"2": 2, "3": 3}.get(str(known["dimensions"]), known["dimensions"])
        try:
            return cls.model_validate(known)
        except ValidationError as error:
            first = error.errors()[0]
            name = to_snake(str(first["loc"][0]))
            detail = f"“{name}={first['input']}” in the address cannot be read: {first['msg']}"
            raise UserError("This link is damaged", detail, "Mend it, or open the page without it.") from error

    @classmethod
    def lenient(cls, query: Mapping[str, str] | None) -> View:
        """Read a query for a panel beside the map: a damaged one, told of on the map, is the first look here."""
        try:
            return cls.from_query(query or {})
        except UserError:
            return cls()

    def to_query(self) -> dict[str, str]:
        """Return the query that opens this view: only what differs from the first look, or was said where a space differs."""
        left_out = {METHOD_PARAMETERS, TOOL_STATES, "selected", "beside", "locked"}
        said = self.model_dump(include=self.model_fields_set & OF_A_SPACE)
        changed = said | self.model_dump(exclude_defaults=True, exclude=left_out)
        query = {name: str(value) for name, value in changed.items()}
        if self.selected:
            query["selected"] = ",".join(map(str, self.selected))
        if self.beside:
            query["beside"] = ",".join(map(str, self.beside))
        if self.locked:
            query["locked"] = "1"
        return query | self.parameters | self.tools
