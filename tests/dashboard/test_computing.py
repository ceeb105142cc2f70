"""Computations of tools: contract of every registered one, and the way from a question to a kept result."""

from dataclasses import is_dataclass

from dashboard.computing import COMPUTATIONS


def test_every_computation_is_a_frozen_dataclass_that_says_what_it_does() -> None:
    for name, cls in COMPUTATIONS.all().items():
        assert is_dataclass(cls), name
        assert cls.__dataclass_params__.frozen, name
        assert cls.title, name
        assert isinstance(cls.version, int), name
