"""`GET /api/spaces/<id>/decoded?z=0.5,-1`: pictures at places of a VAE's latent space; `…/manifold`: at a grid of them.

`z` is a place, or several with semicolons between them. With `frames` they are the corners of a way, which is decoded at
so many places (`way=spherical`: along the arc between two). `as` says what comes back: `raw` (the default), the bytes of
all pictures, height × width (× 3) each, with their count and sizes in the header `X-Picture`; `png`, with `columns` for a
sheet of several; or `gif`, a film. `enlarged` repeats every pixel so often. `weights` is the key of the VAE: with it the
answer is kept for ever.

A manifold is one PNG of `steps` × `steps` pictures, whose middles lie evenly from `low` to `high`, two numbers each; the
second number grows upwards. `axes` are the two latent numbers across and up, `z` a place that tells all others.
"""

from __future__ import annotations

import numpy as np
from flask import Blueprint, Response, request

from dashboard.latent_parts.models import vae_wanted
from dashboard.latent_walks.pictures import gif, png, sheet
from dashboard.latent_walks.places import check_size, film, read_places
from dashboard.routes.cached import FOREVER, REVALIDATED, binary, picture, tag_of
from dashboard.services import Services
from dashboard.spaces import open_space
from dashboard.tools.reading import one_of, whole
from embeddings import UserError
from embeddings.vae import Vae, manifold, to_pictures

MOST_PIXELS = 1 << 23
MOST_FRAMES = 240
MOST_STEPS = 64
DRAWN = 1 << 26  # pixels of an enlarged answer


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("decoded", __name__)

    @routes.get("/api/spaces/<space_id>/decoded")
    def decoded(space_id: str) -> Response:
        vae = vae_wanted(open_space(space_id, services.store))
        return in_form(vae, to_pictures(vae.decode(places_asked(vae)), vae.shape))

    @routes.get("/api/spaces/<space_id>/manifold")
    def grid(space_id: str) -> Response:
        vae = vae_wanted(open_space(space_id, services.store))
        content = png(manifold_asked(vae))
        return picture(content, "image/png", tag_of(content), life_of(vae))

    return routes


def places_asked(vae: Vae) -> np.ndarray:
    """Return the places that the query asks for, ``(n, latent)`` float32.

    Raises
    ------
    UserError
        If they cannot be read, or are too many.
    """
    corners = read_places(request.args.get("z", ""), vae.shape.latent)
    if "frames" in request.args:
        frames = whole(request.args, "frames", 2, 2, MOST_FRAMES)
        way = one_of(request.args, "way", ("straight", "spherical"), "straight")
        corners = film(corners, frames, "spherical" if way == "spherical" else "straight")
    check_size(vae, len(corners), MOST_PIXELS)
    return corners


def in_form(vae: Vae, pictures: np.ndarray) -> Response:
    """Answer with pictures in the form that the query asks for."""
    form = one_of(request.args, "as", ("raw", "png", "gif"), "raw")
    enlarged = whole(request.args, "enlarged", 1, 1, 32)
    if pictures.size * enlarged**2 > DRAWN:
        raise UserError("Too many pictures at once", f"{len(pictures):,}, {enlarged} times enlarged", "Enlarge less.")
    if form == "raw":
        height, width, channels = vae.shape.height, vae.shape.width, vae.shape.channels
        sizes = {"X-Picture": f"{len(pictures)},{height},{width},{channels}"}
        content = np.ascontiguousarray(pictures).tobytes()
        return binary(content, tag_of(content), headers=sizes, life=life_of(vae))
    if form == "gif":
        content = gif(pictures, enlarged)
    else:
        content = png(sheet(pictures, whole(request.args, "columns", len(pictures), 1, MOST_FRAMES * 2)), enlarged)
    return picture(content, f"image/{form}", tag_of(content), life_of(vae))


def manifold_asked(vae: Vae) -> np.ndarray:
    """Return the grid that the query asks for as one picture.

    Raises
    ------
    UserError
        If its corners, its axes or its steps will not do.
    """
    steps = whole(request.args, "steps", 20, 2, MOST_STEPS)
    check_size(vae, steps * steps, MOST_PIXELS)
    low = read_places(request.args.get("low", "-3,-3"), 2, 1)[0].tolist()
    high = read_places(request.args.get("high", "3,3"), 2, 1)[0].tolist()
    across, up = axes_asked()
    others = read_places(request.args["z"], vae.shape.latent, 1)[0] if request.args.get("z") else None
    found = manifold(vae, low, high, steps=steps, axes=(across, up), others=others)
    return sheet(to_pictures(found.pictures, vae.shape), steps)


def axes_asked() -> tuple[int, int]:
    """Return which two latent numbers the query wants across and up, from 0 on.

    Raises
    ------
    UserError
        If they are no whole numbers.
    """
    across, up = read_places(request.args.get("axes", "0,1"), 2, 1)[0].tolist()
    if across != int(across) or up != int(up):
        raise UserError("No such plane", f"{across:g} and {up:g} are no whole numbers", "Count latent numbers from 0.")
    return int(across), int(up)


def life_of(vae: Vae) -> str:
    """Return how long the answer holds: for ever where the query names these weights.

    Raises
    ------
    UserError
        If it names others.
    """
    wanted = request.args.get("weights")
    if wanted and wanted != vae.key:
        raise UserError("No such VAE", "This space has another VAE by now", "Reload the page.")
    return FOREVER if wanted else REVALIDATED
