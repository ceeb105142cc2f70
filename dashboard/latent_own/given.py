"""What the part “Your own” was given in the address, and the picture as the VAE takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dashboard.latent_parts import NAME
from dashboard.store import Store
from dashboard.tools import Asked
from dashboard.tools.reading import one_of
from dashboard.tools.terms import Term, read_terms
from embeddings import UserError
from embeddings.pictures import Picture
from embeddings.vae import Preparation, Vae, preparations_of, prepared, usual_preparation

OWN, KEPT, HOW = (f"{NAME}.{part}" for part in ("own", "kept", "prepare"))
MOST_KEPT = 20


@dataclass(frozen=True)
class Given:
    """What was given.

    Parameters
    ----------
    own
        The picture that is looked at, if there is one.
    kept
        Pictures that stay on the map.
    how
        How they are prepared.
    """

    own: Term | None
    kept: tuple[Term, ...]
    how: Preparation


class Own(NamedTuple):
    """A picture as the VAE saw it, ``(pixels,)`` uint8, and the mean it gave it, ``(latent,)`` float32."""

    row: np.ndarray
    latent: np.ndarray


def read_own(asked: Asked, vae: Vae) -> Given:
    """Read the part's state.

    Raises
    ------
    UserError
        If it cannot be read, or names what is no picture.
    """
    own, kept = (_pictures(asked, name) for name in ("own", "kept"))
    known = preparations_of(vae)
    wanted = one_of(asked.values, "prepare", known, usual_preparation(vae))
    return Given(own[0] if own else None, kept[:MOST_KEPT], next(how for how in known if how == wanted))


def placed_by(term: Term, given: Given, vae: Vae, store: Store) -> Own:
    """Return a picture as the VAE sees it, and where that puts it.

    Raises
    ------
    UserError
        If the picture is gone, cannot be read, or nothing is drawn on it.
    """
    upload = store.upload(term.picture or "")
    row = prepared(Picture(term.called or upload.name, upload.path.read_bytes), vae, given.how)
    return Own(row, vae.means(row[None])[0])


def _pictures(asked: Asked, name: str) -> tuple[Term, ...]:
    terms = read_terms(asked.values.get(name, ""), asked.space)
    if any(term.picture is None for term in terms):
        detail = f"“{NAME}.{name}” in the address names what is no picture of one's own"
        raise UserError("Not a picture", detail, "Draw, or choose a picture.")
    return terms
