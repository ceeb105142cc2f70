"""Word2Vec (Mikolov et al., 2013): vectors of words learnt from the person's own texts, by gensim. Needs no torch."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
import pandas as pd
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings.builtins import builtin
from embeddings.counting import counted
from embeddings.encoders import ENCODERS, Learnt, Spaces, Takes
from embeddings.encoders.lsa import unit_vectors
from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.tally import tallied
from embeddings.word_bags import bags, means, packed, places_of, tokens_of, unpacked

if TYPE_CHECKING:
    from gensim.models.word2vec import Word2Vec as Model

SEED = 1
LONGEST = 10_000  # words: gensim would leave out what follows in a text
FEWEST_WORDS = 10
FEW = 100_000  # words of running text: with fewer, rare words have rough neighbours
About = dict[str, str | int | bool]


@ENCODERS.register("word2vec")
@dataclass(frozen=True)
class Word2Vec:
    """Words that keep the same company lie close together; learnt from your own texts, by gensim."""

    label: ClassVar[str] = "Word2Vec"
    order: ClassVar[int] = 5
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("gensim",)
    heavy: ClassVar[bool] = True
    together: ClassVar[bool] = True
    takes: ClassVar[Takes] = "text"
    named: ClassVar[tuple[str, ...]] = ("map", "min_count")

    map: Literal["words", "texts"] = Field(
        "words",
        title="What to map",
        description="The words that are learnt, or your texts as the means of their words.",
        json_schema_extra={"labels": {"words": "Map the words", "texts": "Map the texts"}},
    )
    min_count: int = Field(
        3,
        ge=1,
        le=10_000,
        title="Fewest occurrences",
        description="Rarer words are left out: little can be learnt of a word that is seen once.",
    )
    dimensions: int = Field(
        100, ge=2, le=1_000, title="Dimensions", description="Many tell finer differences and need more text."
    )
    window: int = Field(
        5,
        ge=1,
        le=50,
        title="Window",
        description="How many words to each side are a word's company; few tell its grammar, many its topic.",
    )
    epochs: int = Field(
        20, ge=1, le=1_000, title="Epochs", description="How often all texts are read; little text wants many."
    )
    negative: int = Field(
        5,
        ge=1,
        le=50,
        title="Negative samples",
        description="Words drawn by chance from which each is told apart; little text wants more.",
    )

    @classmethod
    def missing(cls) -> str | None:
        """Say what to install, or None."""
        return None if find_spec("gensim") else "Word2Vec needs gensim. Install it with: pip install gensim"

    @classmethod
    def warm_up(cls) -> None:
        """Nothing: gensim takes 70 MB, which only those who use it should pay."""

    @property
    def maps_words(self) -> bool:
        """Whether the words are to be the items."""
        return self.map == "words"

    def check_texts(self, texts: Sequence[str]) -> None:
        """Refuse texts in which hardly any word comes again and again."""
        counts = Counter(word for text in texts for word in words_of(text))
        lasting = sum(count >= self.min_count for count in counts.values())
        if lasting < FEWEST_WORDS:
            detail = (
                f"Word2Vec learns words from their company: {counted(lasting, 'word')} of these texts "
                f"{'comes' if lasting == 1 else 'come'} {self.min_count:,} times or more, and {FEWEST_WORDS} are needed"
            )
            hint = "Give more texts, ask for fewer occurrences, or choose another encoder, such as LSA."
            raise UserError("Too little text to learn from", detail, hint)

    def encode(self, texts: Sequence[str], progress: Progress) -> tuple[np.ndarray, About, list[str]]:
        """Return unit vectors of the texts, means of their words; one without a word that was learnt is zero."""
        return self.encode_by(self.learn_words(texts, progress, builtin), texts, progress)

    def learn_words(self, texts: Sequence[str], progress: Progress, spaces: Spaces) -> Learnt:
        """Return the words, how often each comes, and their vectors: the same again for the same texts, in any order."""
        progress(0, len(texts), "reading words")
        sentences = list(sentences_of(texts))
        model = self.model()
        model.build_vocab(sentences)
        if len(model.wv):

            def tell(epoch: int) -> None:
                progress(len(texts) * epoch // self.epochs, len(texts), f"learning, epoch {epoch} of {self.epochs}")

            model.train(sentences, total_examples=model.corpus_count, epochs=self.epochs, callbacks=[by_epoch(tell)])
        counts = [int(model.wv.get_vecattr(word, "count")) for word in model.wv.index_to_key]
        return {
            "words": packed(model.wv.index_to_key),
            "counts": np.array(counts, np.int64),
            "vectors": np.asarray(model.wv.vectors, np.float32).reshape(-1, self.dimensions),
            "running": np.array([sum(map(len, sentences))], np.int64),
        }

    def model(self) -> Model:
        """Return gensim's model: skip-gram with negative sampling, in one thread, so that it can be had again."""
        from gensim.models.word2vec import Word2Vec as Model

        return Model(
            vector_size=self.dimensions,
            window=self.window,
            min_count=self.min_count,
            negative=self.negative,
            epochs=self.epochs,
            sg=1,
            seed=SEED,
            workers=1,
        )

    def place(self, items: Sequence[str], learnt: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return vectors of other texts among those that it learnt from."""
        return self.encode_by(learnt, items, silent)[0]

    def encode_by(
        self, learnt: Learnt, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, About, list[str]]:
        """Return unit vectors of any texts: the means of the words that were learnt."""
        vectors = learnt["vectors"]
        found = [bag for bag, _ in bags(map(str.lower, texts), places_of(unpacked(learnt["words"])))]
        made = unit_vectors(means(found, vectors, np.ones(len(vectors))))
        progress(len(texts), len(texts), "adding up words")
        kind = "without a word that was learnt, so"
        one, many = f"texts is {kind} its place means nothing", f"texts are {kind} their places mean nothing"
        lonely = int((~made.any(axis=1)).sum())
        about: About = {"model": "Word2Vec, skip-gram with negative sampling", "seed": SEED, "normalised": True}
        return made, about | {"dimensions": made.shape[1]}, [*notes(learnt), *tallied(lonely, len(made), one, many)]

    def vocabulary(self, learnt: Learnt) -> tuple[pd.DataFrame, np.ndarray, list[str]]:
        """Return each word and how often it comes, the most frequent first."""
        items = pd.DataFrame({"word": unpacked(learnt["words"]), "count": learnt["counts"]})
        return items, learnt["vectors"], notes(learnt)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return tokens_of(text.lower())


def sentences_of(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words of each text, in an order that neither rows nor labels decide: by the texts' hashes."""
    for text in sorted(texts, key=lambda text: hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()):
        words = words_of(text)
        for start in range(0, len(words), LONGEST):
            yield words[start : start + LONGEST]


def by_epoch(tell: Callable[[int], object]) -> object:
    """Return what gensim calls back: it tells how many epochs are done."""
    from gensim.models.callbacks import CallbackAny2Vec

    class Teller(CallbackAny2Vec):  # type: ignore[misc]  # gensim has no types
        done = 0

        def on_epoch_end(self, model: Model) -> None:
            self.done += 1
            tell(self.done)

    return Teller()


def notes(learnt: Learnt) -> list[str]:
    """Say how much text the words were learnt from."""
    running = int(learnt["running"][0])
    said = f"{counted(len(learnt['counts']), 'word')} learnt from {running:,} words of text"
    return [f"{said}; with so little text the neighbours of rare words are rough." if running < FEW else f"{said}."]
