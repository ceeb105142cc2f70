"""A computed colour becomes a column, under a new name, and can be taken back."""

import numpy as np
import pytest

from dashboard.services import Services
from dashboard.spaces import open_space
from dashboard.tools.keeping import untaken
from embeddings import builtin, distances


def keep(client, name: str, **given: object):
    change = {"do": "keep", "name": name, "colour": "distance", "given": given}
    return client.post("/api/spaces/sentences/annotations", json=change)


def test_a_colour_is_kept_as_it_is_and_taken_back(client, services: Services) -> None:
    answer = keep(client, "far  from 3", item=3, metric="euclidean", **{"outliers.k": "5"}).json
    column = open_space("sentences", services.store).items["far from 3"]
    assert answer["space"]["written"][-1] == {"name": "far from 3", "own": False}
    assert np.isnan(column[3])
    assert column[7] == pytest.approx(distances(builtin("sentences"), [3, 7])["euclidean"][0], abs=1e-5)
    again = keep(client, "Far from 3", item=4)
    assert again.status_code == 422
    assert again.json["title"] == "The name is taken"
    assert untaken(open_space("sentences", services.store), "far from 3") == "far from 3 2"
    client.post("/api/spaces/sentences/annotations", json={"do": "revert", "number": answer["number"]})
    assert "far from 3" not in open_space("sentences", services.store).items


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [("", {"item": 1}, "No name"), ("new", {}, "Click a point"), ("~new", {"item": 1}, "No good name")],
)
def test_what_cannot_be_kept_is_said(client, name: str, given: dict, said: str) -> None:
    assert keep(client, name, **given).json["title"] == said


def test_a_tool_that_does_not_select_is_refused(client) -> None:
    answer = client.post("/api/spaces/words/picked", json={"tool": "compare", "which": "all", "asked": {}})
    assert answer.json["title"] == "No such tool"
    assert client.post("/api/spaces/words/picked", json={"tool": "compare"}).json["title"] == "Which items?"
