"""Every projection tells how far it is, and what the caller raises ends it."""

import numpy as np
import pytest

from projections import PROJECTIONS, Graph, neighbour_graph, project
from projections.methods.umap_learn import EpochReader

METHODS = [name for name in PROJECTIONS.all() if name != "axes"]  # those need their axes: test_own_axes.py


class StoppedError(Exception):
    """What a person's Cancel raises."""


@pytest.fixture
def graph(clusters: np.ndarray) -> Graph:
    return neighbour_graph(clusters, 59)


@pytest.mark.parametrize("method", METHODS)
def test_progress_goes_forward_and_reaches_its_end(method: str, clusters: np.ndarray, graph: Graph) -> None:
    heard: list[tuple[int, int, str]] = []
    project(clusters, method, 2, graph=graph, progress=lambda *told: heard.append(told))
    last_message = heard[-1][2]
    counts = [(done, total) for done, total, message in heard if message == last_message]
    assert counts == sorted(counts)
    assert counts[-1][0] == counts[-1][1] > 0


@pytest.mark.parametrize("method", [name for name in METHODS if not PROJECTIONS.get(name).instant])
def test_an_exception_in_progress_stops_the_work_in_its_middle(method: str, clusters: np.ndarray, graph: Graph) -> None:
    after: list[int] = []

    def progress(done: int, total: int, message: str) -> None:
        if message == "arranging the points":
            after.append(done)
            raise StoppedError(message)

    with pytest.raises(StoppedError, match="arranging the points"):
        project(clusters, method, 2, graph=graph, progress=progress)
    assert len(after) == 1


def test_what_the_bar_of_umap_still_says_after_the_end_is_lost() -> None:
    heard: list[int] = []

    def progress(done: int, total: int, message: str) -> None:
        heard.append(done)
        if done > 100:
            raise StoppedError(message)

    reader = EpochReader(progress)
    for line in ("\r", "0/500", "\r 100/500 ", "\n", "?/500"):
        reader.write(line)
    with pytest.raises(StoppedError, match="arranging"):
        reader.write("\r200/500")
    reader.write("\r201/500")
    assert heard == [0, 100, 200]


@pytest.mark.parametrize("method", METHODS)
def test_an_exception_in_the_first_progress_stops_everything(method: str, clusters: np.ndarray) -> None:
    def progress(done: int, total: int, message: str) -> None:
        raise StoppedError(message)

    with pytest.raises(StoppedError, match=r"neighbours|placing"):
        project(clusters, method, 2, progress=progress)
