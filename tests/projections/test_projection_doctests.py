"""The examples in the documentation of the projections give what they say."""

import doctest
import importlib
import pkgutil

import pytest

import projections

MODULES = ["projections", *(found.name for found in pkgutil.walk_packages(projections.__path__, "projections."))]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    assert any(test.examples for name in MODULES for test in finder.find(importlib.import_module(name)))
