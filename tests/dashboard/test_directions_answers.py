"""What the Directions tab answers: the axis, moved items, ways between two, colours, files, and Python that runs."""

import io
import json

import numpy as np
import pandas as pd
import pytest
from dash import html

from dashboard.colours import COLOURS
from dashboard.colours import Asked as ColourAsked
from dashboard.direction_parts.favourites import FAVOURITES
from dashboard.direction_parts.given import made, read
from dashboard.panels.directions import picked, show
from dashboard.tools import Asked
from embeddings import Space, UserError, apply_direction, axis, builtin, direction, interpolate, query_vector
from tests.dashboard.answers import TALK, asked, attribute, items_of, names_of_python, parts, run_python, words_of

WORDS = builtin("words")
SAD, HAPPY = ["sad", "grief", "cry", "misery"], ["happy", "joy", "laugh", "delight"]
MOOD = {
    "from": ",".join(str(WORDS.find(word)) for word in SAD),
    "to": ",".join(str(WORDS.find(word)) for word in HAPPY),
}


def test_the_axis_is_told_with_its_figures_and_its_ends(services) -> None:
    body = show(asked(services, **MOOD)).body
    expected = axis(WORDS, SAD, HAPPY)
    said = words_of(body)
    assert expected.agreement.verdict in said
    assert f"{expected.consistency:.2f}" in said
    assert "sad, grief +2 ↔ happy, joy +2" in said
    order = np.argsort(expected.positions, kind="stable").tolist()
    assert items_of(body, "Farthest to sad, grief +2") == order[:10]
    assert items_of(body, "Farthest to happy, joy +2") == order[::-1][:10]


def test_ends_in_pairs_are_a_direction_of_pairs(services) -> None:
    pairs = list(zip(SAD, HAPPY, strict=True))
    said = words_of(show(asked(services, pairs="yes", **MOOD)).body)
    assert direction(WORDS, pairs).agreement.verdict in said
    assert "These are too few to be told from chance" in said


def test_all_items_that_match_are_an_end_and_counted(services) -> None:
    digits = builtin("digits")
    ask = asked(services, "digits", digits, from__all="0", to__all="1")
    body = show(ask).body
    zeros, ones = (np.flatnonzero((digits.items["digit"].astype(str) == label).to_numpy()).tolist() for label in "01")
    assert f"{len(zeros)} items" in words_of(body)
    assert "These figures are of 24 and 24 drawn" in words_of(body)
    np.testing.assert_array_equal(names_of_python(body)["along"].positions, axis(digits, zeros, ones).positions)


def test_what_matches_nothing_is_refused_and_no_random_axis_is_made(services) -> None:
    said = words_of(show(asked(services, from__all="xyzzy", to="5")).body)
    assert "Nothing matches" in said
    assert "No label and no name of this space has “xyzzy”" in said


@pytest.mark.parametrize("values", [{}, {"from": "3"}, {"to": "3,5"}])
def test_an_end_that_is_empty_is_asked_for(services, values: dict[str, str]) -> None:
    body = show(asked(services, **values)).body
    assert ("such as from sad to happy" in words_of(body)) is not bool(values)
    assert parts(body, html.Table) == []


def test_the_same_item_at_both_ends_is_refused_and_stays(services) -> None:
    body = show(asked(services, **{"from": "3", "to": "3"})).body
    assert "Both ends have the same mean" in words_of(body)
    assert (
        len([button for button in parts(body, html.Button) if str(getattr(button, "title", "")).startswith("Take ")])
        == 2
    )


def test_a_zero_vector_is_told_by_its_name(services) -> None:
    space = Space(np.array([[0, 0], [1, 0], [0, 1]], np.float32), pd.DataFrame({"text": list("abc")}), text="text")
    said = words_of(show(asked(services, "zero", space, **{"from": "0", "to": "1"})).body)
    assert "“a” has a vector of zeros" in said


def test_a_damaged_link_can_be_emptied(services) -> None:
    body = show(asked(services, **{"from": "3,nonsense", "to": "4"})).body
    assert "nonsense" in words_of(body)
    assert "Empty this tool" in words_of(body)


