"""What each kind of recipe does, in a worker: one function a kind. The result goes into the store, under its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from dashboard.annotating import inherit
from dashboard.instant import keep_projection
from dashboard.jobs.compute_tasks import compute
from dashboard.jobs.picture_tasks import encode_pictures
from dashboard.jobs.place_tasks import place_vectors
from dashboard.jobs.query_tasks import answer
from dashboard.jobs.reencode_tasks import reencode
from dashboard.jobs.train_tasks import train
from dashboard.jobs.vector_tasks import read_mnist, read_vectors
from dashboard.recipes import AnyRecipe, EncodeRecipe, GraphRecipe, Near, ProjectRecipe, QualityRecipe, SubsetRecipe
from dashboard.spaces import bare_space, open_space
from dashboard.store import Store
from embeddings import Space, UserError
from embeddings.encoding import Around, encode_space
from embeddings.progress import Progress
from embeddings.reading import items_of, read
from embeddings.searching.passages import passages
from projections import Graph, measure_quality, neighbour_graph, project

SHARED_NEIGHBOURS = 90  # enough for t-SNE at its usual perplexity of 30, and for UMAP up to 90


def run(recipe: AnyRecipe, store: Store, progress: Progress) -> None:
    """Make what a recipe describes; what was made before is not made again."""
    TASKS[recipe.kind](recipe, store, progress)


def encode(recipe: EncodeRecipe, store: Store, progress: Progress) -> None:
    """Read the file, encode its texts or its pictures, keep the space; one that was killed goes on where it was."""
    if store.has_space(recipe.key):
        return
    if recipe.image is not None:
        encode_pictures(recipe, store, progress)
        return
    upload = store.upload(recipe.upload)
    read_so = read(
        upload.path, upload.name, skip_bad_rows=recipe.skip_bad_rows, reading=recipe.reading, progress=progress
    )
    table = items_of(read_so, recipe.text, recipe.label)
    if recipe.passage_words is not None:
        overlap = recipe.passage_words // 5 if recipe.passage_overlap is None else recipe.passage_overlap
        table = passages(table, recipe.text, recipe.passage_words, overlap)
    keep = store.shards(recipe.key)
    space = encode_space(
        table,
        text=recipe.text,
        label=recipe.label,
        encoder=recipe.encoder,
        parameters=recipe.parameters,
        progress=progress,
        around=Around(keep, partial(open_space, store=store)),
    )
    name = f"{recipe.name} › words" if recipe.maps_words else recipe.name
    store.save_space(recipe.key, replace(space, name=name))
    keep.remove()


def project_space(recipe: ProjectRecipe, store: Store, progress: Progress) -> None:
    """Project the vectors of a space, with the neighbour graph that all projections share."""
    if store.has_result(recipe.key):
        return
    space = open_space(recipe.space, store)
    graph = shared_graph(recipe.space, space, store, progress, recipe.neighbours, metric=recipe.metric)
    result = project(
        space.vectors,
        recipe.method,
        recipe.dimensions,
        seed=recipe.seed,
        metric=recipe.metric,
        graph=graph,
        progress=progress,
        **recipe.parameters,
    )
    keep_projection(recipe.key, result, store)


def graph_space(recipe: GraphRecipe, store: Store, progress: Progress) -> None:
    """Find the neighbours of every item."""
    if store.has_result(recipe.key):
        return
    space = open_space(recipe.space, store)
    graph = neighbour_graph(space.vectors, recipe.k, recipe.metric, progress=progress)
    meta = {"metric": graph.metric, "exact": graph.exact}
    store.save_result(recipe.key, {"indices": graph.indices, "distances": graph.distances}, meta)


def measure(recipe: QualityRecipe, store: Store, progress: Progress) -> None:
    """Measure how many of a map's neighbours are true."""
    if store.has_result(recipe.key):
        return
    space = open_space(recipe.space, store)
    projection = store.result(recipe.projection)
    if projection is None:
        raise UserError("The map is gone", "Its file in the store was removed", "Reload the page to make it again.")
    graph = shared_graph(recipe.space, space, store, progress, metric=recipe.metric)
    coordinates = projection.arrays["coordinates"]
    quality = measure_quality(space.vectors, coordinates, metric=recipe.metric, graph=graph, progress=progress)
    meta = {"reading": quality.reading, "recall": quality.recall, "trustworthiness": quality.trustworthiness}
    measured = {"per_point": quality.per_point, "sample": quality.sample}
    arrays = {name: array for name, array in measured.items() if array is not None}
    store.save_result(recipe.key, arrays, meta)


def subset(recipe: SubsetRecipe, store: Store, progress: Progress) -> None:
    """Take some items of a space, with their vectors as they are, and keep them as a space of their own."""
    if store.has_space(recipe.key):
        return
    parent, chosen = bare_space(recipe.parent, store), list(recipe.indices)
    if parent.key != recipe.parent_key:
        detail = f"“{recipe.parent_name}” has other items now than when these were chosen"
        raise UserError("The space has changed", detail, "Open it, choose the items again, and project them again.")
    note = f"{len(chosen):,} of {len(parent):,} items of {parent.name}: neighbours are found among these alone."
    space = Space(
        vectors=parent.vectors[chosen],
        items=parent.items.iloc[chosen],
        name=recipe.name,
        text=parent.text,
        label=parent.label,
        image=parent.image,
        encoder=parent.encoder,
        provenance={**parent.provenance, "parent": recipe.parent, "parent_name": parent.name},
        notes=(note, *parent.notes),
        learnt=parent.learnt,
    )
    inherit(store, recipe.parent, recipe.key, space, chosen)
    store.save_space(recipe.key, space)


def shared_graph(
    space_id: str,
    space: Space,
    store: Store,
    progress: Progress,
    k: int = SHARED_NEIGHBOURS,
    *,
    metric: Near = "cosine",
) -> Graph | None:
    """Return the neighbour graph of a space, found once for every projection of it; a lone item has none."""
    if len(space) < 2:
        return None
    recipe = GraphRecipe(space=space_id, space_key=space.key, k=max(k, SHARED_NEIGHBOURS), metric=metric)
    graph_space(recipe, store, progress)
    result = store.result(recipe.key)
    if result is None:
        return None
    return Graph(result.arrays["indices"], result.arrays["distances"], recipe.metric, result.meta["exact"])


TASKS: dict[str, Callable[..., None]] = {
    "encode": encode,
    "project": project_space,
    "graph": graph_space,
    "quality": measure,
    "subset": subset,
    "reencode": reencode,
    "vectors": read_vectors,
    "query": answer,
    "place": place_vectors,
    "compute": compute,
    "mnist": read_mnist,
    "train": train,
}
