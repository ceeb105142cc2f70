"""The figures of a VAE on the items of its space: those it came with, those of its training, or what a worker measures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.tools import Asked, Shown
from dashboard.tools.working import computed
from dashboard.training.kept import KeptTraining
from dashboard.understanding.strangeness import excess_of, is_mnist_vae
from embeddings.vae import Nats, Vae
from embeddings.vae.understanding import ACTIVE, verdict


@dataclass(frozen=True, eq=False)
class Figures:
    """What each latent number carries, and the terms of the loss, in nats per picture.

    Parameters
    ----------
    kl, variance, active
        Of each latent number, ``(latent,)``: its part of the KL term, the variance of the means, and whether it is in use.
    verdict
        On posterior collapse, in sentences.
    terms
        The two terms of the loss.
    pictures
        Which pictures they are of, in words.
    """

    kl: np.ndarray
    variance: np.ndarray
    active: np.ndarray
    verdict: str
    terms: Nats
    pictures: str


def figures(asked: Asked, vae: Vae) -> Figures | Shown:
    """Return the figures, or what to show while a worker measures them.

    Raises
    ------
    UserError
        If they cannot be measured, since the pictures are gone.
    """
    if is_mnist_vae(asked.space):
        told = vae.about["figures"]["test"]
        terms = Nats(told["reconstruction"], told["kl"])
        return _of_means(
            asked, np.array(told["kl_per_dimension"]), terms, "MNIST's 10,000 test digits, never learnt from"
        )
    training = str(asked.space.provenance.get("training", ""))
    epochs = KeptTraining(asked.services.store, training).epochs() if training else []
    if epochs:
        pictures = f"the pictures that were held out, after epoch {epochs[-1].number}"
        return _of_means(asked, epochs[-1].kl_per_dimension, epochs[-1].held, pictures)
    found = computed(asked, "vae-figures", {})
    if isinstance(found, Shown):
        return found
    arrays, meta = found.arrays, found.meta
    terms = Nats(meta["reconstruction"], meta["kl"])
    of = f"the {len(asked.space):,} items"
    return Figures(arrays["kl"], arrays["variance"], arrays["active"], meta["verdict"], terms, of)


def _of_means(asked: Asked, kl: np.ndarray, terms: Nats, pictures: str) -> Figures:
    variance = np.asarray(asked.space.vectors, np.float64).var(axis=0)
    active = variance > ACTIVE
    return Figures(kl, variance, active, verdict(kl, active), terms, pictures)


def excess(asked: Asked) -> np.ndarray | Shown:
    """Return each item's nats beyond a perfect reconstruction, ``(n,)``, or what to show while a worker measures them."""
    known = excess_of(asked.space)
    if known is not None:
        return known
    found = computed(asked, "vae-figures", {})
    return found if isinstance(found, Shown) else found.arrays["excess"]