@pytest.mark.parametrize(
    ("space_id", "at"), [(name, at) for name, all_of in FAVOURITES.items() for at in range(len(all_of))]
)
def test_every_favourite_is_told_from_chance(space_id: str, at: int) -> None:
    space = builtin(space_id)
    patch = FAVOURITES[space_id][at].patch(space)
    wanted = read({name.removeprefix("directions."): value for name, value in patch.items() if value}, space)
    assert wanted.ready
    assert made(space, wanted, lambda _: pytest.fail("nothing is typed")).agreement.warning is None


@pytest.mark.parametrize("pairs", ["", "yes"])
def test_its_python_makes_the_same_axis(services, pairs: str) -> None:
    found = names_of_python(show(asked(services, pairs=pairs, **MOOD)).body)
    expected = direction(WORDS, list(zip(SAD, HAPPY, strict=True))) if pairs else axis(WORDS, SAD, HAPPY)
    np.testing.assert_array_equal(found["last"], expected.positions)


def test_a_typed_text_is_an_end_for_the_tab_its_colour_and_its_python(services, talk, answered) -> None:
    values = {"from": "0,1", "to": "t:the%20crew%20sails"}
    body = answered(show, asked(services, TALK, talk, **values)).body
    expected = axis(talk, [0, 1], [query_vector(talk, "the crew sails")])
    np.testing.assert_allclose(run_python(body), expected.positions, atol=1e-5)
    tools = {f"directions.{name}": value for name, value in values.items()}
    colour = COLOURS.make("direction").values(ColourAsked(TALK, talk, "", None, "cosine", tools), services.store)
    np.testing.assert_allclose(colour, expected.positions, atol=1e-5)
    used = [json.loads(attribute(button, "data-map-axis") or "{}") for button in parts(body, html.Button)]
    assert {"place": 1, "axis": "0,1~t:the%20crew%20sails"} in used


def test_a_picture_is_not_taken_for_an_item(services) -> None:
    picture, refused = f"p:{'0' * 64}:me.png", "“me.png” is a picture of your own"
    assert refused in words_of(show(asked(services, **{"from": "0", "to": picture})).body)
    assert refused in words_of(show(asked(services, part="between", start=picture)).body)
    with pytest.raises(UserError, match=refused):
        show(asked(services, **MOOD, part="move", item=picture))


def test_the_colour_has_two_named_ends_and_waits_for_an_axis(services) -> None:
    tools = {f"directions.{name}": value for name, value in MOOD.items()} | {
        "directions.from.name": "low",
        "directions.to.name": "high",
    }
    colour = COLOURS.make("direction")
    found = colour.values(ColourAsked("words", WORDS, "", None, "cosine", tools), services.store)
    np.testing.assert_array_equal(found, axis(WORDS, SAD, HAPPY).positions)
    assert found.attrs["ends"] == ["← low", "high →"]
    with pytest.raises(UserError, match="No direction yet"):
        colour.values(ColourAsked("words", WORDS, "", None, "cosine"), services.store)
    typed = {"directions.from": "t:never%20typed", "directions.to": "3"}
    with pytest.raises(UserError, match="“never typed” is not encoded yet"):
        colour.values(ColourAsked("words", WORDS, "", None, "cosine", typed), services.store)


def test_bars_select_their_items_each_in_one_bar(services) -> None:
    body = show(asked(services, **MOOD)).body
    bars = [getattr(button, "data-picks") for button in parts(body, html.Button) if hasattr(button, "data-picks")]
    found = [item for which in bars for item in picked(asked(services, **MOOD), which)]
    assert sorted(found) == list(range(len(WORDS)))
    with pytest.raises(UserError, match="“within:x:1” means none"):
        picked(asked(services, **MOOD), "within:x:1")


@pytest.mark.parametrize(("strength", "metric"), [("1", "cosine"), ("-2.5", "cosine"), ("0.5", "euclidean")])
def test_an_item_moves_as_far_as_the_slider_says(services, strength: str, metric: str) -> None:
    doctor = WORDS.find("doctor")
    body = show(asked(services, metric=metric, part="move", item=str(doctor), strength=strength, **MOOD)).body
    expected = apply_direction(WORDS, "doctor", axis(WORDS, SAD, HAPPY), float(strength), metric=metric)
    assert items_of(body, "Nearest to the moved vector") == expected.nearest["index"].tolist()
    assert run_python(body)["index"].tolist() == expected.nearest["index"].tolist()


