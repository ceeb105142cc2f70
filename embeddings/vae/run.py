"""The training of a VAE, an epoch at a time: it can be watched, stopped, cancelled, and taken up again after a kill."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.vae.checkpoint import Checkpoint, Training, found, keep
from embeddings.vae.epochs import Epoch, Kept, Nats
from embeddings.vae.guide import guide
from embeddings.vae.images import Images
from embeddings.vae.measuring import Measured, Measuring
from embeddings.vae.model import Vae
from embeddings.vae.settings import Settings
from embeddings.vae.splitting import split
from embeddings.vae.stepping import Batch, Stepper, weights_of

if TYPE_CHECKING:
    import torch

MAPPED, SHOWN = 2_000, 12  # pictures whose latent means, and whose reconstructions, every epoch tells
PLACES = 2**32  # for the epochs of one seed


class Run:
    """A training.

    Parameters
    ----------
    images
        What to learn from; a share of it is held out.
    settings
        How.
    folder
        Where the checkpoint and the epochs are kept, or None to keep nothing. One that has a checkpoint of this very
        training goes on from it: the weights are then, to the last bit, those of a training that was never stopped.

    Attributes
    ----------
    learnt, held
        The row numbers of the pictures that are learnt from, and of those held out.
    mapped
        The row numbers of the pictures whose latent means every `Epoch` tells: at most 2,000, by chance.
    shown
        The row numbers of the held-out pictures whose reconstructions every `Epoch` tells.
    done
        How many epochs are done.

    Raises
    ------
    UserError
        If torch is absent, the pictures will not do, or the checkpoint in the folder is of another training.
    """

    def __init__(self, images: Images, settings: Settings, folder: Path | None = None) -> None:
        if find_spec("torch") is None:
            raise UserError("Training needs torch", "It is not installed here", "Install it with: pip install torch")
        images.check(settings)
        self.images, self.settings = images, settings
        self.learnt, self.held = split(images.rows, settings.held_out, settings.seed)
        chosen = np.random.default_rng(settings.seed).permutation(len(images))
        self.mapped, self.shown = np.sort(chosen[:MAPPED]), self.held[:SHOWN]
        self._training, self._folder = Training.of(images, settings), folder
        self._stepper = Stepper(self._training.shape, settings, settings.epochs * self._batches)
        self._kept = Kept(folder / "epochs") if folder else None
        self._guide: torch.Tensor | None = None
        kept = found(folder, self._training) if folder else None
        self.done = kept.epoch if kept else 0
        if kept:
            self._stepper.take_up(kept.arrays, kept.steps)
        self._good = self._stepper.state()
        if self._kept:
            self._kept.forget_after(self.done)

    @property
    def _batches(self) -> int:
        return -(-len(self.learnt) // self.settings.batch)

    def history(self) -> list[Epoch]:
        """Return the epochs that are done, as far as they are kept."""
        return self._kept.all() if self._kept else []

    def model(self) -> Vae:
        """Return the VAE of the last whole epoch, which needs no torch."""
        return Vae(self._training.shape, weights_of(self._good), self._training.told() | {"epoch": self.done})

    def epochs(self, watch: Progress = silent) -> Iterator[Epoch]:
        """Train, and yield what is known after each epoch that was not done before.

        Parameters
        ----------
        watch
            Called before every batch with (batches done, batches in all, what is going on). Training pauses as long as
            it does not return; what it raises ends the training, of which every whole epoch is kept.

        Raises
        ------
        UserError
            If the loss is no finite number any more; the last good epoch is kept, and `model` returns it.
        """
        import torch

        measuring = Measuring(self.images, self.held, (self.mapped, self.shown), self.settings.seed)
        rows = torch.from_numpy(self.images.rows[self.learnt])
        if self._guide is None and self.settings.guide_weight(self.done + 1):
            self._guide = self._led(rows.numpy(), watch)
        while self.done < self.settings.epochs:
            number, began = self.done + 1, time.perf_counter()
            terms = self._learn(rows, number, watch)
            took = time.perf_counter() - began
            measured = measuring.of(self._stepper.network)
            if not math.isfinite(measured.held.elbo):
                raise self._diverged(number)
            yield self._whole(number, terms, took, measured)

    def _learn(self, rows: torch.Tensor, number: int, watch: Progress) -> Nats:
        """Take the steps of an epoch. Its order and its noise follow from the seed and its number alone."""
        import torch

        chance = torch.Generator().manual_seed(self.settings.seed * PLACES + number)
        order = torch.randperm(len(rows), generator=chance)
        weights, total = self._weights(number), self.settings.epochs * self._batches
        wrong = divergence = 0.0
        for start in range(0, len(order), self.settings.batch):
            watch(self._stepper.done, total, f"epoch {number} of {self.settings.epochs}")
            terms = self._stepper.step(self._batch(rows, order[start : start + self.settings.batch], chance), *weights)
            wrong, divergence = wrong + terms.reconstruction, divergence + terms.kl
            if not math.isfinite(wrong + divergence):
                raise self._diverged(number)
        return Nats(wrong / len(rows), divergence / len(rows))

    def _led(self, rows: np.ndarray, watch: Progress) -> torch.Tensor:
        import torch

        total = self.settings.epochs * self._batches
        return torch.from_numpy(guide(rows, self.settings, self._folder, lambda: watch(0, total, "mapping by UMAP")))

    def _weights(self, number: int) -> tuple[float, float]:
        return self.settings.kl_weight(number), self.settings.guide_weight(number)

    def _batch(self, rows: torch.Tensor, places: torch.Tensor, chance: torch.Generator) -> Batch:
        import torch

        pictures = rows[places].to(torch.float32).div_(255)
        seen, part = pictures, self.settings.hidden_pixels
        if part:
            seen = pictures * (torch.rand(pictures.shape, generator=chance) >= part) / (1 - part)
        noise = torch.randn(len(places), self.settings.latent, generator=chance)
        return Batch(pictures, seen, noise, None if self._guide is None else self._guide[places])

    def _whole(self, number: int, learnt: Nats, took: float, measured: Measured) -> Epoch:
        """Keep an epoch: what is told of it first, as without its weights it is made again."""
        epoch = Epoch(
            number=number,
            of=self.settings.epochs,
            learnt=learnt,
            held=measured.held,
            kl_weight=self._weights(number)[0],
            seconds=round(took, 4),
            pictures_per_second=round(len(self.learnt) / took, 1),
            kl_per_dimension=measured.kl_per_dimension,
            latents=measured.latents,
            reconstructions=measured.reconstructions,
        )
        state = self._stepper.state()
        if self._folder and self._kept:
            self._kept.put(epoch)
            keep(self._folder, self._training, Checkpoint(number, self._stepper.done, state))
        self._good, self.done = state, number
        return epoch

    def _diverged(self, number: int) -> UserError:
        kept = f"epoch {self.done}, the last good one, is kept" if self.done else "no epoch was finished before"
        detail = f"The loss is no finite number any more in epoch {number}: the steps were too large; {kept}"
        smaller = f"{self.settings.learning_rate / 10:.2g}"
        return UserError("Training stopped", detail, f"Train again with a smaller learning rate, such as {smaller}.")
