"""Which clusters the address asks for: the method, what it looks at, and its settings, each with a sensible default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from dashboard.columns import column_kind
from dashboard.question_recipes import ComputeRecipe
from dashboard.recipes import Near, ProjectRecipe
from embeddings import Space, UserError
from embeddings.encoders import near_by
from projections import PROJECTIONS

NAME = "clusters"
COMPUTATION = "clusters"
Method = Literal["density", "centres"]
Place = Literal["map", "vectors"]
METHODS = {"density": "By density", "centres": "Around centres"}
PLACES = {"map": "On this map", "vectors": "In the vectors"}
METRICS = {"cosine": "cosine", "euclidean": "Euclidean"}
MOST_LABELS = 100
SECONDS_AT_ONCE = 5.0
STARTS = 4


@dataclass(frozen=True)
class Wanted:
    """What to find.

    Parameters
    ----------
    method, place
        How, and among what.
    metric, size, samples, reduce, k, seed
        The settings; those of the other method, or of the other place, count for nothing.
    """

    method: Method
    place: Place
    metric: str
    size: int
    samples: int
    reduce: int
    k: int
    seed: int

    def parameters(self, dimensions: int) -> dict[str, str | int]:
        """Return what the computation is asked, with what counts for nothing left out."""
        asked: dict[str, str | int] = {"method": self.method}
        if self.place == "vectors":
            asked["metric"] = self.metric
        if self.method == "centres":
            return asked | {"k": self.k, "seed": self.seed}
        asked |= {"size": self.size, "samples": self.samples}
        return asked | {"reduce": self.reduce} if self.place == "vectors" and dimensions > self.reduce else asked

    def recipe(self, space_id: str, space: Space, map_key: str) -> ComputeRecipe:
        """Return the work that finds it."""
        return ComputeRecipe(
            computation=COMPUTATION,
            space=space_id,
            space_key=space.key,
            map=map_key if self.place == "map" else None,
            parameters=self.parameters(space.vectors.shape[1]),
        )

    def seconds(self, space: Space) -> float:
        """Return about how long it takes on one ordinary core."""
        count = min(len(space), 100_000)
        dimensions = 2 if self.place == "map" else space.vectors.shape[1]
        if self.method == "centres":
            return 6e-9 * count * dimensions * self.k * STARTS
        return count**2 * (1.5e-9 if self.place == "map" else 2e-10 * min(dimensions, self.reduce or dimensions))


def wanted(values: Mapping[str, str], space_id: str, space: Space, map_key: str) -> Wanted:
    """Read the tool's state in the address.

    Raises
    ------
    UserError
        If a value is none that it can have.
    """
    usual = usual_of(space_id, space, map_key)
    method = one_of(values, "method", METHODS, usual.method)
    place = one_of(values, "on", PLACES, usual.place)
    return Wanted(
        cast(Method, method),
        cast(Place, place),
        one_of(values, "metric", METRICS, usual.metric),
        whole(values, "size", usual.size, 2),
        whole(values, "samples", usual.samples, 1),
        whole(values, "reduce", usual.reduce, 0),
        whole(values, "k", usual.k, 1),
        whole(values, "seed", usual.seed, 0),
    )


def usual_of(space_id: str, space: Space, map_key: str) -> Wanted:
    """Return what is found where the address says nothing.

    A map that keeps neighbours together is looked at as it is, by density; one by PCA piles up what is far apart, so
    there the vectors are.
    """
    count = len(space)
    near = near_by(space.encoder)
    flat = map_of(space_id, space.key, map_key, near)
    if flat is not None and flat.method == "pca":
        method, place = "centres", "vectors"
    else:
        method, place = "density", "map"
    size = max(2, min(200, round(count**0.5 / 2), count // 2))
    return Wanted(cast(Method, method), cast(Place, place), near, max(size, 2), 3, 50, usual_k(space), 0)


def usual_k(space: Space) -> int:
    """Return how many clusters: as many as the label column has values, else the cube root of the number of items."""
    most = max(1, len(space) // 2)
    if space.label is not None and column_kind(space.items[space.label]) == "category":
        values = int(space.items[space.label].map(str).nunique())
        if 2 <= values <= min(MOST_LABELS, most):
            return values
    return int(max(1, min(most, round(len(space) ** (1 / 3)))))


@lru_cache(maxsize=256)
def map_of(space_id: str, space_key: str, map_key: str, metric: Near = "cosine") -> ProjectRecipe | None:
    """Return the projection with its usual settings that a map is, or None where it is another."""
    for method in PROJECTIONS.all():
        for dimensions in (2, 3):
            recipe = ProjectRecipe(
                space=space_id, space_key=space_key, method=method, dimensions=dimensions, metric=metric
            )
            if recipe.key == map_key:
                return recipe
    return None


def one_of(values: Mapping[str, str], name: str, known: Mapping[str, str], usual: str) -> str:
    """Return a value that is one of a few."""
    value = values.get(name, usual)
    if value not in known:
        raise damaged(name, value, f"it is one of: {', '.join(known)}")
    return value


def whole(values: Mapping[str, str], name: str, usual: int, low: int) -> int:
    """Return a value that is a whole number from `low` on."""
    value = values.get(name, str(usual))
    if not value.isdecimal() or not low <= int(value) <= 10**9:
        raise damaged(name, value, f"it is a whole number from {low}")
    return int(value)


def damaged(name: str, value: str, rule: str) -> UserError:
    """Return the refusal of a value in the address."""
    detail = f"“{NAME}.{name}={value}” in the address cannot be read: {rule}"
    return UserError("This link is damaged", detail, "Empty the tool, and choose again.")
