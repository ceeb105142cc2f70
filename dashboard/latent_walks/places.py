"""Places of a latent space as an address carries them: ``0.5,-1.25``, several with semicolons between them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from embeddings import UserError
from embeddings.vae import Vae, along, between
from embeddings.vae.walking import Way

MOST_PLACES = 400
FARTHEST = 1e4  # a decoder's layers would overflow with much larger numbers


def write_place(place: Iterable[float]) -> str:
    """Return a place as an address has it; six digits are more than a decoder can tell apart."""
    return ",".join(f"{float(number):.6g}" for number in place)


def write_places(places: Iterable[Iterable[float]]) -> str:
    """Return several places as an address has them."""
    return ";".join(map(write_place, places))


def read_places(given: str, size: int, most: int = MOST_PLACES) -> np.ndarray:
    """Read places of so many numbers each.

    Returns
    -------
    ``(n, size)`` float32, n ≥ 1.

    Raises
    ------
    UserError
        If there is none, there are too many, or one has another count of numbers or one that is no finite number.
    """
    parts = [part for part in given.split(";") if part.strip()]
    if not parts:
        raise UserError("Where?", "No place was given", f"Give {size} numbers with commas between them.")
    if len(parts) > most:
        detail = f"{len(parts):,} places were given"
        raise UserError("Too many places", detail, f"Give {most:,} at most.")
    return np.stack([_read_place(part, size) for part in parts])


def _read_place(given: str, size: int) -> np.ndarray:
    try:
        numbers = [float(number) for number in given.split(",")]
    except ValueError:
        numbers = [float("nan")]
    if not all(abs(number) <= FARTHEST for number in numbers):
        detail = f"“{given[:80]}” is not made of numbers from −{FARTHEST:,.0f} to {FARTHEST:,.0f}"
        raise UserError("Not a place", detail, f"Give {size} numbers with commas between them.")
    if len(numbers) != size:
        detail = f"A place of this VAE has {size} numbers; “{given[:80]}” has {len(numbers)}"
        raise UserError("Another latent size", detail, f"Give {size} numbers with commas between them.")
    return np.array(numbers, np.float32)


def film(corners: np.ndarray, frames: int, way: Way = "straight") -> np.ndarray:
    """Return the places of a film, ``(frames, latent)`` float32.

    Parameters
    ----------
    corners
        ``(m, latent)``: through which it leads.
    frames
        How many pictures, at even distances; with `way` ``"spherical"`` between two corners at even angles.
    """
    if way == "spherical" and len(corners) == 2:
        return between(corners[0], corners[1], frames, way)
    return along(corners, frames)


def check_size(vae: Vae, count: int, most: int) -> None:
    """Refuse more pictures than an answer can carry.

    Raises
    ------
    UserError
        If they have more than `most` pixels in all.
    """
    if count * vae.shape.pixels > most:
        detail = f"{count:,} pictures of {vae.shape.height} × {vae.shape.width} pixels were asked for"
        raise UserError("Too many pictures at once", detail, f"Ask for {max(1, most // vae.shape.pixels):,} at most.")
