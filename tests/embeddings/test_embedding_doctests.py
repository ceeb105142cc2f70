"""The examples in the docstrings of `embeddings` run as they are written."""

import doctest
import importlib
import pkgutil

import pytest

import embeddings

MODULES = ["embeddings", *(found.name for found in pkgutil.walk_packages(embeddings.__path__, "embeddings."))]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_to_run() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    examples = [test for name in MODULES for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(examples) >= 8
