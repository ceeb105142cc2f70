"""`GET /api/spaces/<id>/pictures`: which sprite each item has; `/api/pictures/<key>/…`: pages, tiles and views."""

from typing import get_args

from flask import Blueprint, Response

from dashboard import originals
from dashboard.drawn import AnyPictures, pictures_under
from dashboard.pictured import cells_of, pictures_key
from dashboard.routes.cached import binary, json_answer, picture
from dashboard.services import Services
from dashboard.spaces import open_space
from dashboard.store.pictures import Size
from dashboard.store.sprites import CELLS, COLUMNS, SIDE
from embeddings import UserError


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("pictures", __name__)

    def pictures_of(key: str) -> AnyPictures:
        found = pictures_under(key, services.store)
        if found is None:
            raise UserError("No such pictures", f"The store has no pictures “{key}”", "Open the folder again.")
        return found

    @routes.get("/api/spaces/<space_id>/pictures")
    def about(space_id: str) -> Response:
        space = open_space(space_id, services.store)
        key = pictures_key(space)
        pictures = pictures_under(key, services.store)
        if pictures is None:
            return Response(status=204)
        pages = [f"/api/pictures/{key}/sprites/{number}" for number in range(pictures.pages)]
        layout = {
            "side": SIDE,
            "columns": COLUMNS,
            "each": CELLS,
            "pages": pages,
            "tiles": f"/api/pictures/{key}/tile/",
        }
        return json_answer({"key": key, "cells": f"/api/spaces/{space_id}/pictures/cells?key={key}", **layout})

    @routes.get("/api/spaces/<space_id>/pictures/cells")
    def cells(space_id: str) -> Response:
        space = open_space(space_id, services.store)
        content = cells_of(space, pictures_of(pictures_key(space) or "")).tobytes()
        return binary(content, f"{space_id}-cells")

    @routes.get("/api/pictures/<key>/sprites/<int:number>")
    def page(key: str, number: int) -> Response:
        content = pictures_of(key).page(number)
        if content is None:
            raise UserError("No such page", f"There are no sprites {number}", "Open the folder again.")
        return picture(content, "image/webp", f"{key}-{number}")

    @routes.get("/api/pictures/<key>/original/<which>")
    def original(key: str, which: str) -> Response:
        content = originals.original(pictures_of(key), which, services.store)
        if content is None:
            raise UserError("No such picture", "The true picture is not on this machine", originals.TO_HAVE_IT)
        return picture(content, "image/png", f"{key}-original-{which}")

    @routes.get("/api/pictures/<key>/<size>/<which>")
    def one(key: str, size: Size, which: str) -> Response:
        pictures = pictures_of(key)
        cell = int(which) if which.isdecimal() and len(which) < 10 else pictures.cells.get(which, -1)
        content = pictures.picture(cell, size) if size in get_args(Size) else None
        if content is None:
            raise UserError("No such picture", f"There is no {size} “{which}”", "Open the folder again.")
        return picture(content, "image/jpeg", f"{key}-{size}-{cell}")

    return routes
