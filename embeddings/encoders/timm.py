"""Any picture model of timm (Wightman, 2019) without its classifier, by name, from the hub or a file of weights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings import hub
from embeddings.devices import best_device
from embeddings.encoders import ENCODERS, Takes
from embeddings.encoders.minilm import unit
from embeddings.errors import UserError
from embeddings.pictures import Picture
from embeddings.progress import Progress

if TYPE_CHECKING:
    import torch

FILES = ("config.json", "*.safetensors")
BATCH = 32
INSTALL = "It needs torch and timm. Install them with: pip install -r requirements-encoders.txt"


@ENCODERS.register("timm")
@dataclass(frozen=True)
class Timm:
    """Pictures by any model of timm: the features before its classifier."""

    label: ClassVar[str] = "timm"
    order: ClassVar[int] = 33
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("timm", "torch", "torchvision")
    heavy: ClassVar[bool] = True
    together: ClassVar[bool] = False
    takes: ClassVar[Takes] = "image"
    named: ClassVar[tuple[str, ...]] = ("model", "weights")

    model: str = Field(min_length=1, title="Model", description="Its name in timm, such as resnet50.a1_in1k.")
    weights: str = Field(
        "", title="Weights", description="A safetensors file; the published ones from the hub if empty."
    )

    @classmethod
    def missing(cls) -> str | None:
        """Say what to install, or None."""
        return None if find_spec("torch") and find_spec("timm") else INSTALL

    @classmethod
    def warm_up(cls) -> None:
        """Nothing: which model will be asked for is not known before."""

    def check(self) -> None:
        """Make sure that its weights can be had."""
        hub.check(source(self.model, self.weights), FILES)

    def encode(
        self, pictures: Sequence[Picture], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors of the pooled features."""
        return features(self.model, self.weights, pictures, progress)


def source(model: str, weights: str) -> str:
    """Return where weights come from: the path that was given, or the hub's name of the published ones.

    Raises
    ------
    UserError
        If the path leads nowhere.
    """
    if weights and hub.local(weights) is None:
        raise UserError("No such weights", f"There is no file “{weights}”", "Check its name and folder.")
    return weights or f"timm/{model}"


@lru_cache(maxsize=2)
def load_model(name: str, weights: str) -> tuple[Any, Any, str]:
    """Return a model without its classifier, how its pictures are prepared, and the SHA-256 of its weights.

    Raises
    ------
    UserError
        If the weights are no safetensors, or not this model's.
    """
    place = source(name, weights)
    files = hub.need_safe_weights(hub.fetch(place, FILES), place)
    import timm
    from safetensors.torch import load_file

    if not timm.is_model(name.partition(".")[0]):
        raise UserError("No such model", f"timm has no model “{name}”", "See timm.list_models().")
    model = timm.create_model(name, pretrained=False)
    try:
        model.load_state_dict(load_file(files[0]))
    except RuntimeError as error:
        detail = f"“{place}” does not hold the weights of “{name}”: {str(error).splitlines()[-1].strip()[:160]}"
        raise UserError("These weights do not fit", detail, "Check which model they were saved from.") from error
    model.reset_classifier(0)
    config = timm.data.resolve_data_config(model.pretrained_cfg, model=model)
    prepare = timm.data.create_transform(**config)
    return model.eval().to(best_device()), prepare, hub.fingerprint(files[:1])


def features(
    name: str, weights: str, pictures: Sequence[Picture], progress: Progress
) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
    """Return unit vectors of pictures, what made them, and no notes."""
    progress(0, len(pictures), "loading the model")
    model, prepare, sha256 = load_model(name, weights)
    vectors = in_batches(pictures, prepare, model, progress)
    about: dict[str, str | int | bool] = {
        "sha256": sha256,
        "device": best_device(),
        "dtype": "float32",
        "dimensions": vectors.shape[1],
        "normalised": True,
    }
    return vectors, about, []


def in_batches(pictures: Sequence[Picture], prepare: Any, model: Any, progress: Progress) -> np.ndarray:
    """Return unit vectors of pictures, some at a time, so that only those are in memory."""
    import torch

    made: list[np.ndarray] = []
    for start in range(0, len(pictures), BATCH):
        part = pictures[start : start + BATCH]
        batch: torch.Tensor = torch.stack([prepare(picture.image()) for picture in part])
        with torch.inference_mode():
            made.append(unit(model(batch.to(best_device())).float().cpu().numpy()))
        progress(start + len(part), len(pictures), "looking at pictures")
    return np.vstack(made)
