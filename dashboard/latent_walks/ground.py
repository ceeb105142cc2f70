"""What one walks on: the VAE, the map, which latent numbers the map shows, and where one is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from dashboard.direction_parts.on_the_map import on_map
from dashboard.latent_walks.places import film, read_places, write_places
from dashboard.recipes import ProjectRecipe
from dashboard.tools import Asked
from embeddings import Space
from embeddings.vae import Vae
from embeddings.vae.walking import Way

USUALLY = 3.0  # nearly all places of the prior N(0, 1) lie within


@dataclass(frozen=True, eq=False)
class Ground:
    """The latent space as it is asked about."""

    asked: Asked
    vae: Vae

    @property
    def space(self) -> Space:
        """The space on the map."""
        return self.asked.space

    @cached_property
    def axes(self) -> tuple[int, int] | None:
        """Which latent numbers the map shows across and up; None where it shows something else."""
        recipe = self.asked.services.store.recipe(self.asked.map) if self.asked.map else None
        if not isinstance(recipe, ProjectRecipe) or recipe.method != "plain" or recipe.dimensions != 2:
            return None
        first, second = (int(recipe.parameters.get(name, usual)) - 1 for name, usual in (("first", 1), ("second", 2)))
        return (first, second) if first != second and max(first, second) < self.vae.shape.latent else None

    @cached_property
    def place(self) -> np.ndarray:
        """Where one is, ``(latent,)`` float32: the place of the address, else that of the item in focus, else the middle.

        Raises a `UserError` where the address holds no place.
        """
        if given := self.asked.values.get("z"):
            return np.asarray(read_places(given, self.vae.shape.latent, 1)[0])
        if self.asked.item is not None:
            return np.asarray(self.space.vectors[self.space.find(self.asked.item)], np.float32)
        return np.zeros(self.vae.shape.latent, np.float32)

    @property
    def from_item(self) -> int | None:
        """The item whose place it is."""
        return None if self.asked.values.get("z") or self.asked.item is None else self.space.find(self.asked.item)

    def spots(self, places: np.ndarray) -> tuple[list[list[float]] | None, str, bool]:
        """Return where places are on the map; a sentence where they are not drawn; and whether a worker is at it."""
        if self.axes is not None:
            return places[:, list(self.axes)].astype(float).round(5).tolist(), "", False
        found, note, again = on_map(self.asked, places)
        return None if found is None else found.astype(float).round(5).tolist(), note, again

    def address(self, places: np.ndarray, **how: str | int) -> str:
        """Return where the picture of one place, or a sheet of several, is served as PNG."""
        return self._decoded(places, {"as": "png", **how})

    def film_address(self, corners: np.ndarray, how: dict[str, Any]) -> str:
        """Return where the pictures of a film are served."""
        return self._decoded(corners, how)

    def _decoded(self, places: np.ndarray, how: dict[str, Any]) -> str:
        query = "".join(f"&{name}={value}" for name, value in how.items())
        z = write_places(np.atleast_2d(places))
        return f"/api/spaces/{self.asked.space_id}/decoded?z={z}{query}&weights={self.vae.key}"

    def told(self) -> dict[str, Any]:
        """Return what the page needs to know of it."""
        shape = self.vae.shape
        low, high = reach(self.space)
        return {
            "space": self.asked.space_id,
            "map": self.asked.map,
            "weights": self.vae.key,
            "latent": shape.latent,
            "grey": shape.channels == 1,
            "axes": self.axes,
            "low": np.minimum(low, -USUALLY).astype(float).round(3).tolist(),
            "high": np.maximum(high, USUALLY).astype(float).round(3).tolist(),
            "place": [float(f"{number:.6g}") for number in self.place],
        }


@dataclass(frozen=True, eq=False)
class Film:
    """A way that is decoded picture by picture.

    Parameters
    ----------
    corners
        ``(m, latent)``: through which it leads.
    frames
        How many pictures.
    way
        ``"straight"``, or along the arc.
    name
        What to call its files.
    """

    corners: np.ndarray
    frames: int
    way: Way = "straight"
    name: str = "film"

    @cached_property
    def places(self) -> np.ndarray:
        """Where each picture is, ``(frames, latent)`` float32."""
        rounded = read_places(write_places(self.corners), self.corners.shape[1])
        return film(rounded, self.frames, self.way)

    def query(self) -> dict[str, Any]:
        """Return what the route needs beside the corners."""
        return {"frames": self.frames, "way": self.way}

    def told(self, ground: Ground, spots: list[list[float]] | None) -> dict[str, Any]:
        """Return what the page needs to play it."""
        places = [[float(f"{number:.6g}") for number in place] for place in self.places]
        return {"url": ground.film_address(self.corners, self.query()), "places": places, "spots": spots}


@lru_cache(maxsize=8)
def reach(space: Space) -> tuple[np.ndarray, np.ndarray]:
    """Return the smallest and the largest of each latent number of the items."""
    return np.min(space.vectors, axis=0), np.max(space.vectors, axis=0)


@lru_cache(maxsize=8)
def typical(space: Space) -> dict[str, int]:
    """Return for each label the item that lies nearest to the middle of all with this label, in the order of labels."""
    if space.label is None:
        return {}
    labels = space.items[space.label].astype(str).to_numpy()
    found = {}
    for label in sorted(set(labels) - {"", "nan", "None"})[:60]:
        items = np.flatnonzero(labels == label)
        some = np.asarray(space.vectors[items], np.float64)
        found[label] = int(items[np.argmin(np.linalg.norm(some - some.mean(axis=0), axis=1))])
    return found
