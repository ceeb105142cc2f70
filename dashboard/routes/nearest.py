"""`POST /api/spaces/<id>/nearest`: the items nearest to a text or a picture; 202 and a job while that is worked out."""

from flask import Blueprint, Response, jsonify

from dashboard.asking import Question, asked
from dashboard.routes.bodies import read_body
from dashboard.services import Services


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("nearest", __name__)

    @routes.post("/api/spaces/<space_id>/nearest")
    def nearest(space_id: str) -> tuple[Response, int]:
        question = read_body(Question, "What to look for?", "Send JSON such as {“text”: “a red dress”}.")
        answer = asked(question, space_id, services)
        return jsonify(answer), 202 if "job" in answer else 200

    return routes
