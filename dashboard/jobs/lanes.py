"""Lanes: which workers a job waits for, and what those workers prepare before anyone asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.question_recipes import ComputeRecipe
from dashboard.recipes import AnyRecipe
from embeddings.encoders import ENCODERS


def lane_of(recipe: AnyRecipe, lanes: Mapping[str, int]) -> str:
    """Return the lane of a recipe: encoders that need warming have their own, quick work has its own.

    A question goes where the encoder of its space is warm, as does a computation that names it, a place on a map where the projections are.
    """
    encoder = (
        recipe.parameters.get("encoder") if isinstance(recipe, ComputeRecipe) else getattr(recipe, "encoder", None)
    )
    if encoder:
        wanted = "encode" if ENCODERS.get(encoder).heavy else "quick"
    else:
        wanted = {"project": "project", "place": "project", "train": "train"}.get(recipe.kind, "quick")
    return wanted if wanted in lanes else next(iter(lanes))


def warm_encoders() -> None:
    """Load the library and the model of every heavy encoder that can be used here."""
    for encoder in ENCODERS.all().values():
        if encoder.heavy and not encoder.missing():
            encoder.warm_up()


def warm_projections() -> None:
    """Compile what UMAP and t-SNE need."""
    from projections.warm_up import warm_up

    warm_up()


def warm_nothing() -> None:
    """Be ready at once: what lasts minutes need not begin a second sooner."""


def warm_quick() -> None:
    """Import what LSA and the neighbour search need."""
    import sklearn.decomposition
    import sklearn.feature_extraction.text  # noqa: F401


WARM_UPS: dict[str, Callable[[], None]] = {
    "encode": warm_encoders,
    "project": warm_projections,
    "quick": warm_quick,
    "train": warm_nothing,
}
ON_DEMAND = {"train"}  # lanes whose workers start when they are first asked


NICENESS = {"quick": 0, "encode": 10, "project": 12, "train": 14}  # a preview goes before what it is a preview of


def warm_up(lane: str) -> None:
    """Prepare a worker of `lane`; one that serves every lane prepares for the projections."""
    WARM_UPS.get(lane, warm_projections)()
