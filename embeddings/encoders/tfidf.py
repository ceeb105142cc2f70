"""TF-IDF: texts as their most telling words, each column a word that can be read (Salton and Buckley, 1988)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings.encoders import ENCODERS, Takes
from embeddings.encoders.lsa import unit_vectors
from embeddings.progress import Progress
from embeddings.tally import tallied
from embeddings.terms import Terms, counted_again

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@ENCODERS.register("tfidf")
@dataclass(frozen=True)
class TfIdf:
    """Texts that share rare words lie close together; every dimension is a term; needs no torch."""

    label: ClassVar[str] = "TF-IDF"
    order: ClassVar[int] = 3
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("scikit-learn",)
    heavy: ClassVar[bool] = False
    together: ClassVar[bool] = True
    takes: ClassVar[Takes] = "text"

    terms: int = Field(
        2_048,
        ge=2,
        le=4_096,
        title="Terms",
        description="Only the most informative terms are kept; many tell finer differences and need more memory.",
    )

    @classmethod
    def missing(cls) -> str | None:
        """Scikit-learn comes with the app."""
        return None

    @classmethod
    def warm_up(cls) -> None:
        """Import what it uses."""
        import sklearn.feature_extraction.text  # noqa: F401  (so that the first encode need not wait for it)

    def encode(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors of the terms with the largest sums of weights; a text with none of them is zero."""
        return self.learn(texts, progress)[:3]

    def learn(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str], dict[str, np.ndarray]]:
        """Return what `encode` returns, the terms with their weights, and which of them were kept."""
        progress(0, len(texts), "counting words")
        terms = Terms.of(texts)
        progress(len(texts) // 2, len(texts), "choosing terms")
        kept = telling(terms.counts, self.terms)
        made = dense(terms.counts, kept)
        progress(len(texts), len(texts), "choosing terms")
        about: dict[str, str | int | bool] = {
            "model": "TF-IDF",
            "kind": terms.kind,
            "known": terms.counts.shape[1],
            "dimensions": made.shape[1],
            "normalised": True,
        }
        said = "none of the terms that were kept, so"
        lonely = int((~made.any(axis=1)).sum())
        one, many = f"texts has {said} its place means nothing", f"texts have {said} their places mean nothing"
        return made, about, tallied(lonely, len(texts), one, many), {**terms.learnt, "kept": kept}

    def place(self, texts: Sequence[str], learnt: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return unit vectors of other texts; one that has none of the terms is a zero vector."""
        return dense(counted_again(texts, learnt), learnt["kept"])


def telling(counts: csr_matrix, terms: int) -> np.ndarray:
    """Return the columns with the largest sums of weights, in the vocabulary's order."""
    sums = np.asarray(counts.sum(axis=0)).ravel()
    return np.sort(np.argsort(-sums, kind="stable")[:terms])


def dense(counts: csr_matrix, kept: np.ndarray) -> np.ndarray:
    """Return some columns as unit rows; two at least."""
    rows = counts.tocsc()[:, kept].astype(np.float32).toarray()
    return unit_vectors(np.pad(rows, ((0, 0), (0, max(0, 2 - rows.shape[1])))))
