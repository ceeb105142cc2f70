"""A registry finds what a folder holds, refuses what it does not know, and checks parameters before any work."""

from dataclasses import dataclass

import pytest

from embeddings import UserError
from embeddings.builtins import BUILTINS
from embeddings.encoders import ENCODERS
from embeddings.galleries import GALLERIES
from embeddings.loaders import LOADERS
from embeddings.metrics import METRICS
from embeddings.registry import Registry

REGISTRIES = {
    "encoder": ENCODERS,
    "loader": LOADERS,
    "gallery": GALLERIES,
    "metric": METRICS,
    "built-in space": BUILTINS,
}


def test_each_folder_is_found_in_the_order_of_the_page() -> None:
    assert list(METRICS.all()) == ["cosine", "dot", "euclidean", "manhattan"]
    assert list(ENCODERS.all())[:2] == ["minilm", "lsa"]
    assert list(BUILTINS.all())[:2] == ["words", "sentences"]
    assert "delimited" in LOADERS.all()


@pytest.mark.parametrize(("kind", "registry"), REGISTRIES.items(), ids=REGISTRIES)
def test_each_entry_says_what_the_page_shows(kind: str, registry: Registry) -> None:
    for name, cls in registry.all().items():
        first = (cls.__doc__ or "").splitlines()[0]
        assert cls.label, name
        assert isinstance(cls.order, int), name
        assert first.endswith("."), name
        assert len(first) <= 110, name


def test_a_name_given_twice_names_both_modules() -> None:
    registry: Registry = Registry("encoder", "embeddings.encoders")

    @dataclass(frozen=True)
    class One:
        """One."""

    @dataclass(frozen=True)
    class Other:
        """Other."""

    One.__module__, Other.__module__ = "package.one", "package.other"
    registry.register("same")(One)
    with pytest.raises(ValueError, match=r"encoder 'same' is in package\.one and in package\.other"):
        registry.register("same")(Other)


def test_an_unknown_name_suggests_the_nearest_or_lists_all() -> None:
    with pytest.raises(UserError, match=r"no metric called “cosin”. Did you mean “cosine”\?"):
        METRICS.get("cosin")
    with pytest.raises(UserError, match=r"no metric called “zzz”. Choose one of: cosine, dot, euclidean, manhattan"):
        METRICS.get("zzz")


def test_parameters_of_a_link_become_numbers() -> None:
    assert ENCODERS.make("lsa", {"components": "15"}) == ENCODERS.make("lsa", {"components": 15})
    assert ENCODERS.make("lsa").components == 100


@pytest.mark.parametrize("value", [1, 513, "many", 2.5, None])
def test_a_parameter_out_of_its_range_is_named_with_its_value(value: object) -> None:
    with pytest.raises(UserError, match="The encoder “lsa” cannot take that") as refusal:
        ENCODERS.make("lsa", {"components": value})
    assert f"components = {value!r}" in refusal.value.detail
    assert refusal.value.hint


def test_an_unknown_parameter_is_named_with_those_there_are() -> None:
    with pytest.raises(UserError, match=r"The encoder “lsa” has no parameter “perplexity”. It has: components"):
        ENCODERS.make("lsa", {"perplexity": 3})
    with pytest.raises(UserError, match=r"The metric “cosine” has no parameter “p”. It has none"):
        METRICS.make("cosine", {"p": 3})


def test_an_error_reads_as_sentences() -> None:
    assert str(UserError("No rows", "“a.csv” is empty", "Is it the right file?")) == (
        "No rows. “a.csv” is empty. Is it the right file?"
    )
    assert str(UserError("No rows")) == "No rows."
