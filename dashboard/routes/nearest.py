"""`POST /api/spaces/<id>/nearest`: the items nearest to a text or a picture; 202 and a job while that is worked out."""

from flask import Blueprint, Response, jsonify, request
from pydantic import ValidationError

from dashboard.asking import Question, asked
from dashboard.services import Services
from embeddings import UserError


def question() -> Question:
    """Read the request's body.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    try:
        return Question.model_validate(request.get_json(force=True, silent=True))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "body"
        detail = f"“{place}” of the request cannot be read: {first['msg']}"
        raise UserError("What to look for?", detail, "Send JSON such as {“text”: “a red dress”}.") from error


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("nearest", __name__)

    @routes.post("/api/spaces/<space_id>/nearest")
    def nearest(space_id: str) -> tuple[Response, int]:
        answer = asked(question(), space_id, services)
        return jsonify(answer), 202 if "job" in answer else 200

    return routes
