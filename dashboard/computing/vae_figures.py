"""What a VAE makes of the pictures of a space: the error of each, what each latent number carries, the terms of the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings import UserError
from embeddings.progress import Progress
from embeddings.vae import Vae, carried, elbo, errors, vae_of

AT_ONCE = 500


@COMPUTATIONS.register("vae-figures")
@dataclass(frozen=True)
class VaeFigures:
    """The figures of every picture, and of all."""

    title: ClassVar[str] = "Encoding and reconstructing every picture"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Encode them again and measure."""
        vae = vae_of(given.space)
        if vae is None:
            raise UserError("No VAE here", f"The VAE of “{given.space.name}” is gone", "Train or choose another.")
        rows = given.pictures(progress)
        excess = excess_by_blocks(vae, rows, progress)
        found = carried(*vae.encode(rows))
        terms = elbo(vae, rows)
        arrays = {"excess": excess, "kl": found.kl, "variance": found.variance, "active": found.active}
        told = {"verdict": found.verdict, "reconstruction": terms.reconstruction, "kl": terms.kl}
        return Computed(arrays, told)


def excess_by_blocks(vae: Vae, rows: np.ndarray, progress: Progress) -> np.ndarray:
    """Return each picture's nats beyond a perfect reconstruction, ``(n,)`` float32, and tell how far it is."""
    excess = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), AT_ONCE):
        progress(start, len(rows), "reconstructing pictures")
        excess[start : start + AT_ONCE] = errors(vae, rows[start : start + AT_ONCE]).excess
    return excess
