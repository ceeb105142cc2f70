"""Finding items by text on the server: the same cases as in the browser, excerpts, and the route."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.finding import Texts, excerpt
from dashboard.services import Services
from embeddings import Space, builtin

CASES = json.loads((Path(__file__).parents[1] / "finding_cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"])
def test_the_same_is_found_as_in_the_browser(case: dict) -> None:
    assert Texts(case["texts"]).find(case["query"]).tolist() == case["found"]


def test_an_excerpt_shows_what_was_sought() -> None:
    long = "word " * 100 + "the Needle lies here " + "more " * 100
    seen = excerpt(long, "needle")
    assert "Needle" in seen
    assert len(seen) <= 122
    assert (seen[0], seen[-1]) == ("…", "…")
    assert excerpt("short\n text", "text") == "short text"
    assert "Needle" in excerpt(long, "here needle"), "of scattered words the first is shown"
    assert excerpt("x" * 500, "nothing").endswith("…")


def test_the_route_finds_what_the_names_leave_out(client, services: Services) -> None:
    items = pd.DataFrame({"text": ["y" * 200 + " hidden treasure", "treasure", "none"] * 4})
    made = Space(np.eye(12, 4, dtype=np.float32), items, text="text")
    services.store.save_space(made.key, made)
    told = client.get(f"/api/spaces/{made.key}/search?text=Treasure").json
    assert told["count"] == 8
    assert [one["index"] for one in told["items"]] == [1, 4, 7, 10, 0, 3, 6, 9]
    assert "hidden treasure" in told["items"][4]["text"]
    everything = client.get(f"/api/spaces/{made.key}/search/all?text=Treasure").data
    assert np.frombuffer(everything, "<u4").tolist() == [0, 1, 3, 4, 6, 7, 9, 10]


def test_of_many_the_first_are_told(client) -> None:
    told = client.get("/api/spaces/words/search?text=an").json
    assert len(told["items"]) == 8
    assert told["count"] == sum("an" in name.lower() for name in builtin("words").names)


@pytest.mark.parametrize("query", ["", "?text=", "?text=%20", f"?text={'x' * 201}"])
def test_nothing_is_no_search(client, query: str) -> None:
    for route in ("search", "search/all"):
        reply = client.get(f"/api/spaces/words/{route}{query}")
        assert (reply.status_code, reply.json["title"]) == (422, "What to search?")
