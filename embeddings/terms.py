"""The words of texts, weighted by how much each tells (TF-IDF), and what it takes to weigh those of other texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

WORDS = r"(?u)\b\w+\b"
MOST = 50_000
KINDS: dict[str, dict[str, Any]] = {
    "words and word pairs": {"token_pattern": WORDS, "ngram_range": (1, 2)},
    "letters": {"analyzer": "char", "ngram_range": (1, 3)},
}


@dataclass(frozen=True, eq=False)
class Terms:
    """The weighted terms of texts: words and word pairs, or letters where the texts have hardly any words to share."""

    counts: csr_matrix
    kind: str
    _model: TfidfVectorizer

    @classmethod
    def of(cls, texts: Sequence[str]) -> Terms:
        """Count and weigh the terms of texts."""
        lasting = 2 if len(texts) >= 50 else 1
        words, letters = KINDS
        model = weigher(words, min_df=lasting, max_features=MOST)
        try:
            counts = model.fit_transform(texts)
            if (counts.getnnz(axis=1) > 0).mean() > 0.5:
                return cls(counts, words, model)
        except ValueError:
            pass
        model = weigher(letters, max_features=MOST)
        return cls(model.fit_transform([written(text) for text in texts]), letters, model)

    @property
    def names(self) -> list[str]:
        """The terms, in the order of the columns."""
        return [str(name) for name in self._model.get_feature_names_out()]

    @property
    def learnt(self) -> dict[str, np.ndarray]:
        """The terms and their weights, as arrays that hold no objects."""
        names = "\n".join(self.names).encode("utf-8", "surrogatepass")
        return {
            "terms": np.frombuffer(names, np.uint8),
            "weights": self._model.idf_.astype(np.float64),
            "kind": np.array(list(KINDS).index(self.kind)),
        }


def counted_again(texts: Sequence[str], learnt: Mapping[str, np.ndarray]) -> csr_matrix:
    """Return the weighted terms of other texts, of which those that were not learnt count for nothing."""
    kind = list(KINDS)[int(learnt["kind"])]
    names = learnt["terms"].tobytes().decode("utf-8", "surrogatepass").split("\n")
    model = weigher(kind, vocabulary=names)
    model.idf_ = learnt["weights"]
    return model.transform([written(text) for text in texts])


def weigher(kind: str, **limits: Any) -> TfidfVectorizer:
    """Return what counts and weighs terms of one kind."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(sublinear_tf=True, **KINDS[kind], **limits)


def written(text: str) -> str:
    """Return a text, or a mark where there is none: an empty one would have no letters to count."""
    return text if text.strip() else "∅"
