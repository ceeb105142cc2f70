"""Pictures of one size to learn from, as rows of bytes, and what each of them is where that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from embeddings.errors import UserError
from embeddings.keys import content_key
from embeddings.vae.settings import Settings
from embeddings.vae.shape import Shape
from embeddings.vae.splitting import groups_of

FEWEST = 20


@dataclass(frozen=True, eq=False)
class Images:
    """Pictures of one size.

    Parameters
    ----------
    rows
        ``(n, channels · height · width)`` uint8, channel by channel, row by row, 0 black and 255 white.
    height, width
        Their sides in pixels.
    channels
        1 for grey, 3 for red, green and blue.
    labels
        What each picture is, or None; never learnt from.
    names
        What to call each picture, or None.
    source
        Where they are from, for a person.
    """

    rows: np.ndarray
    height: int
    width: int
    channels: int = 1
    labels: Sequence[str] | None = None
    names: Sequence[str] | None = None
    source: str = "pictures"

    def __post_init__(self) -> None:
        if self.rows.dtype != np.uint8 or self.rows.shape[1:] != (self.height * self.width * self.channels,):
            raise TypeError(
                f"rows must be (n, channels · height · width) uint8, not {self.rows.shape} {self.rows.dtype}"
            )
        for told, what in ((self.labels, "labels"), (self.names, "names")):
            if told is not None and len(told) != len(self.rows):
                detail = f"{len(self.rows):,} pictures and {len(told):,} {what} ({self.source})"
                raise UserError("Counts differ", detail, f"Give one of the {what} for each picture, or none at all.")

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def key(self) -> str:
        """The content key of the pictures and their sides; labels are no part of what is learnt."""
        return content_key("vae-images", np.ascontiguousarray(self.rows), self.height, self.width, self.channels)

    def shape(self, settings: Settings) -> Shape:
        """Return the shape of a network for these pictures."""
        return Shape(
            height=self.height,
            width=self.width,
            channels=3 if self.channels == 3 else 1,
            latent=settings.latent,
            architecture=settings.architecture,
            hidden=settings.hidden,
        )

    def check(self, settings: Settings) -> None:
        """Raise a `UserError` if a VAE cannot be trained on these: too few, all alike, or larger latents than pictures."""
        if len(self) < FEWEST:
            detail = (
                f"{len(self):,} pictures were given; {FEWEST} or more are needed to learn from some and hold out others"
            )
            raise UserError("Too few pictures", detail, "Add pictures; hundreds give a map worth walking.")
        if groups_of(self.rows).max() == 0:
            raise UserError(
                "All pictures are alike", f"{len(self):,} times the same one", "Choose pictures that differ."
            )
        self.shape(settings)

    def notes(self) -> list[str]:
        """Return sentences for the person about what is unusual."""
        known = set(self.labels or ())
        if len(known) == 1:
            return [
                f"All pictures are of one class, “{next(iter(known))}”: the map shows how they vary, and no groups."
            ]
        return []

    def taken(self, places: np.ndarray) -> Images:
        """Return some of the pictures, in the order of their row numbers."""
        labels, names = (
            None if told is None else [told[place] for place in places] for told in (self.labels, self.names)
        )
        return Images(self.rows[places], self.height, self.width, self.channels, labels, names, self.source)


def to_pictures(rows: np.ndarray, shape: Shape | Images) -> np.ndarray:
    """Return rows as pictures for the eye: ``(n, height, width)`` or ``(n, height, width, 3)`` uint8.

    Parameters
    ----------
    rows
        ``(n, pixels)``: uint8, or floats from 0 to 1.
    shape
        What tells the sides and the channels.
    """
    bytes_ = rows if rows.dtype == np.uint8 else np.rint(np.clip(rows, 0, 1) * 255).astype(np.uint8)
    if shape.channels == 1:
        return bytes_.reshape(-1, shape.height, shape.width)
    return bytes_.reshape(-1, shape.channels, shape.height, shape.width).transpose(0, 2, 3, 1)
