"""What is measured after every epoch, with pictures and noise that stay the same throughout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from embeddings.vae.epochs import Nats
from embeddings.vae.images import Images
from embeddings.vae.losses import drawn, kl_per_dimension, reconstruction
from embeddings.vae.network import halves

if TYPE_CHECKING:
    import torch
    from torch import nn

BLOCK = 2_000
NOISE = 1  # added to the seed: not the noise of the training


class Measured(NamedTuple):
    """The terms over held-out pictures, each latent number's part, and what the page draws; see `Epoch`."""

    held: Nats
    kl_per_dimension: np.ndarray
    latents: np.ndarray
    reconstructions: np.ndarray


class Measuring:
    """Measures a network.

    Parameters
    ----------
    images
        All pictures.
    held
        The rows by which the terms are measured.
    told
        The rows whose latent means are told, and those whose reconstructions are.
    seed
        Of the noise.
    """

    def __init__(self, images: Images, held: np.ndarray, told: tuple[np.ndarray, np.ndarray], seed: int) -> None:
        self._held, self._seed = images.rows[held], seed
        self._mapped, self._shown = (images.rows[rows] for rows in told)

    def of(self, network: nn.Module) -> Measured:
        """Measure a network as it is now."""
        import torch

        chance = torch.Generator().manual_seed(self._seed + NOISE)
        wrong, divergence = 0.0, np.zeros(0)
        with torch.no_grad():
            for rows in blocks(self._held):
                mean, log_variance = halves(network["encoder"](rows))
                noise = torch.randn(mean.shape, generator=chance)
                wrong += float(
                    reconstruction(network["decoder"](drawn(mean, log_variance, noise)), rows).double().sum()
                )
                parts = kl_per_dimension(mean, log_variance).double().sum(0).numpy()
                divergence = parts + (divergence if len(divergence) else 0)
            means = [halves(network["encoder"](rows))[0].numpy() for rows in blocks(self._mapped)]
            shown = network["decoder"](halves(network["encoder"](next(blocks(self._shown))))[0]).sigmoid()
        divergence = divergence / len(self._held)
        return Measured(
            Nats(wrong / len(self._held), float(divergence.sum())),
            divergence.astype(np.float32),
            np.concatenate(means).astype(np.float32),
            shown.mul(255).round().byte().numpy(),
        )


def blocks(rows: np.ndarray) -> Iterator[torch.Tensor]:
    """Yield rows of bytes as pictures from 0 to 1, a bounded number at a time."""
    import torch

    for start in range(0, len(rows), BLOCK):
        yield torch.from_numpy(rows[start : start + BLOCK]).float().div_(255)