def test_what_moves_may_find_itself(services) -> None:
    values = {"part": "move", "item": str(WORDS.find("doctor")), "strength": "0", "inputs": "yes", **MOOD}
    body = show(asked(services, **values)).body
    assert items_of(body, "Nearest to the moved vector")[0] == WORDS.find("doctor")
    assert run_python(body)["label"].iloc[0] == "doctor"


@pytest.mark.parametrize("strength", ["far", "99", "nan"])
def test_a_strength_that_will_not_do_is_refused(services, strength: str) -> None:
    body = show(asked(services, part="move", item="5", strength=strength, **MOOD)).body
    assert f"strength={strength}" in words_of(body)


def test_what_moves_needs_an_axis_first(services) -> None:
    assert "needs an axis to move along" in words_of(show(asked(services, part="move", item="5")).body)


@pytest.mark.parametrize("way", ["straight", "spherical"])
def test_the_way_between_two_is_listed_drawn_and_told_in_python(services, way: str) -> None:
    one, other = WORDS.find("kitten"), WORDS.find("lion")
    shown = show(asked(services, part="between", start=str(one), end=str(other), way=way))
    expected = interpolate(WORDS, one, other, way=way).on_the_way
    assert items_of(shown.body, "On the way") == expected["index"].tolist()
    pd.testing.assert_frame_equal(run_python(shown.body), expected)
    assert shown.drawn["path"] == [one, *expected["index"], other]


def test_a_worker_goes_a_way_that_takes_long(services, answered, monkeypatch) -> None:
    monkeypatch.setattr("dashboard.direction_parts.between_part.AT_ONCE", 0)
    question = asked(services, metric="manhattan", part="between", start="5", end="900")
    assert show(question).again
    shown = answered(show, question)
    expected = interpolate(WORDS, 5, 900, metric="manhattan").on_the_way
    assert items_of(shown.body, "On the way") == expected["index"].tolist()
    assert shown.drawn["path"] == [5, *expected["index"], 900]


def test_no_way_leads_from_a_place_to_itself_and_both_stay(services) -> None:
    body = show(asked(services, part="between", start="5", end="5")).body
    assert "There is no way from a place to itself" in words_of(body)
    assert (
        len([button for button in parts(body, html.Button) if str(getattr(button, "title", "")).startswith("Take ")])
        == 2
    )


def test_the_way_is_placed_on_a_map_that_can_place(services, wait_until) -> None:
    from dashboard.instant import instant_projection
    from dashboard.recipes import ProjectRecipe
    from projections import project

    recipe = ProjectRecipe(space="words", space_key=WORDS.key, method="pca")
    services.store.save_recipe(recipe)
    if services.store.result(recipe.key) is None:
        instant_projection(recipe, WORDS, services.store)
    coordinates = project(WORDS.vectors, "pca", 2).coordinates
    doctor = WORDS.find("doctor")
    ask = asked(services, part="move", item=str(doctor), strength="0.35", **MOOD)
    on_a_map = Asked(ask.space, ask.space_id, recipe.key, ask.metric, ask.k, None, ask.values, services)
    drawn = show(on_a_map).drawn
    np.testing.assert_allclose(drawn["path"][0], coordinates[doctor], atol=1e-3)
    moved = drawn["marks"][0]
    assert (moved["shape"], drawn["path"][-1]) == ("diamond", moved["at"])
    assert np.linalg.norm(np.array(moved["at"]) - coordinates[doctor]) > 0.01


def test_all_scores_are_a_file_from_one_end_to_the_other(app, services) -> None:
    query = {f"directions.{name}": value for name, value in MOOD.items()}
    answer = app.server.test_client().get("/api/spaces/words/directions.csv", query_string=query)
    table = pd.read_csv(io.StringIO(answer.text), keep_default_na=False)
    expected = axis(WORDS, SAD, HAPPY)
    assert table["position"].is_monotonic_increasing
    assert sorted(table["index"]) == list(range(len(WORDS)))
    np.testing.assert_allclose(table["cosine"], expected.scores[table["index"]], atol=1e-6)
    np.testing.assert_allclose(table["projection"], expected.projections[table["index"]], atol=1e-6)
    refused = app.server.test_client().get("/api/spaces/words/directions.csv")
    assert (refused.status_code, refused.json["title"]) == (422, "No direction yet")
