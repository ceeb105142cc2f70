"""Every parameter of a projection arrives: another value, another map."""

from dataclasses import fields

import numpy as np
import pytest

from projections import PROJECTIONS, Graph, Projection, neighbour_graph, project

OTHER_VALUES = {
    ("plain", "first"): 5,
    ("plain", "second"): 6,
    ("plain", "third"): 7,
    ("tsne", "perplexity"): 5,
    ("tsne", "exaggeration"): 4,
    ("umap", "n_neighbors"): 5,
    ("umap", "min_dist"): 0.9,
}
METHODS = [name for name in PROJECTIONS.all() if name != "axes"]  # those need their axes: test_own_axes.py
PARAMETERS = [(name, field.name) for name in METHODS for field in fields(PROJECTIONS.get(name))]


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    return np.random.default_rng(0).standard_normal((60, 8), dtype=np.float32)


@pytest.fixture(scope="module")
def graph(vectors: np.ndarray) -> Graph:
    """Return all neighbours of all items: a parameter must arrive by itself, not by the graph that it asks for."""
    return neighbour_graph(vectors, 59)


@pytest.fixture(scope="module")
def usual(vectors: np.ndarray) -> dict[str, Projection]:
    return {method: project(vectors, method, 2) for method in METHODS}


@pytest.mark.parametrize(("method", "parameter"), PARAMETERS)
def test_another_value_is_another_map(
    method: str, parameter: str, vectors: np.ndarray, graph: Graph, usual: dict[str, Projection]
) -> None:
    value = OTHER_VALUES[method, parameter]
    dimensions = 3 if parameter == "third" else 2
    before = project(vectors, method, 3) if dimensions == 3 else usual[method]
    other = project(vectors, method, dimensions, graph=graph, **{parameter: value})
    assert other.parameters[parameter] == value
    assert np.abs(other.coordinates - before.coordinates).max() > 1e-3


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_another_seed_is_another_map(method: str, vectors: np.ndarray, usual: dict[str, Projection]) -> None:
    other = project(vectors, method, 2, seed=1)
    assert np.abs(other.coordinates - usual[method].coordinates).max() > 1e-3


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_another_metric_is_another_map(method: str, vectors: np.ndarray, usual: dict[str, Projection]) -> None:
    other = project(vectors, method, 2, metric="euclidean")
    assert other.metric == "euclidean"
    assert np.abs(other.coordinates - usual[method].coordinates).max() > 1e-3


@pytest.mark.parametrize(("method", "parameter"), PARAMETERS)
def test_the_page_can_draw_a_control_for_it(method: str, parameter: str) -> None:
    field = PROJECTIONS.get(method).__pydantic_fields__[parameter]
    assert field.title
    assert field.description.endswith((".", ")", ")."))
    assert {type(rule).__name__ for rule in field.metadata} == {"Ge", "Le"}


@pytest.mark.parametrize("method", PROJECTIONS.all())
def test_its_first_line_is_what_the_page_says_of_it(method: str) -> None:
    line = (PROJECTIONS.get(method).__doc__ or "").split("\n")[0]
    assert line.endswith(".")
    assert len(line) <= 90


@pytest.mark.parametrize(("text", "number"), [("15", 15), ("15.0", 15)])
def test_text_of_an_address_becomes_a_number(text: str, number: int) -> None:
    assert PROJECTIONS.make("umap", {"n_neighbors": text}) == PROJECTIONS.make("umap", {"n_neighbors": number})


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_a_graph_that_is_known_changes_nothing(
    method: str, vectors: np.ndarray, graph: Graph, usual: dict[str, Projection]
) -> None:
    np.testing.assert_array_equal(project(vectors, method, 2, graph=graph).coordinates, usual[method].coordinates)


@pytest.mark.parametrize("method", ["tsne", "umap"])
@pytest.mark.parametrize(("k", "metric"), [(4, "cosine"), (59, "euclidean")], ids=["too small", "another metric"])
def test_a_graph_that_will_not_do_is_left_aside(
    method: str, k: int, metric: str, vectors: np.ndarray, usual: dict[str, Projection]
) -> None:
    wrong = neighbour_graph(vectors, k, metric)
    np.testing.assert_array_equal(project(vectors, method, 2, graph=wrong).coordinates, usual[method].coordinates)
