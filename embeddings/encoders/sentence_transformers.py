"""Any model of Sentence Transformers (Reimers and Gurevych, 2019), by its name on the hub or its folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings import hub
from embeddings.devices import best_device
from embeddings.encoders import ENCODERS, Takes
from embeddings.encoders.minilm import cut_short, encoded
from embeddings.errors import UserError
from embeddings.progress import Progress

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

FILES = ("*.json", "*.txt", "*.model", "*.safetensors")
PROMPTS = {"passage": ("passage", "document", "corpus"), "query": ("query",)}
E5 = re.compile(r"(^|[/_-])e5-(?!.*instruct)", re.IGNORECASE)  # it has its prompts on its card, not in its files


@ENCODERS.register("sentence-transformers")
@dataclass(frozen=True)
class SentenceTransformers:
    """Texts by any model of Sentence Transformers, by its name on the hub or its folder."""

    label: ClassVar[str] = "Sentence Transformers"
    order: ClassVar[int] = 6
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("sentence-transformers", "torch", "transformers")
    heavy: ClassVar[bool] = True
    together: ClassVar[bool] = False
    takes: ClassVar[Takes] = "text"
    named: ClassVar[tuple[str, ...]] = ("model",)

    model: str = Field(min_length=1, title="Model", description="Its name on the hub (org/name), or its folder.")
    role: Literal["passage", "query"] = Field(
        "passage", title="Role", description="Which of its prompts a model that has two puts before each text."
    )
    dtype: Literal["float32", "bfloat16"] = Field(
        "float32",
        title="Precision",
        description="bfloat16 is quicker where the processor has it, and a little less exact.",
    )

    @classmethod
    def missing(cls) -> str | None:
        """Say what to install, or None."""
        if find_spec("torch") and find_spec("sentence_transformers"):
            return None
        return "It needs torch and sentence-transformers. Install them with: pip install -r requirements-encoders.txt"

    @classmethod
    def warm_up(cls) -> None:
        """Nothing: which model will be asked for is not known before."""

    def check(self) -> None:
        """Make sure that the model can be had."""
        hub.check(self.model, FILES)

    def encode(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors; the prompt that went before each text is told."""
        progress(0, len(texts), "loading the model")
        model, sha256 = load_model(self.model, self.dtype)
        prompt = prompt_of(model, self.model, self.role)
        vectors, lengths = encoded(model, texts, progress, prompt)
        longest = int(min(model.max_seq_length or 0, 10**9))
        about: dict[str, str | int | bool] = {
            "sha256": sha256,
            "prompt": prompt,
            "device": model.device.type,
            "dimensions": vectors.shape[1],
            "longest": longest,
            "normalised": True,
        }
        long = int((lengths > longest).sum()) if longest else 0
        return vectors, about, cut_short(long, len(texts), longest, "the model")


@lru_cache(maxsize=2)
def load_model(name: str, dtype: str) -> tuple[SentenceTransformer, str]:
    """Load a model and the SHA-256 of its weights; none of its own code is run, and no pickle is opened.

    Raises
    ------
    UserError
        If it cannot be had, or is no model that can be loaded.
    """
    folder = hub.fetch(name, FILES)
    weights = hub.need_safe_weights(folder, name)
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    safe = {"use_safetensors": True, "dtype": getattr(torch, dtype)}
    try:
        model = SentenceTransformer(
            str(folder), device=best_device(), local_files_only=True, trust_remote_code=False, model_kwargs=safe
        )
    except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
        detail = f"“{name}”: {str(error).splitlines()[0][:200] if str(error) else type(error).__name__}"
        raise UserError("The model cannot be loaded", detail, "Choose another, or check its files.") from error
    return model.to(getattr(torch, dtype)).eval(), hub.fingerprint(weights)


def prompt_of(model: SentenceTransformer, name: str, role: str) -> str:
    """Return what goes before each text: the model's own prompt for passages or queries, or E5's by its name."""
    own: dict[str, str] = model.prompts or {}
    for known in (*PROMPTS[role], model.default_prompt_name or ""):
        if own.get(known):
            return own[known]
    return f"{role}: " if E5.search(name) else ""
