"""How badly the items of a VAE's space are reconstructed, where that is known without computing."""

from __future__ import annotations

import numpy as np

from embeddings import Space
from embeddings.builtins.mnist_vae import MnistVae, excess_errors
from embeddings.builtins.mnist_vae_16 import MnistVae16
from embeddings.vae.spaces import ERROR


def is_mnist_vae(space: Space) -> bool:
    """Return whether this is a built-in space, whose pictures are no part of the program."""
    return space.encoder == "vae" and space.provenance.get("pictures") in {
        MnistVae.pictures_key,
        MnistVae16.pictures_key,
    }


def excess_of(space: Space) -> np.ndarray | None:
    """Return each item's nats beyond a perfect reconstruction, ``(n,)`` floats, or None where nobody has measured it."""
    if is_mnist_vae(space):
        return excess_errors(str(space.provenance["model"]))
    if ERROR in space.items.columns:
        return np.asarray(space.items[ERROR], np.float64)
    return None
