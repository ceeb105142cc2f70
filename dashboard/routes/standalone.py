"""`GET /api/spaces/<id>/page.html?map=<key>&…`: the map as one file to keep; `/page` tells how large it will be."""

import re
import unicodedata
from typing import Literal

from flask import Blueprint, Response, jsonify, request

from dashboard.drawn import pictures_under
from dashboard.pictured import pictures_key
from dashboard.recipes import QualityRecipe
from dashboard.services import Services
from dashboard.space_info import encoder_label
from dashboard.spaces import open_space
from dashboard.standalone import StandalonePage, build
from dashboard.standalone.sprites import too_large
from embeddings import Space, UserError
from embeddings.encoders import near_by

LONGEST_TITLE = 80


def page_of(space_id: str, services: Services) -> StandalonePage:
    """Return the page that a request asks for: `map` is a projection's key, `title` its name, `colour`, `theme`.

    Raises
    ------
    UserError
        If there is no such map, or not of this space.
    """
    space = open_space(space_id, services.store)
    key = request.args.get("map", "")
    result = services.store.result(key)
    if result is None or "coordinates" not in result.arrays:
        raise UserError("No such map", f"The store has no map “{key}”", "Reload the page to make it again.")
    theme: Literal["light", "dark"] = "dark" if request.args.get("theme") == "dark" else "light"
    return StandalonePage(
        space=space,
        coordinates=result.arrays["coordinates"],
        title=title_of(space, request.args.get("title", "")[:LONGEST_TITLE]),
        honest=honest_of(space_id, space, key, services),
        colour=request.args.get("colour") or space.label,
        theme=theme,
        pictures=pictures_under(pictures_key(space), services.store),
    )


def title_of(space: Space, projection: str) -> str:
    """Return what is on the map, in one line."""
    parts = [space.name, f"{len(space):,} items", encoder_label(space), projection]
    return " · ".join(part for part in parts if part)


def honest_of(space_id: str, space: Space, key: str, services: Services) -> str:
    """Return how much of the map is true, where that has been measured."""
    near = near_by(space.encoder)
    recipe = QualityRecipe(space=space_id, space_key=space.key, projection=key, metric=near)
    measured = services.store.result(recipe.key)
    return str(measured.meta["reading"]) if measured else "How true this map is had not been measured yet"


def file_name(space: Space, projection: str) -> str:
    """Return a file's name such as ``words-umap-2d.html``."""
    plain = unicodedata.normalize("NFKD", f"{space.name} {projection}").encode("ascii", "ignore").decode()
    return (re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "map") + ".html"


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("standalone", __name__)

    @routes.get("/api/spaces/<space_id>/page")
    def about(space_id: str) -> Response:
        page = page_of(space_id, services)
        notes = {"note": note} if (note := too_large(page.pictures)) else {}
        return jsonify(items=len(page.space), bytes=len(build(page).encode()), **notes)

    @routes.get("/api/spaces/<space_id>/page.html")
    def download(space_id: str) -> Response:
        page = page_of(space_id, services)
        name = file_name(page.space, request.args.get("title", "")[:LONGEST_TITLE])
        response = Response(build(page), mimetype="text/html")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    return routes
