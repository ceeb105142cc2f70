"""What is known after an epoch, and the folder in which every epoch is kept: the curves, and the film of the map."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from embeddings.vae.weights_file import write_whole

ARRAYS = ("kl_per_dimension", "latents", "reconstructions")


class Nats(NamedTuple):
    """The two terms of the loss, means over pictures, in nats per picture."""

    reconstruction: float
    kl: float

    @property
    def elbo(self) -> float:
        """The evidence lower bound: the less negative, the better the pictures are explained."""
        return -self.reconstruction - self.kl


@dataclass(frozen=True, eq=False)
class Epoch:
    """What is known after an epoch.

    Parameters
    ----------
    number, of
        Which epoch this was, from 1, and how many there are to be.
    learnt
        The terms over the pictures that are learnt from, as they were while the epoch went on.
    held
        The terms over the held-out pictures, with the weights at its end and the same noise every time.
    kl_weight
        The weight of the KL term in this epoch: β, or less while it warms up.
    seconds
        How long its steps took.
    pictures_per_second
        How many pictures were learnt from in a second.
    kl_per_dimension
        ``(latent,)`` float32: each latent number's part of `held.kl`.
    latents
        ``(m, latent)`` float32: the means of the pictures `Run.mapped`, always the same ones.
    reconstructions
        ``(k, pixels)`` uint8: what becomes of the held-out pictures `Run.shown`.
    """

    number: int
    of: int
    learnt: Nats
    held: Nats
    kl_weight: float
    seconds: float
    pictures_per_second: float
    kl_per_dimension: np.ndarray
    latents: np.ndarray
    reconstructions: np.ndarray

    @property
    def told(self) -> dict[str, float | int | list[float]]:
        """Its numbers alone, as JSON can hold them."""
        return {name: value for name, value in _plain(self).items() if name not in ARRAYS}


class Kept:
    """The folder of a training's epochs.

    Parameters
    ----------
    folder
        Each epoch is one small file in it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, epoch: Epoch) -> None:
        """Keep an epoch."""
        self.folder.mkdir(parents=True, exist_ok=True)
        held = BytesIO()
        told = np.frombuffer(json.dumps(epoch.told).encode("ascii"), np.uint8)
        np.savez(held, told=told, **{name: getattr(epoch, name) for name in ARRAYS})
        write_whole(self._place(epoch.number), held.getvalue())

    def get(self, number: int) -> Epoch | None:
        """Return an epoch, or None where it is not there or damaged."""
        try:
            with np.load(self._place(number), allow_pickle=False) as kept:
                told = json.loads(kept["told"].tobytes())
                arrays = {name: kept[name] for name in ARRAYS}
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None
        return Epoch(**(told | {"learnt": Nats(*told["learnt"]), "held": Nats(*told["held"])} | arrays))

    def all(self) -> list[Epoch]:
        """Return the epochs that are kept, in order."""
        numbers = sorted(int(path.stem) for path in self.folder.glob("*.npz") if path.stem.isdigit())
        return [epoch for number in numbers if (epoch := self.get(number)) is not None]

    def forget_after(self, number: int) -> None:
        """Remove epochs beyond the last whose weights are kept: they are made again."""
        for path in self.folder.glob("*.npz"):
            if path.stem.isdigit() and int(path.stem) > number:
                path.unlink(missing_ok=True)

    def _place(self, number: int) -> Path:
        return self.folder / f"{number:05d}.npz"


def _plain(epoch: Epoch) -> dict[str, float | int | list[float]]:
    values = {field.name: getattr(epoch, field.name) for field in fields(epoch)}
    return {name: list(value) if isinstance(value, Nats) else value for name, value in values.items()}
