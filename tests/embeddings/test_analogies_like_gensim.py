"""Analogies equal gensim's `most_similar` and `most_similar_cosmul`, on every vector file beside the project."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from gensim.models import KeyedVectors

from embeddings import Space, analogy, load

pytestmark = pytest.mark.filterwarnings("ignore:Call to deprecated `init_sims`:DeprecationWarning")  # gensim's own

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "words" / "vectors"
NO_VECTORS = {
    "projector_2000_metadata.tsv",  # the words alone
    "pang_lee_polarity_fasttext.bin",  # a supervised model, which gensim does not read either; its words are in the .vec
}
FILES = sorted(str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*.*") if file.name not in NO_VECTORS)
QUESTIONS = 40
CLOSE = 2e-6  # gensim has single precision


def in_gensim(space: Space) -> KeyedVectors:
    """Return the same vectors in gensim, each called by its number: names need not be unique."""
    vectors = KeyedVectors(space.vectors.shape[1], count=0)
    vectors.add_vectors([str(index) for index in range(len(space))], np.array(space.vectors))
    return vectors


def assert_same(found: pd.DataFrame, expected: list[tuple[str, float]]) -> None:
    """The same items with the same scores in the same order, but for those that single precision cannot tell apart."""
    numbers = [score for _, score in expected]
    np.testing.assert_allclose(found["similarity"], numbers, rtol=CLOSE * 5, atol=CLOSE)
    other = found["index"].to_numpy() != [int(key) for key, _ in expected]
    steps = -np.diff(numbers, prepend=np.inf, append=-np.inf)
    assert (np.minimum(steps[:-1], steps[1:])[other] < CLOSE * max(1, *numbers)).all()


def questions(count: int, dimensions: int) -> list[list[int]]:
    rng = np.random.default_rng(dimensions)
    return [rng.choice(count, 4, replace=False).tolist() for _ in range(QUESTIONS)]


def compare(space: Space) -> None:
    """Put the same questions to both, in both ways and with weights."""
    theirs = in_gensim(space)
    for a, b, c, d in questions(len(space), space.vectors.shape[1]):
        plus, minus = [str(b), str(c)], [str(a)]
        assert_same(analogy(space, [b, c], [a]), theirs.most_similar(plus, minus))
        assert_same(analogy(space, [b, c], [a], method="3cosmul"), theirs.most_similar_cosmul(plus, minus))
        weighted = [(str(b), 1.5), (str(c), 0.5)], [(str(a), -2.0), (str(d), -0.25)]
        assert_same(analogy(space, [b, c], [a, d], weights=[1.5, 0.5, 2, 0.25]), theirs.most_similar(*weighted))


@pytest.mark.parametrize(
    "name", FILES or [pytest.param("", marks=pytest.mark.skip("no vector files beside this clone"))]
)
def test_a_file_of_vectors(name: str) -> None:
    compare(load(FOLDER / name))


@pytest.mark.parametrize("dimensions", [10, 30, 200])
def test_made_vectors_of_any_length(space: Callable[..., Space], dimensions: int) -> None:
    rng = np.random.default_rng(dimensions)
    lengths = rng.uniform(0.01, 50, (3_000, 1))
    made = space(rng.normal(size=(3_000, dimensions)) * lengths, [f"w{index}" for index in range(3_000)])
    compare(made)


def test_the_answers_to_real_questions(shared_data: Path) -> None:
    """Three that everyone knows, from the GloVe file, by gensim and by us."""
    space = load(shared_data / "words" / "vectors" / "glove.6B.50d.first2445.clean.txt")
    theirs = KeyedVectors(50, count=0)
    theirs.add_vectors(space.names, np.array(space.vectors))
    for b, c, a, answer in [
        ("king", "woman", "man", "queen"),
        ("london", "france", "britain", "paris"),
        ("smaller", "large", "small", "larger"),
    ]:
        ours = analogy(space, [b, c], [a], k=5)
        expected = theirs.most_similar([b, c], [a], topn=5)
        assert ours["label"].tolist() == [word for word, _ in expected]
        np.testing.assert_allclose(ours["similarity"], [score for _, score in expected], atol=CLOSE)
        assert answer in ours["label"].tolist()
