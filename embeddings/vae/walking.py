"""Walking in a latent space: grids, paths, interpolations, sums and averages of places, and what the prior dreams of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from embeddings.errors import UserError
from embeddings.vae.model import Vae

Way = Literal["straight", "spherical"]
PARALLEL = 1e-6


class Manifold(NamedTuple):
    """A grid of places and the pictures there.

    `latents` is ``(steps · steps, latent)`` float32, `pictures` ``(steps · steps, pixels)`` float32 from 0 to 1, both row
    by row: the first row is the top one, with the largest second number.
    """

    latents: np.ndarray
    pictures: np.ndarray
    steps: int


def manifold(
    vae: Vae,
    low: Sequence[float] = (-3.0, -3.0),
    high: Sequence[float] = (3.0, 3.0),
    *,
    steps: int = 20,
    axes: tuple[int, int] = (0, 1),
    others: Sequence[float] | None = None,
) -> Manifold:
    """Return the pictures on an even grid over a rectangle of the latent plane.

    Parameters
    ----------
    low, high
        The middle of the first and of the last cell, along each axis.
    steps
        Cells along each side.
    axes
        Which two latent numbers are the plane's, across and up.
    others
        A whole place, ``(latent,)``, that tells the numbers of all other axes; nought where it is None.

    Raises
    ------
    UserError
        If there are no such axes, or `others` has another length.
    """
    if len(set(axes)) < 2 or not all(0 <= axis < vae.shape.latent for axis in axes):
        detail = f"The latent numbers are 0 to {vae.shape.latent - 1}; asked for are {axes[0]} and {axes[1]}"
        raise UserError("No such plane", detail, "Choose two different ones of them.")
    base = place_of(vae, np.zeros(vae.shape.latent) if others is None else others)
    latents = np.tile(base, (steps * steps, 1))
    latents[:, axes[0]] = np.tile(np.linspace(low[0], high[0], steps), steps)
    latents[:, axes[1]] = np.repeat(np.linspace(high[1], low[1], steps), steps)
    return Manifold(latents, vae.decode(latents), steps)


def between(
    start: Sequence[float] | np.ndarray, end: Sequence[float] | np.ndarray, steps: int = 16, way: Way = "straight"
) -> np.ndarray:
    """Return places from one to another, ``(steps, latent)`` float32, both ends included.

    Parameters
    ----------
    start, end
        ``(latent,)`` each.
    steps
        How many places, two at least.
    way
        ``"straight"``; or ``"spherical"`` (White, 2016): along the arc about the origin, the distance from it changing
        evenly, so that in many dimensions it does not pass through the middle, where no picture lies. Where the two lie
        on one line with the origin there is no one arc, and the way is straight.
    """
    first, last = np.asarray(start, np.float64), np.asarray(end, np.float64)
    part = np.linspace(0, 1, max(2, steps))[:, None]
    straight = first + part * (last - first)
    lengths = np.linalg.norm(first), np.linalg.norm(last)
    if way == "straight" or min(lengths) < PARALLEL:
        return np.asarray(straight, np.float32)
    cosine = np.clip(first @ last / (lengths[0] * lengths[1]), -1, 1)
    angle = np.arccos(cosine)
    if np.sin(angle) < PARALLEL:
        return np.asarray(straight, np.float32)
    turned = (np.sin((1 - part) * angle) * first / lengths[0] + np.sin(part * angle) * last / lengths[1]) / np.sin(
        angle
    )
    return np.asarray(turned * (lengths[0] + part * (lengths[1] - lengths[0])), np.float32)


def along(path: Sequence[Sequence[float]] | np.ndarray, frames: int = 48) -> np.ndarray:
    """Return places at even distances along a drawn path, ``(frames, latent)`` float32: a film at an even pace.

    Parameters
    ----------
    path
        ``(m, latent)``: the corners of the path, one at least.
    """
    corners = np.atleast_2d(np.asarray(path, np.float64))
    walked = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(corners, axis=0), axis=1))])
    at = np.linspace(0, walked[-1], frames)
    return np.stack([np.interp(at, walked, column) for column in corners.T], axis=1).astype(np.float32)


def dreams(vae: Vae, count: int = 16, seed: int = 0) -> np.ndarray:
    """Return places drawn from the prior N(0, 1), ``(count, latent)`` float32: decoded, they are what the model dreams of."""
    return np.random.default_rng(seed).standard_normal((count, vae.shape.latent)).astype(np.float32)


def combined(plus: Sequence[np.ndarray], minus: Sequence[np.ndarray] = ()) -> np.ndarray:
    """Return Σ plus − Σ minus of places, ``(latent,)`` float32: arithmetic on pictures."""
    return np.asarray(np.sum(plus, axis=0) - (np.sum(minus, axis=0) if len(minus) else 0), np.float32)


def middle(latents: np.ndarray) -> np.ndarray:
    """Return the mean place of a selection, ``(latent,)`` float32, of which the picture is the decoder's.

    Raises
    ------
    UserError
        If nothing is selected.
    """
    if not len(latents):
        raise UserError("Nothing is selected", "There are no places to average", "Select one or more points.")
    return np.asarray(np.mean(latents, axis=0, dtype=np.float64), np.float32)


def place_of(vae: Vae, numbers: Sequence[float] | np.ndarray) -> np.ndarray:
    """Return one place, ``(latent,)`` float32, or refuse one with too few numbers or too many."""
    found = np.asarray(numbers, np.float32).ravel()
    if len(found) != vae.shape.latent:
        detail = f"A place of this VAE has {vae.shape.latent} numbers; given are {len(found)}"
        raise UserError("Another latent size", detail, f"Give {vae.shape.latent} numbers.")
    return found
