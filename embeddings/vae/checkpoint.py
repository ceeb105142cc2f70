"""Where a training stands after an epoch: one file, from which it goes on to the last bit after a kill."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from embeddings.errors import UserError
from embeddings.vae.images import Images
from embeddings.vae.settings import Settings
from embeddings.vae.shape import Shape, check_tensors
from embeddings.vae.stepping import FIRST, SECOND, Arrays, weights_of
from embeddings.vae.weights_file import read_weights, write_weights

FORMAT = 1
FILE = "checkpoint.safetensors"


class Checkpoint(NamedTuple):
    """The last whole epoch, the steps until then, and all weights with what Adam remembers."""

    epoch: int
    steps: int
    arrays: Arrays


class Training(NamedTuple):
    """What a training is: another one cannot go on from its checkpoint."""

    shape: Shape
    settings: Settings
    images: str
    source: str

    @classmethod
    def of(cls, images: Images, settings: Settings) -> Training:
        """Return the training of a VAE on pictures."""
        return cls(images.shape(settings), settings, images.key, images.source)

    def told(self) -> dict[str, Any]:
        """Return it as what JSON can hold. All chance follows from the settings' seed and the epoch."""
        return {
            "format": FORMAT,
            "shape": self.shape.told(),
            "settings": asdict(self.settings) | {"hidden": list(self.settings.hidden)},
            "images": self.images,
            "source": self.source,
        }


def keep(folder: Path, training: Training, point: Checkpoint) -> None:
    """Write the checkpoint; until it is whole, the one before stays."""
    write_weights(folder / FILE, point.arrays, training.told() | {"epoch": point.epoch, "steps": point.steps})


def found(folder: Path, training: Training) -> Checkpoint | None:
    """Return the checkpoint of a training, or None where there is none yet.

    Raises
    ------
    UserError
        If it is damaged, or of another network, other settings or other pictures, naming what differs.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    arrays, told = read_weights(path)
    sizes = {name: tuple(array.shape) for name, array in weights_of(arrays).items()}
    for name, value in _plain(training.told()).items():
        if name != "source" and _plain(told).get(name) != value:
            detail = f"The checkpoint has {name} {_plain(told).get(name)!r}; asked for is {value!r}"
            hint = "Train in an empty folder, or with the settings and the pictures of the checkpoint."
            raise UserError("A checkpoint of another training", detail, hint)
    check_tensors(training.shape, sizes, FILE)
    for moment in (FIRST, SECOND):
        remembered = {
            name.removeprefix(moment): array.shape for name, array in arrays.items() if name.startswith(moment)
        }
        check_tensors(training.shape, remembered, FILE)
    return Checkpoint(int(told["epoch"]), int(told["steps"]), arrays)


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Return what is told, each shape and setting by a name of its own."""
    flat: dict[str, Any] = {}
    for name, value in told.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{key}": list(one) if isinstance(one, tuple) else one for key, one in value.items()}
        elif name not in {"epoch", "steps"}:
            flat[name] = value
    return flat
