"""The lines of Python that find the clusters on the page, and name them."""

from __future__ import annotations

from pathlib import Path

from dash.development.base_component import Component

from dashboard.cluster_parts.found import COLUMN, Found
from dashboard.cluster_parts.wanted import Wanted, map_of
from dashboard.tools import Asked
from dashboard.tools.parts import python_for
from embeddings.encoders import near_by


def lines(asked: Asked, what: Wanted, found: Found) -> Component:
    """Return the lines, folded away."""
    if what.method == "centres":
        made, imported = f"KMeans(k={what.k}, seed={what.seed})", "KMeans"
    else:
        reduce = f", reduce_to={what.reduce}" if what.place == "vectors" else ""
        made, imported = f"Hdbscan(min_cluster_size={what.size}, min_samples={what.samples}{reduce})", "Hdbscan"
    given = f'metric="{what.metric}"' if what.place == "vectors" else "on=coordinates"
    how = [f"level={found.level}"] if found.level != len(found.counts) - 1 else []
    by = asked.values.get("by", "")
    if by.startswith(COLUMN):
        how.append(f"by={by[len(COLUMN) :]!r}")
    libraries, opened = place(asked) if what.place == "map" else ([], [])
    return python_for(
        asked,
        f"{imported}, cluster_names, clusters",
        *opened,
        f"found = clusters(space, {made}, {given})",
        f"cluster_names({', '.join(['space', 'found', *how])})",
        libraries=libraries,
    )


def place(asked: Asked) -> tuple[list[str], list[str]]:
    """Return the libraries and the lines that give the coordinates of the map."""
    near = near_by(asked.space.encoder)
    recipe = map_of(asked.space_id, asked.space.key, asked.map, near)
    if recipe is not None:
        metric = "" if near == "cosine" else f', metric="{near}"'
        made = f'project(space.vectors, method="{recipe.method}", dimensions={recipe.dimensions}{metric}).coordinates'
        return [], ["from projections import project", f"coordinates = {made}"]
    here = asked.services.settings.may_name_folders
    store = asked.services.store.root if here else Path("STORE")
    file = (store / "results" / asked.map / "coordinates.npy").as_posix()
    return ["numpy as np"], [f'coordinates = np.load("{file}")']
