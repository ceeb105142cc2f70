"""Latent semantic analysis (Deerwester et al., 1990): TF-IDF and truncated SVD, by scikit-learn. Needs no torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings.encoders import ENCODERS, Takes
from embeddings.progress import Progress
from embeddings.terms import Terms, counted_again

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

ROUNDING = 1e-6


@ENCODERS.register("lsa")
@dataclass(frozen=True)
class Lsa:
    """Texts with the same words lie close together; instant, and needs no torch."""

    label: ClassVar[str] = "LSA"
    order: ClassVar[int] = 2
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("scikit-learn",)
    heavy: ClassVar[bool] = False
    together: ClassVar[bool] = True
    takes: ClassVar[Takes] = "text"

    components: int = Field(
        100,
        ge=2,
        le=512,
        title="Dimensions",
        description="Few keep only the broad topics, many keep finer differences.",
    )

    @classmethod
    def missing(cls) -> str | None:
        """Scikit-learn comes with the app."""
        return None

    @classmethod
    def warm_up(cls) -> None:
        """Import what it uses."""
        import sklearn.decomposition
        import sklearn.feature_extraction.text  # noqa: F401  (so that the first encode need not wait for it)

    def encode(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors; a text that shares no term with another is a zero vector."""
        return self.learn(texts, progress)[:3]

    def learn(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str], dict[str, np.ndarray]]:
        """Return what `encode` returns, the terms with their weights, and the topics."""
        progress(0, len(texts), "counting words")
        terms = Terms.of(texts)
        progress(len(texts) // 2, len(texts), "finding topics")
        found, axes = topics(terms.counts, self.components)
        made = unit_vectors(found)
        progress(len(texts), len(texts), "finding topics")
        about: dict[str, str | int | bool] = {
            "model": "TF-IDF and truncated SVD",
            "terms": terms.kind,
            "dimensions": made.shape[1],
            "normalised": True,
        }
        return made, about, notes(made, self.components), {**terms.learnt, "topics": axes}

    def place(self, texts: Sequence[str], learnt: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return unit vectors of other texts; one that has none of the terms is a zero vector."""
        return unit_vectors(counted_again(texts, learnt) @ learnt["topics"].T.astype(np.float64))


def topics(counts: csr_matrix, components: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the truncated SVD of weighted terms, at most `components` columns, at least two; and the topics."""
    width = min(components, *(size - 1 for size in counts.shape))
    if width >= 2:
        from sklearn.decomposition import TruncatedSVD

        with np.errstate(
            divide="ignore", invalid="ignore"
        ):  # texts that are all alike have no variance, of which it tells the shares
            model = TruncatedSVD(width, random_state=0)
            return np.asarray(model.fit_transform(counts)), model.components_.astype(np.float32)
    left, singular, right = np.linalg.svd(counts.toarray(), full_matrices=False)
    found, axes = (left * singular)[:, :2], right[:2].astype(np.float32)
    lacking = 2 - found.shape[1]
    return np.pad(found, ((0, 0), (0, lacking))), np.pad(axes, ((0, lacking), (0, 0)))


def unit_vectors(vectors: np.ndarray) -> np.ndarray:
    """Return float32 vectors of length 1; one that is zero but for rounding becomes zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > ROUNDING)
    return np.asarray(units, np.float32)


def notes(vectors: np.ndarray, components: int) -> list[str]:
    """Say what is unusual about the vectors."""
    said = []
    if vectors.shape[1] < components:
        said.append(f"LSA: {vectors.shape[1]} dimensions rather than {components}, as there are so few terms or texts.")
    if lonely := int((~vectors.any(axis=1)).sum()):
        verb, whose = ("text shares", "its") if lonely == 1 else ("texts share", "their")
        said.append(f"LSA: {lonely:,} {verb} no word with another, so {whose} place on the map means nothing.")
    return said
