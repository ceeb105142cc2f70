"""TF-IDF: texts as their most telling words, each column a word that can be read (Salton and Buckley, 1988)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings.encoders import ENCODERS, Takes
from embeddings.encoders.lsa import unit_vectors, weighted_terms
from embeddings.progress import Progress
from embeddings.tally import tallied

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
        import sklearn.feature_extraction.text  # noqa: F401

    def encode(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors of the terms with the largest sums of weights; a text with none of them is zero."""
        progress(0, len(texts), "counting words")
        counts, kind = weighted_terms(texts)
        progress(len(texts) // 2, len(texts), "choosing terms")
        made = dense(counts, self.terms)
        progress(len(texts), len(texts), "choosing terms")
        about: dict[str, str | int | bool] = {
            "model": "TF-IDF",
            "kind": kind,
            "known": counts.shape[1],
            "dimensions": made.shape[1],
            "normalised": True,
        }
        said = "none of the terms that were kept, so"
        lonely = int((~made.any(axis=1)).sum())
        one, many = f"text has {said} its place means nothing", f"texts have {said} their places mean nothing"
        return made, about, tallied(lonely, len(texts), one, many)


def dense(counts: csr_matrix, terms: int) -> np.ndarray:
    """Return the columns with the largest sums of weights, in the vocabulary's order, as unit rows; two at least."""
    sums = np.asarray(counts.sum(axis=0)).ravel()
    kept = np.sort(np.argsort(-sums, kind="stable")[:terms])
    rows = counts.tocsc()[:, kept].astype(np.float32).toarray()
    return unit_vectors(np.pad(rows, ((0, 0), (0, max(0, 2 - rows.shape[1])))))
