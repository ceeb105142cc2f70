"""Texts as the mean of the vectors of their words, plain or weighted as SIF (Arora, Liang and Ma, 2017)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings.builtins import builtin
from embeddings.encoders import ENCODERS, Learnt, Spaces, Takes
from embeddings.encoders.lsa import unit_vectors
from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.space import Space
from embeddings.tally import tallied
from embeddings.vector_files.spaces import vector_space
from embeddings.word_bags import bags, means, packed, places_of, unpacked

USUAL = "words"
FEWEST = 20  # distinct texts: of fewer, what they have in common is what they say
SAMPLE = 50_000  # texts from which the common direction is found
KEPT = 20_000  # of the most frequent words, for texts that are typed later
NAMED = 3
About = dict[str, str | int | bool]


@ENCODERS.register("word-mean")
@dataclass(frozen=True)
class WordMean:
    """Texts by the mean of their words' vectors, from a file or a space of words; needs no torch."""

    label: ClassVar[str] = "Mean of word vectors"
    order: ClassVar[int] = 4
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("numpy",)
    heavy: ClassVar[bool] = False
    together: ClassVar[bool] = True
    takes: ClassVar[Takes] = "text"
    named: ClassVar[tuple[str, ...]] = ("words",)

    words: str = Field(
        USUAL,
        title="Word vectors",
        description="Add GloVe, fastText or word2vec vectors first, and choose them here; the built-in ones are few.",
        json_schema_extra={"spaces": "words"},
    )
    weighting: Literal["sif", "mean"] = Field(
        "sif",
        title="Weights",
        description="SIF lets frequent words count less, and takes out what all texts have in common.",
        json_schema_extra={"labels": {"sif": "SIF: rare words count more", "mean": "All words alike"}},
    )
    smoothing: float = Field(
        1e-3,
        gt=0,
        le=1,
        title="Smoothing (SIF)",
        description="The share of all words at which a word counts half; less makes frequent words count less.",
        json_schema_extra={"step": 0.0005},
    )

    @classmethod
    def missing(cls) -> str | None:
        """NumPy comes with the app."""
        return None

    @classmethod
    def warm_up(cls) -> None:
        """Nothing: its vectors are opened when they are asked for."""

    def check(self) -> None:
        """Make sure that a file of word vectors is there; an id of a space is looked up where spaces are known."""
        looks_like_a_file = "/" in self.words or Path(self.words).suffix
        if looks_like_a_file and not Path(self.words).is_file():
            raise no_words(self.words)

    def encode(self, texts: Sequence[str], progress: Progress) -> tuple[np.ndarray, About, list[str]]:
        """Return unit vectors; a text without any known word is a zero vector."""
        return self.encode_by(self.learn_words(texts, progress, builtin), texts, progress)

    def learn_words(self, texts: Sequence[str], progress: Progress, spaces: Spaces) -> Learnt:
        """Return the words, with their vectors and weights, and the direction that all texts have in common."""
        progress(0, len(texts), "opening the word vectors")
        source = word_space(self.words, spaces)
        progress(0, len(texts), "counting words")
        counts: Counter[int] = Counter()
        total = 0
        for bag, unknown in bags(texts, places_of(source.names)):
            counts.update(bag)
            total += len(bag) + len(unknown)
        chosen = sorted(counts.keys() | set(range(min(KEPT, len(source)))))
        share = np.array([counts[place] for place in chosen]) / max(total, 1)
        vectors = np.asarray(source.vectors[chosen], np.float32)
        weights = self.smoothing / (self.smoothing + share) if self.weighting == "sif" else np.ones(len(chosen))
        words = [source.names[place] for place in chosen]
        common = np.zeros(vectors.shape[1])
        if self.weighting == "sif" and len(set(texts)) >= FEWEST:
            sample = texts[:: max(1, len(texts) // SAMPLE)]
            common = first_direction(means([bag for bag, _ in bags(sample, places_of(words))], vectors, weights))
        return {"words": packed(words), "vectors": vectors, "weights": weights, "common": common}

    def place(self, items: Sequence[str], learnt: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return vectors of other texts among those that it learnt from."""
        return self.encode_by(learnt, items, silent)[0]

    def encode_by(
        self, learnt: Learnt, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, About, list[str]]:
        """Return unit vectors of any texts, by words, weights and the common direction that were learnt before."""
        progress(len(texts) // 2, len(texts), "adding up words")
        found = list(bags(texts, places_of(unpacked(learnt["words"]))))
        made = means([bag for bag, _ in found], learnt["vectors"], learnt["weights"])
        made = unit_vectors(made - np.outer(made @ learnt["common"], learnt["common"]))
        progress(len(texts), len(texts), "adding up words")
        about: About = {
            "model": "mean of word vectors" if self.weighting == "mean" else "SIF-weighted mean of word vectors",
            "common_direction_removed": bool(np.any(learnt["common"])),
            "dimensions": made.shape[1],
            "normalised": True,
        }
        return made, about, notes(made, found)


def word_space(words: str, spaces: Spaces) -> Space:
    """Return the space of words that a file holds, or that an id names.

    Raises
    ------
    UserError
        If there is none, or its items have no words.
    """
    if Path(words).is_file():
        space = vector_space(Path(words))
    else:
        try:
            space = spaces(words)
        except UserError as error:
            raise no_words(words) from error
    if space.text is None:
        detail = f"The items of “{space.name}” have no column that says which words they are"
        raise UserError("No words", detail, "Choose a file or a space of word vectors.")
    return space


def no_words(words: str) -> UserError:
    """Return the refusal of word vectors that are not there."""
    detail = f"There is no file and no space of words “{words}”"
    return UserError(
        "No such word vectors", detail, f"Name a file of word vectors, or “{USUAL}”, those that come built in."
    )


def first_direction(vectors: np.ndarray) -> np.ndarray:
    """Return the first right singular vector of rows, exactly: of length 1, or zero where all of them are."""
    values, directions = np.linalg.eigh(vectors.T @ vectors)
    return np.asarray(directions[:, -1] * (values[-1] > 0))


def notes(made: np.ndarray, found: list[tuple[list[int], list[str]]]) -> list[str]:
    """Say how many words are known, and how many texts have none of them."""
    unknown = Counter(word.lower() for _, words in found for word in words)
    total = sum(len(bag) for bag, _ in found) + unknown.total()
    said = []
    if unknown:
        often = ", ".join(f"“{word}”" for word, _ in unknown.most_common(NAMED))
        said.append(f"{unknown.total():,} of {total:,} words have no vector and are passed over, most often {often}.")
    kind = "without a known word, so"
    one, many = f"texts is {kind} its place means nothing", f"texts are {kind} their places mean nothing"
    return [*said, *tallied(int((~made.any(axis=1)).sum()), len(made), one, many)]
