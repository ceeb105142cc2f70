"""A film along a path that was drawn on the latent plane."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.latent_parts import NAME
from dashboard.latent_walks.ground import Film, Ground, reach
from dashboard.latent_walks.parts import Walked, files, lines, listed, strip
from dashboard.latent_walks.places import read_places, write_place, write_places
from dashboard.tools.parts import empty, rounded, sets
from dashboard.tools.reading import whole
from embeddings import UserError

FRAMES = 60
MOST_CORNERS = 64


def show(ground: Ground) -> Walked:
    """Show the film of the path, or how to draw one."""
    path = read_path(ground)
    head = buttons(ground, path)
    if len(path) < 2:
        return Walked([head, invitation(ground, path)])
    film = Film(path, FRAMES, name="latent-path")
    spots, note, again = ground.spots(film.places)
    length = sum(float(np.linalg.norm(second - first)) for first, second in pairwise(path))
    body = [
        head,
        html.P(f"{FRAMES} pictures at even distances along a path of length {rounded(length, 2)}.", className="help"),
        html.P(note, className="help") if note else None,
        strip(ground, film, "Eight pictures along the path"),
        files(ground, film),
        lines(
            ground,
            "",
            "along, to_pictures",
            f"path = [{', '.join(listed(corner) for corner in path)}]",
            f"to_pictures(vae.decode(along(path, frames={FRAMES})), vae.shape)",
        ),
    ]
    return Walked(body, {"film": film.told(ground, spots)}, {"path": spots or []}, again)


def read_path(ground: Ground) -> np.ndarray:
    """Return the corners of the path as whole places, ``(m, latent)`` float32.

    The address has two numbers for each corner: those that the map shows, `latent.across` and `latent.up`; the others
    are those of the place where one is.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    given = ground.asked.values.get("path", "")
    latent = ground.vae.shape.latent
    if latent < 2:
        raise UserError("No plane", "This VAE has one latent number", "Use the slider under Wander.")
    if not given:
        return np.empty((0, latent), np.float32)
    corners = read_places(given, 2, MOST_CORNERS)
    across, up = (whole(ground.asked.values, name, usual, 1, latent) - 1 for name, usual in (("across", 1), ("up", 2)))
    path = np.tile(ground.place, (len(corners), 1))
    path[:, [across, up]] = corners
    return path


def buttons(ground: Ground, path: np.ndarray) -> Component:
    """Return what draws a path, adds to it and empties it."""
    draws = html.Button(
        "Draw a path on the map",
        type="button",
        className="small latent-draws",
        disabled=ground.axes is None,
        **{"data-draws-path": "true", "aria-pressed": "false"},
    )
    axes = ground.axes or (0, 1)
    here = write_place(ground.place[list(axes)])
    before = ground.asked.values.get("path", "")
    last = before.split(";")[-1]
    adds = (
        sets(
            "Add where I am", {f"{NAME}.path": f"{before};{here}".strip(";")}, "Lead the path to the place under Wander"
        )
        if here != last and len(path) < MOST_CORNERS
        else None
    )
    clears = sets("Clear", {f"{NAME}.path": None, f"{NAME}.across": None, f"{NAME}.up": None}) if len(path) else None
    return html.Div([draws, adds, clears], className="buttons")


def invitation(ground: Ground, path: np.ndarray) -> Component:
    """Say how to draw a path, with one that works."""
    if ground.axes is None:
        plane = html.Button("Show the latent plane", type="button", className="small", **{"data-shows-plane": ""})
        return empty(
            "A path is drawn on a map that shows latent numbers as they are. Or add places that the sliders lead to.",
            plane,
        )
    words = (
        "One place so far: add another, or draw."
        if len(path)
        else "Press the button, then drag over the map; it plays as a film."
    )
    return empty(words, sets("A round through the plane", {f"{NAME}.path": a_round(ground)}))


def a_round(ground: Ground) -> str:
    """Return an ellipse around the middle of the items, as an address has it."""
    axes = list(ground.axes or (0, 1))
    low, high = (np.asarray(bound, np.float64)[axes] for bound in reach(ground.space))
    angles = np.linspace(0, 2 * np.pi, 25)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return write_places((low + high) / 2 + circle * (high - low) * 0.28)
