"""The VAE: decoding in NumPy beside torch, and training beside a plain PyTorch loop with and without a DataLoader."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.data import SHARED
from benchmarks.timing import median_seconds, milliseconds, table
from embeddings.vae import Images, Run, Settings, manifold, mnist, shipped

if TYPE_CHECKING:
    import torch

ROUNDS = 6
PICTURES, SETTINGS = 12_800, Settings(epochs=ROUNDS, warm_up=0, learning_rate=1e-3)


def pictures() -> Images:
    """Return MNIST's first digits where the set is, else noise of the same size."""
    folder = SHARED / "mnist"
    if folder.is_dir():
        return mnist("train", folder).taken(np.arange(PICTURES))
    return Images(np.random.default_rng(0).integers(0, 256, (PICTURES, 784), dtype=np.uint8), 28, 28)


def plain(images: Images, loader: bool) -> Iterator[float]:
    """Train as a tutorial does, float32 in one tensor or through a DataLoader; yield pictures per second of each epoch."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits

    from embeddings.vae.network import halves, network

    rows = torch.from_numpy(images.rows[Run(images, SETTINGS).learnt]).float() / 255
    made = network(images.shape(SETTINGS))
    adam = torch.optim.Adam(made.parameters(), lr=1e-3)

    def batches() -> Iterator[torch.Tensor]:
        if loader:
            data = torch.utils.data.TensorDataset(rows)
            return (one for (one,) in torch.utils.data.DataLoader(data, SETTINGS.batch, shuffle=True))
        return (rows[places] for places in torch.randperm(len(rows)).split(SETTINGS.batch))

    while True:
        start = time.perf_counter()
        for batch in batches():
            mean, log_variance = halves(made["encoder"](batch))
            logits = made["decoder"](mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean))
            loss = binary_cross_entropy_with_logits(logits, batch, reduction="sum")
            loss = loss - 0.5 * torch.sum(1 + log_variance - mean.pow(2) - log_variance.exp())
            adam.zero_grad()
            (loss / len(batch)).backward()
            adam.step()
            loss.item()
        yield len(rows) / (time.perf_counter() - start)


def ours(images: Images) -> Iterator[float]:
    """Yield pictures per second of each epoch."""
    return (epoch.pictures_per_second for epoch in Run(images, SETTINGS).epochs())


def training() -> None:
    """Print pictures per second. The three take turns, an epoch each: what else the machine does slows them alike."""
    images = pictures()
    ways = {
        "plain loop, DataLoader": plain(images, True),
        "plain loop, one tensor": plain(images, False),
        "ours": ours(images),
    }
    rates = np.array([[next(way) for way in ways.values()] for _ in range(ROUNDS)])
    beside = np.median(rates[:, [-1]] / rates, axis=0)
    best = rates.max(axis=0)
    rows = [[name, f"{best[at]:,.0f}", f"{beside[at]:.2f}×"] for at, name in enumerate(ways)]
    table(
        ["MLP 784-512-256-2, batches of 128", "pictures a second, at best", "ours beside it, median of the rounds"],
        rows,
    )


def main() -> None:
    """Time decoding, then training."""
    vae = shipped("mnist")
    places = itertools.cycle(np.random.default_rng(0).normal(size=(64, 1, 2)).astype(np.float32))
    digits = np.random.default_rng(0).integers(0, 256, (10_000, 784), dtype=np.uint8)
    rows = [
        ["decode one place", milliseconds(median_seconds(lambda: vae.decode(next(places)), 50)), "2 ms"],
        ["decode a grid of 20 × 20", milliseconds(median_seconds(lambda: manifold(vae, steps=20))), "100 ms"],
        ["encode 10,000 digits", milliseconds(median_seconds(lambda: vae.encode(digits), 3)), ""],
    ]
    table(["NumPy, shipped weights", "median", "wanted at most"], rows)
    print()
    training()
