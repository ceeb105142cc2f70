"""Spaces by their id: the built-in ones by their names, the others from the store."""

from __future__ import annotations

from functools import cache

from dashboard.store import SpaceInfo, Store
from embeddings import Space, builtin
from embeddings.builtins import BUILTINS


@cache
def _built_in(name: str) -> Space:
    return builtin(name)


def has_space(space_id: str, store: Store) -> bool:
    """Return whether there is a space with this id."""
    return space_id in BUILTINS.all() or store.has_space(space_id)


def bare_space(space_id: str, store: Store) -> Space:
    """Return the space with this id, as it was made.

    Raises
    ------
    UserError
        If there is none.
    """
    return _built_in(space_id) if space_id in BUILTINS.all() else store.space(space_id)


def open_space(space_id: str, store: Store) -> Space:
    """Return the space with this id, with the columns that people wrote over it; its key is that of the bare one.

    Raises
    ------
    UserError
        If there is none.
    """
    return store.annotations.apply(space_id, bare_space(space_id, store))


def columns_version(space_id: str, store: Store) -> int:
    """Return how often the columns of a space were changed: what is kept of them is kept under this number too."""
    return store.annotations.version_of(space_id, bare_space(space_id, store))


def list_spaces(store: Store) -> list[SpaceInfo]:
    """Return the built-in spaces, then those of the store, the newest first."""
    built_in = []
    for name in BUILTINS.all():
        space = _built_in(name)
        built_in.append(SpaceInfo(name, space.name, len(space), space.vectors.shape[1], space.encoder, 0.0, space.text))
    return built_in + store.spaces()
