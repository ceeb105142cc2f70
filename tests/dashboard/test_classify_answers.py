"""What the Classify tab answers: an earned score, the rest filled in, what to label next, and Python that runs."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dash import html

from dashboard.annotating import label_items
from dashboard.classify_parts import usual_column
from dashboard.colours import COLOURS
from dashboard.colours import Asked as ColourAsked
from dashboard.panels.classify import picked, show
from dashboard.services import Services
from dashboard.spaces import open_space
from embeddings import Space, UserError, builtin, classify
from tests.dashboard.answers import asked, attribute, kept_rows, parts, run_python, table_called, words_of

KEY = "00000000c1a551f4"
TRUTH = builtin("digits").items["digit"].astype(str)


@pytest.fixture(scope="module")
def space_id(services: Services) -> str:
    """Return the id of the digits, of which sixty have a label in the column “kind”."""
    digits = builtin("digits")
    items = digits.items.drop(columns="digit")
    services.store.save_space(KEY, Space(digits.vectors, items, name="some digits", text=digits.text))
    some = np.random.default_rng(0).choice(len(digits), 60, replace=False)
    for kind in sorted(set(TRUTH)):
        label_items(services.store, KEY, "kind", [int(one) for one in some if TRUTH[one] == kind], kind, create=True)
    return KEY


@pytest.mark.parametrize("method", ["logistic", "knn"])
def test_the_score_the_fill_and_the_python(services, space_id, answered, method: str) -> None:
    body = answered(show, asked(services, space_id, method=method, least="0.6")).body
    expected = classify(open_space(space_id, services.store), "kind", method)
    said = words_of(body)
    assert f"{100 * expected.accuracy:.1f} % ±" in said
    rest, kept = len(expected.unlabelled), len(expected.kept(0.6))
    assert f"{kept:,} of {rest:,} unlabelled items" in said
    assert f"right about {100 * expected.accuracy_above(0.6):.1f} %" in said
    assert run_python(body).equals(expected.column(0.6))


def test_what_to_label_next_is_one_click_away(services, space_id, answered) -> None:
    body = answered(show, asked(services, space_id)).body
    expected = classify(open_space(space_id, services.store), "kind")
    table = table_called(body, "Label these next")
    rows = parts(table.children[1], html.Tr)
    assert [int(attribute(row, "data-item")) for row in rows] == expected.unsure()[:15].tolist()
    click = json.loads(
        attribute(next(b for b in parts(rows[0], html.Button) if attribute(b, "data-labels")), "data-labels")
    )
    guess = expected.labels.names[expected.guesses.said[click["indices"][0]]]
    assert click == {"name": "kind", "indices": [expected.unsure()[0]], "value": guess}
    other = next(button for button in parts(rows[0], html.Button) if button.children == "other")
    assert json.loads(attribute(other, "data-view")) == {"item": str(click["indices"][0]), "tab": "data"}


def test_bars_and_what_stays_empty_are_selected(services, space_id, answered) -> None:
    body = answered(show, asked(services, space_id, least="0.7")).body
    ask = asked(services, space_id, least="0.7")
    expected = classify(ask.space, "kind")
    bars = [which for b in parts(body, html.Button) if (which := attribute(b, "data-picks")) and which != "empty"]
    everything = np.concatenate([picked(ask, which) for which in bars])
    assert sorted(everything) == expected.unlabelled.tolist()
    assert picked(ask, "empty") == np.setdiff1d(expected.unlabelled, expected.kept(0.7)).tolist()
    with pytest.raises(UserError, match="“some” means none"):
        picked(ask, "some")


def test_guesses_and_their_certainty_colour_the_map_and_become_a_column(services, space_id, answered, app) -> None:
    answered(show, asked(services, space_id, least="0.5"))
    space = open_space(space_id, services.store)
    expected = classify(space, "kind")
    ask = ColourAsked(space_id, space, "", None, "cosine", {"classify.least": "0.5"})
    guessed = COLOURS.make("classify").values(ask, services.store)
    assert guessed.equals(expected.column(0.5))
    sure = COLOURS.make("certainty").values(ask, services.store)
    assert sure.isna().sum() == 60
    change = {"do": "keep", "name": "guessed", "colour": "classify", "given": {"classify.least": "0.5"}}
    client = app.server.test_client()
    answer = client.post(f"/api/spaces/{space_id}/annotations", json=change).json
    kept = open_space(space_id, services.store).items["guessed"]
    assert kept.equals(expected.column(0.5).rename("guessed"))
    assert (kept == TRUTH)[kept.notna()].mean() > 0.85
    client.post(f"/api/spaces/{space_id}/annotations", json={"do": "revert", "number": answer["number"]})
    with pytest.raises(UserError, match="Nothing has been learnt"):
        COLOURS.make("classify").values(ColourAsked(space_id, space, "", None, "dot"), services.store)


def test_another_label_is_learnt_from(services, space_id, answered) -> None:
    before = answered(show, asked(services, space_id, method="knn")).body
    first = int(classify(open_space(space_id, services.store), "kind", "knn").unsure()[0])
    label_items(services.store, space_id, "kind", [first], TRUTH[first])
    after = answered(show, asked(services, space_id, method="knn")).body
    assert "60 labelled items" in words_of(before)
    assert "61 labelled items" in words_of(after)


def test_few_labels_are_told(services, answered) -> None:
    rows = np.random.default_rng(0).standard_normal((8, 3))
    body = answered(
        show, asked(services, kept_rows(services, rows, kind=["a", "a", "b", "b", "c", None, None, None]))
    ).body
    assert "“c” has one labelled item: it is learnt from, and not tested" in words_of(body)
    assert "2 labels have fewer than 5 labelled items" in words_of(body)
    alone = answered(show, asked(services, kept_rows(services, rows, kind=["a", "b", *[None] * 6]))).body
    assert "Each label has one item only" in words_of(alone)
    assert "6 unlabelled items" in words_of(alone)
    whole = answered(show, asked(services, kept_rows(services, rows, kind=[*"aabbaabb"]))).body
    assert "there is nothing left to fill in" in words_of(whole)
    zeros = answered(
        show, asked(services, kept_rows(services, np.zeros((6, 2)), kind=["a", "a", "b", "b", None, None]))
    ).body
    assert "2 unlabelled items" in words_of(zeros)


@pytest.mark.parametrize(
    ("columns", "values", "said"),
    [
        ({}, {}, "Give some items a label"),
        ({"kind": ["a", "a", "a", None]}, {"column": "kind"}, "Every labelled item of “kind” is “a”"),
        ({"kind": [None] * 4}, {"column": "kind"}, "No item has a value in “kind”"),
        ({"kind": ["a", None, None, None]}, {"column": "kind"}, "Every labelled item of “kind” is “a”"),
    ],
)
def test_nothing_to_learn_from_is_said_with_a_way_on(services, columns: Any, values: Any, said: str) -> None:
    body = show(asked(services, kept_rows(services, np.eye(4), **columns), **values)).body
    assert said in words_of(body)
    assert '{"tab": "data"}' in [attribute(button, "data-view") for button in parts(body, html.Button)]


@pytest.mark.parametrize("values", [{"method": "svm"}, {"k": "0"}, {"least": "2"}, {"column": "mood"}, {"k": "2.5"}])
def test_a_damaged_address_is_said(services, values: dict[str, str]) -> None:
    with pytest.raises(UserError, match=r"in the address|no column “mood”"):
        show(asked(services, "digits", **values))


def test_the_column_with_something_left_is_meant() -> None:
    items = pd.DataFrame({"text": list("abcd"), "full": [*"xxyy"], "part": ["p", "q", None, "p"]})
    made = Space(np.eye(4, dtype=np.float32), items, text="text", label="full")
    assert usual_column(made) == "part"
    assert usual_column(Space(made.vectors, items.drop(columns="part"), text="text", label="full")) == "full"
