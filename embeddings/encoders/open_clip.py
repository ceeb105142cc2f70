"""Any model of OpenCLIP (Ilharco et al., 2021; Radford et al., 2021): pictures and texts in one space."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings import hub
from embeddings.devices import best_device
from embeddings.encoders import ENCODERS, Takes
from embeddings.encoders.minilm import cut_short, readable, unit
from embeddings.encoders.timm import BATCH, in_batches
from embeddings.errors import UserError
from embeddings.pictures import Picture
from embeddings.progress import Progress

FILES = ("open_clip_config.json", "open_clip_model.safetensors")
About = dict[str, str | int | bool]


@ENCODERS.register("open-clip")
@dataclass(frozen=True)
class OpenClip:
    """Pictures and texts in one space, by any model of OpenCLIP."""

    label: ClassVar[str] = "OpenCLIP"
    order: ClassVar[int] = 31
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("open-clip-torch", "torch", "torchvision")
    heavy: ClassVar[bool] = True
    together: ClassVar[bool] = False
    takes: ClassVar[Takes] = "image"
    named: ClassVar[tuple[str, ...]] = ("model", "weights")

    model: str = Field(min_length=1, title="Model", description="Its name in OpenCLIP, such as ViT-B-32.")
    weights: str = Field(
        min_length=1, title="Weights", description="A safetensors file, or a name on the hub (org/name)."
    )

    @classmethod
    def missing(cls) -> str | None:
        """Say what to install, or None."""
        if find_spec("torch") and find_spec("open_clip"):
            return None
        return "It needs torch and open-clip-torch. Install them with: pip install -r requirements-encoders.txt"

    @classmethod
    def warm_up(cls) -> None:
        """Nothing: which model will be asked for is not known before."""

    def check(self) -> None:
        """Make sure that the weights can be had."""
        hub.check(self.weights, FILES)

    def encode(self, pictures: Sequence[Picture], progress: Progress) -> tuple[np.ndarray, About, list[str]]:
        """Return unit vectors of pictures."""
        progress(0, len(pictures), "loading the model")
        model, prepare, _, sha256 = load_model(self.model, self.weights)
        vectors = in_batches(pictures, prepare, model.encode_image, progress)
        return vectors, told(vectors, sha256), []

    def encode_texts(self, texts: Sequence[str], progress: Progress) -> tuple[np.ndarray, About, list[str]]:
        """Return unit vectors of texts in the space of the pictures; only so many pieces of a text count as fit in."""
        import torch

        progress(0, len(texts), "loading the model")
        model, _, cut, sha256 = load_model(self.model, self.weights)
        made, long = [], 0
        for start in range(0, len(texts), BATCH):
            some = [readable(text) for text in texts[start : start + BATCH]]
            pieces = cut(some)
            long += longer(some, pieces, cut)
            with torch.inference_mode():
                made.append(unit(model.encode_text(pieces.to(best_device())).float().cpu().numpy()))
            progress(min(start + BATCH, len(texts)), len(texts), "reading texts")
        vectors = np.vstack(made)
        return vectors, told(vectors, sha256), cut_short(long, len(texts), int(pieces.shape[1]), self.label)


def longer(texts: list[str], pieces: Any, cut: Any) -> int:
    """Return how many texts have more pieces than the model reads: those that fill one place more, too."""
    room = int(pieces.shape[1])
    empty = int(cut([""])[0, -1])
    full = [text for text, row in zip(texts, pieces, strict=True) if int(row[-1]) != empty]
    return int((cut(full, context_length=room + 1)[:, -1] != empty).sum()) if full else 0


def told(vectors: np.ndarray, sha256: str) -> About:
    """Return what made the vectors."""
    about: About = {"sha256": sha256, "device": best_device(), "dtype": "float32"}
    return {**about, "dimensions": vectors.shape[1], "normalised": True}


@lru_cache(maxsize=2)
def load_model(name: str, weights: str) -> tuple[Any, Any, Any, str]:
    """Return a model, how it prepares pictures, how it cuts texts, and the SHA-256 of its weights.

    A model that OpenCLIP does not know may have its configuration beside its weights, as NAME.json.

    Raises
    ------
    UserError
        If OpenCLIP has no such model, or the weights are no safetensors, or another model's.
    """
    files = hub.need_safe_weights(hub.fetch(weights, FILES), weights)
    import open_clip
    from safetensors.torch import load_file

    if (config := files[0].with_name(f"{name}.json")).is_file() and name not in open_clip.list_models():
        open_clip.add_model_config(config)
    if name not in open_clip.list_models():
        raise UserError("No such model", f"OpenCLIP has no model “{name}”", "See open_clip.list_models().")
    model, _, prepare = open_clip.create_model_and_transforms(name, pretrained=None)
    try:
        model.load_state_dict(load_file(files[0]))
    except RuntimeError as error:
        detail = f"“{weights}” does not hold the weights of “{name}”: {str(error).splitlines()[-1].strip()[:160]}"
        raise UserError("These weights do not fit", detail, "Check which model they were saved from.") from error
    return model.eval().to(best_device()), prepare, open_clip.get_tokenizer(name), hub.fingerprint(files[:1])
