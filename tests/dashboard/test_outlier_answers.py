"""What the Outliers tab answers: three parts, what their buttons select, Python that runs, and bad input."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dash import html

from dashboard.annotating import label_items, revert
from dashboard.colours import COLOURS
from dashboard.colours import Asked as ColourAsked
from dashboard.outliers_parts import chosen
from dashboard.panels.outliers import picked, show
from dashboard.services import Services
from dashboard.spaces import open_space
from dashboard.tools.starting import pairs_seconds
from embeddings import Space, UserError, builtin, label_check, near_duplicates, outliers
from tests.dashboard.answers import asked, attribute, items_of, kept_rows, parts, run_python, words_of

KEY = "0000000000d0b1e5"


@pytest.fixture(scope="module")
def crowd(services: Services) -> str:
    """Return the id of a space in the store: three crowds, copies, near-copies, a stray item, and two wrong labels."""
    rng = np.random.default_rng(0)
    rows = np.vstack([rng.normal(0, 0.1, (40, 6)) + np.eye(6)[kind] for kind in (0, 1, 2)])
    rows = np.vstack([rows, rows[0], rows[0], rows[1] + 1e-3, -np.ones((1, 6))]).astype(np.float32)
    kinds = np.array([*np.repeat(["red", "green", "blue"], 40), "red", "red", "red", None], object)
    kinds[[5, 50]] = "blue", "red"
    items = pd.DataFrame({"text": [f"item {place}" for place in range(len(rows))], "kind": kinds})
    services.store.save_space(KEY, Space(rows, items, name="crowd", text="text", label="kind"))
    return KEY


@pytest.mark.parametrize(("by", "metric"), [("lof", "cosine"), ("distance", "euclidean")])
def test_the_ranking_is_that_of_the_vectors_and_its_python_runs(
    services, crowd, answered, by: str, metric: str
) -> None:
    body = answered(show, asked(services, crowd, metric=metric, by=by, k="8")).body
    expected = outliers(open_space(crowd, services.store), 8, metric, by=by)
    assert items_of(body, "The oddest items") == expected["index"].head(50).tolist()
    assert expected["index"][0] == 123
    assert run_python(body)["index"].tolist() == expected["index"].head(50).tolist()
    nearest = [attribute(button, "data-item") for button in parts(body, html.Button) if attribute(button, "data-item")]
    assert nearest[0] == str(expected["nearest"][0])


def test_bars_select_their_items_and_all_bars_together_every_item(services, crowd, answered) -> None:
    body = answered(show, asked(services, crowd, k="8")).body
    picks = [attribute(button, "data-picks") for button in parts(body, html.Button)]
    bars = [which for which in picks if which and which.startswith("score:")]
    ask = asked(services, crowd, k="8")
    selected = [picked(ask, which) for which in bars]
    assert sorted(np.concatenate(selected)) == list(range(124)), "each once"
    assert 123 in selected[-1]
    assert picked(ask, "first:3") == outliers(ask.space, 8)["index"].head(3).tolist()
    with pytest.raises(UserError, match="“first:some” means none"):
        picked(ask, "first:some")


def test_groups_of_duplicates_what_would_go_and_the_slider(services, crowd, answered) -> None:
    body = answered(show, asked(services, crowd, part="duplicates", above="0.9999")).body
    assert items_of(body, "Groups of near-duplicates") == [0, 120, 121, 1, 122]
    assert "2 groups of 5 items. With only the first of each kept,  3 would go" in words_of(body)
    assert "2 of them are exact copies" in words_of(body)
    ask = asked(services, crowd, part="duplicates", above="0.9999")
    assert picked(ask, "extra") == [120, 121, 122]
    assert picked(ask, "grouped") == [0, 1, 120, 121, 122]
    assert picked(ask, "group:1") == [1, 122]
    pd.testing.assert_frame_equal(run_python(body), near_duplicates(ask.space, 0.9999))
    assert not show(asked(services, crowd, part="duplicates", above="0.8")).again, "the slider needs no worker"
    assert items_of(
        answered(show, asked(services, crowd, part="duplicates", above="1")).body, "Groups of near-duplicates"
    ) == [0, 120, 121]


def test_where_nothing_is_twice_a_lower_similarity_is_offered(services, answered) -> None:
    body = answered(show, asked(services, "words", part="duplicates", above="0.995")).body
    assert "No two items have a similarity of 0.995 or more" in words_of(body)
    assert '{"outliers.above": "0.945"}' in [attribute(button, "data-view") for button in parts(body, html.Button)]


def test_where_the_straight_line_counts_a_cosine_is_warned_of(services) -> None:
    warned = {
        space: "compares directions from the origin alone"
        in words_of(show(asked(services, space, part="duplicates")).body)
        for space in ("mnist-vae", "words")
    }
    assert warned == {"mnist-vae": True, "words": False}


def test_wrong_labels_are_found_and_a_click_puts_them_right(services, crowd, answered) -> None:
    body = answered(show, asked(services, crowd, part="labels", votes="7")).body
    ask = asked(services, crowd, part="labels", votes="7")
    expected = label_check(ask.space, "kind", 7)
    assert items_of(body, "Likely mistakes") == expected.suspects()["index"].tolist() == [5, 50]
    assert picked(ask, "suspects") == [5, 50]
    names = expected.labels.names
    assert picked(ask, f"cell:{names.index('blue')}:{names.index('red')}") == [5]
    assert run_python(body).equals(expected.suspects())
    assert "1 items have no label" in words_of(body)
    click = json.loads(attribute(next(b for b in parts(body, html.Button) if b.children == "Relabel"), "data-labels"))
    assert click == {"name": "kind", "indices": [5], "value": "red"}
    number = label_items(services.store, crowd, **click)
    after = show(asked(services, crowd, part="labels", votes="7"))
    assert not after.again, "the neighbours are the same"
    assert items_of(after.body, "Likely mistakes") == [50]
    assert run_python(after.body)["index"].tolist() == [50], "the lines know what was written"
    revert(services.store, crowd, number)


def test_the_confusion_counts_every_labelled_item(services, answered) -> None:
    body = answered(show, asked(services, "digits", part="labels")).body
    (table,) = [one for one in parts(body, html.Table) if one.className == "confusion"]
    rows = parts(table.children[1], html.Tr)
    counts = [[int(attribute(cell, "data-value")) for cell in parts(row, html.Td)] for row in rows]
    digits = builtin("digits")
    np.testing.assert_array_equal(counts, label_check(digits, digits.label).confusion)
    assert "98." in words_of(body)


def test_colours_are_those_of_the_tab(services, crowd, answered) -> None:
    given = {"outliers.k": "8", "outliers.above": "0.9999"}
    for part in ("rank", "duplicates", "labels"):
        answered(show, asked(services, crowd, k="8", part=part))
    space = open_space(crowd, services.store)
    ask = ColourAsked(crowd, space, "", None, "cosine", given)
    score, group, share = (
        COLOURS.make(name).values(ask, services.store) for name in ("outliers", "duplicates", "label-agreement")
    )
    assert score.idxmax() == 123
    assert score.index.tolist() == list(range(124))
    assert group[[0, 121, 1, 122]].tolist() == ["Group 1", "Group 1", "Group 2", "Group 2"]
    assert group.isna().sum() == 119
    check = label_check(space, "kind", 10)
    assert share[check.items].tolist() == check.votes.own.tolist()
    assert np.isnan(share[123])
    fresh = replace(ask, metric="manhattan")
    for name in ("outliers", "label-agreement"):
        with pytest.raises(UserError, match="not known"):
            COLOURS.make(name).values(fresh, services.store)


def test_long_work_waits_for_a_click(services, monkeypatch) -> None:
    monkeypatch.setattr("dashboard.tools.starting.AT_ONCE", 0)
    shown = show(asked(services, "shapes", metric="manhattan"))
    assert not shown.again
    assert "Every item is compared with every other: about" in words_of(shown.body)
    start = next(button for button in parts(shown.body, html.Button) if button.children == "Start")
    assert json.loads(attribute(start, "data-view")) == {"outliers.start": "yes"}
    assert 60 < pairs_seconds(100_000, 100_000, 384) < 300
    assert pairs_seconds(100_000, 100_000, 384, "manhattan") > 600


@pytest.mark.parametrize(
    ("rows", "metric", "values", "said"),
    [
        ([[1, 2]], "cosine", {}, "One item alone cannot stand apart"),
        (np.eye(3), "dot", {}, "The dot product is no distance"),
        (np.eye(3), "cosine", {"k": "0"}, None),
        (np.eye(3), "cosine", {"by": "odd"}, None),
        (np.eye(3), "cosine", {"part": "labels"}, "no column of labels to check"),
        (np.eye(3), "cosine", {"part": "labels", "column": "mood"}, None),
    ],
)
def test_bad_input_is_said(services, rows: Any, metric: str, values: dict[str, str], said: str | None) -> None:
    ask = asked(services, kept_rows(services, rows), metric=metric, **values)
    if said is None:
        with pytest.raises(UserError, match=r"in the address|There is no column"):
            show(ask)
    else:
        body = show(ask).body
        assert said in words_of(body)
        assert "Duplicates" in words_of(body), "the parts stay"


def test_few_items_copies_and_one_class(services, answered) -> None:
    few = kept_rows(services, [[1, 0], [0, 1], [1, 1]])
    assert "20 neighbours were asked for; there are 2 others" in words_of(answered(show, asked(services, few)).body)
    same = kept_rows(services, np.ones((30, 2)))
    assert len(items_of(answered(show, asked(services, same)).body, "The oddest items")) == 30
    assert "29 would go" in words_of(answered(show, asked(services, same, part="duplicates")).body)
    copies = kept_rows(services, np.vstack([np.ones((25, 2)), np.random.default_rng(0).random((30, 2))]))
    assert "25 items have 20 or more exact copies" in words_of(answered(show, asked(services, copies)).body)
    zeros = kept_rows(services, np.vstack([np.zeros((2, 3)), np.eye(3)]))
    assert len(items_of(answered(show, asked(services, zeros)).body, "The oddest items")) == 5
    alike = kept_rows(services, np.eye(4), kind=["a"] * 4)
    body = answered(show, asked(services, alike, part="labels", column="kind")).body
    assert "Every labelled item of “kind” is “a”" in words_of(body)
    assert parts(body, html.Select), "another column can be chosen"


def test_the_column_is_the_one_named_the_spaces_own_or_the_first() -> None:
    items = pd.DataFrame({"text": ["a", "b", "c", "d"], "n": [0.5, 1.5, 2.5, 3.5], "x": [*"ppqq"], "y": [*"rsrs"]})
    made = Space(np.eye(4, dtype=np.float32), items, text="text", label="y")
    assert chosen({}, made, "cosine").column == "y"
    assert chosen({"column": "x"}, made, "cosine").column == "x"
    assert chosen({}, replace(made, label=None), "cosine").column == "x"
    assert chosen({}, replace(made, label="n"), "cosine").column == "x"
