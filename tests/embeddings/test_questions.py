"""A question gets the vector that the same item has in the space, by every kind of encoder, or a refusal in words."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from embeddings import Space, UserError, builtin, load, nearest_to, query_vector
from embeddings.encoding import encode_space
from embeddings.reading import Table
from embeddings.searching.querying import takes

TEXTS = [
    f"the {colour} {thing} is {state}"
    for colour in ("red", "blue")
    for thing in ("door", "ball", "kite", "hill")
    for state in ("new", "old", "lost", "found", "gone", "here", "there")
]


def space_of(encoder: str, **parameters: Any) -> Space:
    table = Table(pd.DataFrame({"text": TEXTS}), "", ())
    return encode_space(table, text="text", label=None, encoder=encoder, parameters=parameters)


@pytest.mark.parametrize("encoder", ["lsa", "tfidf"])
def test_what_was_learnt_places_a_text_where_it_was(encoder: str) -> None:
    space = space_of(encoder)
    for index in (0, 17, 55):
        np.testing.assert_allclose(query_vector(space, TEXTS[index]), space.vectors[index], atol=1e-5)
    found = nearest_to(space, query_vector(space, "a red kite!"), k=7)["index"]
    assert {TEXTS[index].rsplit(" ", 1)[0] for index in found} == {"the red kite is"}
    with pytest.raises(UserError, match="knows nothing of it"):
        query_vector(space, "zzz qqq")


def test_texts_without_words_to_share_are_compared_by_their_letters() -> None:
    table = Table(pd.DataFrame({"text": ["aa", "ab", "日本", "zz"]}), "", ())
    space = encode_space(table, text="text", label=None, encoder="lsa", parameters={})
    np.testing.assert_allclose(query_vector(space, "ab"), space.vectors[1], atol=1e-5)


def test_a_model_is_made_again_from_what_the_space_says(tiny_model: Path) -> None:
    space = space_of(f"sentence-transformers:{tiny_model}")
    np.testing.assert_allclose(query_vector(space, TEXTS[3]), space.vectors[3], atol=1e-4)
    assert takes(space, "text")
    assert not takes(space, "picture")


def test_a_service_is_asked_again(service: Any) -> None:
    space = space_of("api")
    asked = len(service.asked)
    np.testing.assert_allclose(query_vector(space, TEXTS[3]), space.vectors[3], atol=1e-4)
    assert len(service.asked) == asked + 1


@pytest.mark.parametrize("encoder", ["pixels", "colour-histogram", "hog"])
def test_a_picture_lies_where_it_was(encoder: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    for number in range(6):
        Image.fromarray(rng.integers(0, 255, (40, 40, 3), np.uint8)).save(tmp_path / f"{number}.png")
    space = load(tmp_path, encoder=encoder)
    np.testing.assert_allclose(query_vector(space, picture=tmp_path / "4.png"), space.vectors[4], atol=1e-4)
    with pytest.raises(UserError, match="takes no texts"):
        query_vector(space, "a red door")


def test_what_cannot_be_asked_says_what_would_do() -> None:
    space = space_of("lsa")
    with pytest.raises(UserError, match="LSA takes no pictures"):
        query_vector(space, picture=Image.new("RGB", (4, 4)))
    for nothing in ({}, {"text": "a", "picture": "b"}, {"text": "  "}):
        with pytest.raises(UserError, match="What to look for"):
            query_vector(space, **nothing)
    given = replace(space, encoder="given")
    with pytest.raises(UserError, match="given ready-made"):
        query_vector(given, "red")
    with pytest.raises(UserError, match="before what LSA learns was kept"):
        query_vector(replace(space, learnt={}), "red")
    assert not takes(given, "text")


@pytest.mark.encoders
def test_a_built_in_space_can_be_asked() -> None:
    words = builtin("words")
    found = nearest_to(words, query_vector(words, "a female ruler"), k=10)
    assert "empress" in {words.names[index] for index in found["index"]}
