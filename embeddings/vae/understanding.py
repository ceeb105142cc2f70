"""What a VAE has understood: errors of each picture, what each latent number carries, and where classes overlap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from embeddings.vae.epochs import Nats
from embeddings.vae.model import BLOCK, Vae

ACTIVE = 0.01  # the variance of a latent number's means below which it carries nothing (Burda et al., 2016)


class Errors(NamedTuple):
    """How badly each picture is reconstructed from its mean, ``(n,)`` float32 in nats.

    `nats` is −log p(x | z). Of greys even a perfect reconstruction has some; `excess` is what there is beyond that, so
    that 0 is perfect: by it pictures can be ranked, the strange ones first.
    """

    nats: np.ndarray
    excess: np.ndarray


class Carried(NamedTuple):
    """What latent numbers carry.

    `kl` and `variance`, ``(latent,)`` float32: the mean KL term in nats, and the variance of the means over pictures.
    `active` says of each whether it carries anything; `verdict` says it in sentences.
    """

    kl: np.ndarray
    variance: np.ndarray
    active: np.ndarray
    verdict: str


def bernoulli_nats(logits: np.ndarray, pictures: np.ndarray) -> np.ndarray:
    """Return −log p(x | z) of each picture, (n,) float64: ``(n, pixels)`` logits, and pictures from 0 to 1."""
    return np.asarray((np.logaddexp(0, logits) - pictures * logits).sum(axis=1, dtype=np.float64))


def divergences(means: np.ndarray, log_variances: np.ndarray) -> np.ndarray:
    """Return KL(N(mean, variance) ‖ N(0, 1)) in closed form, ``(n, latent)``, in nats."""
    return np.asarray(0.5 * (means**2 + np.exp(log_variances) - 1 - log_variances))


def errors(vae: Vae, rows: np.ndarray) -> Errors:
    """Return how badly each picture is reconstructed; `rows` as `Vae.encode` takes them."""
    nats, excess = np.empty(len(rows), np.float32), np.empty(len(rows), np.float32)
    for start in range(0, len(rows), BLOCK):
        pictures = _floats(rows[start : start + BLOCK])
        nats[start : start + BLOCK] = found = bernoulli_nats(vae.logits(vae.means(pictures)), pictures)
        excess[start : start + BLOCK] = np.maximum(found - _least(pictures), 0)
    return Errors(nats, excess)


def elbo(vae: Vae, rows: np.ndarray, *, samples: int = 1, seed: int = 0) -> Nats:
    """Estimate the two terms over pictures, means in nats per picture; more samples are less noisy."""
    chance = np.random.default_rng(seed)
    wrong = divergence = 0.0
    for start in range(0, len(rows), BLOCK):
        pictures = _floats(rows[start : start + BLOCK])
        means, log_variances = vae.encode(pictures)
        divergence += float(divergences(means, log_variances).sum(dtype=np.float64))
        for _ in range(samples):
            noise = chance.standard_normal(means.shape, dtype=np.float32)
            logits = vae.logits(means + np.exp(0.5 * log_variances) * noise)
            wrong += float(bernoulli_nats(logits, pictures).sum()) / samples
    return Nats(wrong / len(rows), divergence / len(rows))


def carried(means: np.ndarray, log_variances: np.ndarray) -> Carried:
    """Say what each latent number carries, and whether the posterior has collapsed.

    Parameters
    ----------
    means, log_variances
        What `Vae.encode` returns of the pictures.
    """
    kl = divergences(means, log_variances).mean(axis=0)
    variance = means.var(axis=0)
    active = variance > ACTIVE
    return Carried(kl.astype(np.float32), variance.astype(np.float32), active, verdict(kl, active))


def verdict(kl: np.ndarray, active: np.ndarray) -> str:
    """Say in sentences whether latent numbers are unused, why, and what to do."""
    total, used, nats = len(active), int(active.sum()), float(kl.sum())
    if used == total:
        return f"All {total} latent numbers are in use: they carry {nats:.1f} nats per picture."
    cause = "the KL term has pulled what they say of every picture to the prior, and the decoder does without them"
    if not used:
        todo = "Train longer, with a KL warm-up, or with a smaller β."
        return f"Posterior collapse: none of the {total} latent numbers is in use; {cause}. {todo}"
    numbers = ", ".join(str(place + 1) for place in np.flatnonzero(~active))
    which = f"number {numbers} is" if total - used == 1 else f"numbers {numbers} are"
    them = cause.replace("they say", "it says").replace("them", "it") if total - used == 1 else cause
    todo = f"{used} would do; a smaller β or a KL warm-up lets more of them be used."
    return f"{used} of {total} latent numbers are in use and carry {nats:.1f} nats per picture; {which} not: {them}. {todo}"


def overlap(latents: np.ndarray, labels: Sequence[str], k: int = 15) -> pd.DataFrame:
    """Return where classes overlap: for each class (row), which share of its pictures' k nearest is of each (column).

    Euclidean, the picture itself left out; every row adds up to 1. `accuracy` tells how often the commonest is right.
    """
    near, codes, names = _nearest(latents, labels, k)
    counts = np.zeros((len(names), len(names)))
    np.add.at(counts, (np.repeat(codes, near.shape[1]), codes[near].ravel()), 1)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return pd.DataFrame(shares, index=pd.Index(names, name="class"), columns=names)


def accuracy(latents: np.ndarray, labels: Sequence[str], k: int = 15) -> float:
    """Return how often the commonest class of the k nearest others is a picture's own, from 0 to 1.

    Euclidean; of classes equally common the first in order is taken, as scikit-learn does.
    """
    near, codes, names = _nearest(latents, labels, k)
    votes = np.zeros((len(codes), len(names)), np.int32)
    np.add.at(votes, (np.repeat(np.arange(len(codes)), near.shape[1]), codes[near].ravel()), 1)
    return float((votes.argmax(axis=1) == codes).mean())


def _nearest(latents: np.ndarray, labels: Sequence[str], k: int) -> tuple[np.ndarray, np.ndarray, list[str]]:
    from sklearn.neighbors import NearestNeighbors

    names, codes = np.unique(np.asarray(labels, str), return_inverse=True)
    model = NearestNeighbors(n_neighbors=min(k, len(latents) - 1)).fit(latents)
    return np.asarray(model.kneighbors(return_distance=False)), codes, [str(name) for name in names]


def _least(pictures: np.ndarray) -> np.ndarray:
    """Return the cross-entropy of pictures with themselves, (n,): what a perfect reconstruction has."""
    greys = np.clip(pictures, 1e-9, 1 - 1e-7).astype(np.float64)
    return np.asarray(-(greys * np.log(greys) + (1 - greys) * np.log1p(-greys)).sum(axis=1))


def _floats(rows: np.ndarray) -> np.ndarray:
    return rows.astype(np.float32) / 255 if rows.dtype == np.uint8 else np.asarray(rows, np.float32)
