"""A trained VAE that needs no torch: pictures to latent numbers and back, in NumPy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from embeddings.errors import UserError
from embeddings.keys import content_key
from embeddings.progress import Progress, silent
from embeddings.vae.layers import Arrays, decoded, encoded, logistic
from embeddings.vae.shape import Shape, check_tensors, shape_of
from embeddings.vae.stepping import weights_of
from embeddings.vae.weights_file import read_weights, write_weights

BLOCK = 2_000  # pictures at a time


class Encoded(NamedTuple):
    """What the encoder says of pictures: each a Gaussian, ``(n, latent)`` float32 means and log-variances."""

    means: np.ndarray
    log_variances: np.ndarray


@dataclass(frozen=True, eq=False)
class Vae:
    """A variational autoencoder (Kingma and Welling, 2014).

    Parameters
    ----------
    shape
        Its sizes.
    weights
        Every weight by name, as `Shape.tensors` lists them.
    about
        How it was trained, as JSON can hold it.

    Raises
    ------
    UserError
        If the weights are those of another shape.
    """

    shape: Shape
    weights: Arrays
    about: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sizes = {name: tuple(array.shape) for name, array in self.weights.items()}
        check_tensors(self.shape, sizes, str(self.about.get("file", "weights")))
        whole = {name: np.ascontiguousarray(array, np.float32) for name, array in self.weights.items()}
        bad = next((name for name, array in whole.items() if not np.isfinite(array).all()), None)
        if bad is not None:
            detail = f"The weight “{bad}” has NaN or infinity in it"
            raise UserError(
                "Damaged weights", detail, "Train again with a smaller learning rate, or get the file again."
            )
        object.__setattr__(self, "weights", whole)

    @cached_property
    def key(self) -> str:
        """The content key of shape and weights."""
        return content_key("vae", self.shape.told(), [self.weights[name] for name in self.shape.tensors()])

    def encode(self, rows: np.ndarray, progress: Progress = silent) -> Encoded:
        """Return means and log-variances of pictures.

        Parameters
        ----------
        rows
            ``(n, pixels)`` uint8, or floats from 0 to 1, channel by channel; see `Images.rows`.
        progress
            Called after each block with (pictures done, all, message).

        Raises
        ------
        UserError
            If they have another size, or a number is not finite.
        """
        given = self._rows(np.asarray(rows), self.shape.pixels, "pictures of {} pixels")
        found = np.empty((len(given), 2 * self.shape.latent), np.float32)
        for start in range(0, len(given), BLOCK):
            found[start : start + BLOCK] = encoded(_floats(given[start : start + BLOCK]), self.shape, self.weights)
            progress(min(start + BLOCK, len(given)), len(given), "encoding pictures")
        return Encoded(*np.split(found, 2, axis=1))

    def means(self, rows: np.ndarray, progress: Progress = silent) -> np.ndarray:
        """Return the places of pictures in the latent space, ``(n, latent)`` float32; see `encode`."""
        return np.ascontiguousarray(self.encode(rows, progress).means)

    def logits(self, latents: np.ndarray) -> np.ndarray:
        """Return the decoder's logits, ``(n, pixels)`` float32; see `decode`."""
        given = self._rows(np.asarray(latents), self.shape.latent, "{} latent numbers").astype(np.float32)
        found = np.empty((len(given), self.shape.pixels), np.float32)
        for start in range(0, len(given), BLOCK):
            found[start : start + BLOCK] = decoded(given[start : start + BLOCK], self.shape, self.weights)
        return found

    def decode(self, latents: np.ndarray) -> np.ndarray:
        """Return the pictures at places of the latent space, ``(n, pixels)`` float32 from 0 to 1.

        Parameters
        ----------
        latents
            ``(n, latent)``. `to_pictures` makes pictures for the eye of what comes back.

        Raises
        ------
        UserError
            If a place has another count of numbers, or one is not finite.
        """
        return logistic(self.logits(latents))

    def reconstruct(self, rows: np.ndarray) -> np.ndarray:
        """Return what becomes of pictures that are encoded and decoded, ``(n, pixels)`` float32 from 0 to 1."""
        return self.decode(self.means(rows))

    def save(self, path: str | Path, *, half: bool = False) -> None:
        """Write it as one safetensors file.

        Parameters
        ----------
        path
            The file; until it is whole, what was there before stays.
        half
            Whether to keep 16 of each weight's 32 bits: half the size, and pictures that differ by less than a grey.
        """
        arrays = {name: array.astype(np.float16 if half else np.float32) for name, array in self.weights.items()}
        write_weights(Path(path), arrays, {**self.about, "shape": self.shape.told()})

    @classmethod
    def load(cls, path: str | Path) -> Vae:
        """Read what `save` wrote, or a training's checkpoint.

        Raises
        ------
        UserError
            If the file is absent, damaged, no VAE of ours, or its weights are not those that it tells of.
        """
        arrays, told = read_weights(Path(path))
        shape = shape_of(told.get("shape"))
        return cls(shape, weights_of(arrays), {**told, "file": Path(path).name})

    def _rows(self, given: np.ndarray, width: int, called: str) -> np.ndarray:
        if given.ndim != 2 or given.shape[1] != width:
            size = " × ".join(map(str, given.shape))
            detail = f"This VAE takes {called.format(width)} each, as ({width} to a row); given are {size}"
            raise UserError("Another size", detail, "Resize the pictures, or choose the VAE that was trained on such.")
        if given.dtype.kind == "f" and not np.isfinite(given).all():
            row = int(np.argmin(np.isfinite(given).all(axis=1)))
            raise UserError(
                "Not a finite number", f"Row {row:,} has NaN or infinity in it", "Leave it out, or mend it."
            )
        return given


def _floats(rows: np.ndarray) -> np.ndarray:
    return rows.astype(np.float32) / 255 if rows.dtype == np.uint8 else rows.astype(np.float32)
