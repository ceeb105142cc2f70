"""Latent semantic analysis (Deerwester et al., 1990): TF-IDF and truncated SVD, by scikit-learn. Needs no torch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings.encoders import ENCODERS, Takes
from embeddings.progress import Progress

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

ROUNDING = 1e-6
WORDS = r"(?u)\b\w+\b"


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
        import sklearn.feature_extraction.text  # noqa: F401

    def encode(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors; a text that shares no term with another is a zero vector."""
        progress(0, len(texts), "counting words")
        counts, terms = weighted_terms(texts)
        progress(len(texts) // 2, len(texts), "finding topics")
        made = unit_vectors(topics(counts, self.components))
        progress(len(texts), len(texts), "finding topics")
        about: dict[str, str | int | bool] = {
            "model": "TF-IDF and truncated SVD",
            "terms": terms,
            "dimensions": made.shape[1],
            "normalised": True,
        }
        return made, about, notes(made, self.components)


def topics(counts: csr_matrix, components: int) -> np.ndarray:
    """Return the truncated SVD of weighted terms: at most `components` columns, at least two."""
    width = min(components, *(size - 1 for size in counts.shape))
    if width >= 2:
        from sklearn.decomposition import TruncatedSVD

        with np.errstate(invalid="ignore"):  # texts that are all alike have no variance, of which it tells the shares
            return np.asarray(TruncatedSVD(width, random_state=0).fit_transform(counts))
    left, singular, _ = np.linalg.svd(counts.toarray(), full_matrices=False)
    found = (left * singular)[:, :2]
    return np.pad(found, ((0, 0), (0, 2 - found.shape[1])))


def unit_vectors(vectors: np.ndarray) -> np.ndarray:
    """Return float32 vectors of length 1; one that is zero but for rounding becomes zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > ROUNDING)
    return np.asarray(units, np.float32)


def weighted_terms(texts: Sequence[str]) -> tuple[csr_matrix, str]:
    """Return the TF-IDF of words and word pairs, or of letters where the texts have hardly any words to share."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    lasting = 2 if len(texts) >= 50 else 1
    words = TfidfVectorizer(
        token_pattern=WORDS, ngram_range=(1, 2), min_df=lasting, max_features=50_000, sublinear_tf=True
    )
    try:
        counts = words.fit_transform(texts)
        if (counts.getnnz(axis=1) > 0).mean() > 0.5:
            return counts, "words and word pairs"
    except ValueError:
        pass
    letters = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), max_features=50_000, sublinear_tf=True)
    return letters.fit_transform([text if text.strip() else "∅" for text in texts]), "letters"


def notes(vectors: np.ndarray, components: int) -> list[str]:
    """Say what is unusual about the vectors."""
    said = []
    if vectors.shape[1] < components:
        said.append(f"LSA: {vectors.shape[1]} dimensions rather than {components}, as there are so few terms or texts.")
    if lonely := int((~vectors.any(axis=1)).sum()):
        verb, whose = ("text shares", "its") if lonely == 1 else ("texts share", "their")
        said.append(f"LSA: {lonely:,} {verb} no word with another, so {whose} place on the map means nothing.")
    return said
