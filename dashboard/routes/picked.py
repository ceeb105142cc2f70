"""`POST /api/spaces/<id>/picked`: which items a button of a tool selects, given what the tool was asked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, ConfigDict

from dashboard.panels import panels_of
from dashboard.routes.bodies import read_body
from dashboard.services import Services
from dashboard.tools import understood
from embeddings import UserError


class Pick(BaseModel):
    """A tool, which of its items are meant, and what it was asked, as the page has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tool: str
    which: str
    asked: dict[str, Any]


def blueprint(services: Services) -> Blueprint:
    """Return the route."""
    routes = Blueprint("picked", __name__)

    @routes.post("/api/spaces/<space_id>/picked")
    def picked(space_id: str) -> Response:
        wanted = read_body(Pick, "Which items?", "Send JSON such as {“tool”: “outliers”, “which”: “first:10”, …}.")
        picks = {panel.name.lower(): panel.picked for panel in panels_of("tab")}.get(wanted.tool)
        if picks is None:
            raise UserError("No such tool", f"“{wanted.tool}” does not select items", "Choose one that does.")
        usual = {"map": "", "metric": "cosine", "k": 10, "values": {}}
        asked = understood(usual | wanted.asked | {"space": space_id}, services)
        return jsonify(indices=[int(item) for item in picks(asked, wanted.which)])

    return routes
