"""The VAE: decoding in NumPy beside torch, and training beside a plain PyTorch loop with and without a DataLoader."""

import itertools
import time
from collections.abc import Callable

import numpy as np

from benchmarks.data import SHARED
from benchmarks.timing import median_seconds, milliseconds, table
from embeddings.vae import Images, Run, Settings, manifold, mnist, shipped

PICTURES, SETTINGS = 12_800, Settings(epochs=3, warm_up=0, learning_rate=1e-3)


def pictures() -> Images:
    """Return MNIST's first digits where the set is, else noise of the same size."""
    folder = SHARED / "mnist"
    if folder.is_dir():
        return mnist("train", folder).taken(np.arange(PICTURES))
    return Images(np.random.default_rng(0).integers(0, 256, (PICTURES, 784), dtype=np.uint8), 28, 28)


def plain(images: Images, loader: bool) -> float:
    """Train as a tutorial does, float32 in one tensor or through a DataLoader, and return pictures per second."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits

    from embeddings.vae.network import halves, network

    run = Run(images, SETTINGS)
    rows = torch.from_numpy(images.rows[run.learnt]).float() / 255
    made = network(images.shape(SETTINGS))
    adam = torch.optim.Adam(made.parameters(), lr=1e-3)

    def batches() -> object:
        if loader:
            data = torch.utils.data.TensorDataset(rows)
            return (one for (one,) in torch.utils.data.DataLoader(data, SETTINGS.batch, shuffle=True))
        return (rows[places] for places in torch.randperm(len(rows)).split(SETTINGS.batch))

    rates = []
    for _ in range(SETTINGS.epochs):
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
        rates.append(len(rows) / (time.perf_counter() - start))
    return max(rates)


def ours(images: Images) -> float:
    """Return pictures per second of the quickest epoch."""
    return max(epoch.pictures_per_second for epoch in Run(images, SETTINGS).epochs())


def best(work: Callable[[], float]) -> float:
    """Return the best of two: other work on the machine only ever slows."""
    return max(work() for _ in range(2))


def training() -> None:
    """Print pictures per second."""
    images = pictures()
    rates = {
        "plain loop, DataLoader": best(lambda: plain(images, True)),
        "plain loop, one tensor": best(lambda: plain(images, False)),
        "ours": best(lambda: ours(images)),
    }
    rows = [[name, f"{rate:,.0f}", *(f"{rates['ours'] / rate:.2f}×",)] for name, rate in rates.items()]
    table(["MLP 784-512-256-2, batches of 128", "pictures a second", "ours beside it"], rows)


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
