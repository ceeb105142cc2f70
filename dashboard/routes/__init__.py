"""The data routes: what is too large for a callback travels as binary over HTTP, with an ETag.

Each module here makes one blueprint and is found by that.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, request

from dashboard.services import Services
from embeddings import UserError
from projections import UserError as ProjectionError

LOG = logging.getLogger(__name__)
CHANGING = {"POST", "PUT", "DELETE", "PATCH"}
NOT_FOUND = ("No such", "gone")


def register(server: Flask, services: Services) -> None:
    """Add every route of this folder to a server."""
    for module in pkgutil.iter_modules(__path__):
        if hasattr(found := importlib.import_module(f"{__name__}.{module.name}"), "blueprint"):
            server.register_blueprint(found.blueprint(services))
    server.add_url_rule("/api/<path:rest>", "no_such_route", no_such_route, methods=[*CHANGING, "GET"])
    server.before_request(refuse_foreign)
    server.after_request(harden)
    server.register_error_handler(UserError, say)
    server.register_error_handler(ProjectionError, say)


def no_such_route(rest: str) -> tuple[Response, int]:
    """Say that there is nothing, where Dash would answer with the page."""
    return problem("No such address", f"There is nothing at “/api/{rest}”", "Check its spelling."), 404


def refuse_foreign() -> tuple[Response, int] | None:
    """Refuse a request that changes something and comes from a page of another site."""
    origin = request.headers.get("Origin")
    if request.method not in CHANGING or not origin or urlsplit(origin).netloc == request.host:
        return None
    return problem("Another site", f"This request comes from {origin}", "Open this server's own page."), 403


def harden(response: Response) -> Response:
    """Keep browsers from guessing what an answer is."""
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


def say(error: UserError | ProjectionError) -> tuple[Response, int]:
    """Answer with an error that was written for a person."""
    status = 404 if any(word in error.title for word in NOT_FOUND) else 422
    if "too large" in error.title:
        status = 413
    return problem(error.title, error.detail, error.hint), status


def problem(title: str, detail: str, hint: str) -> Response:
    """Return a problem as JSON."""
    return jsonify(title=title, detail=detail, hint=hint)
