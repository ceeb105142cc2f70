"""A map of one's own axes from the address: read, named, refused in words, and shown with PCA until there are some."""

import json
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from dashboard.axes_shown import axes_shown
from dashboard.own_axes import axis_ends, examples, read_axes, write_axis
from dashboard.panels import stage
from dashboard.placing import placed
from dashboard.question_recipes import QueryRecipe
from dashboard.resolve import Answer, Scene, resolve
from dashboard.services import Services
from dashboard.twins import views_beside
from dashboard.view import View
from embeddings import Space, UserError, builtin, direction, query_vector
from embeddings import axis as axis_of
from projections import project
from tests.dashboard.answers import TALK

WORDS = builtin("words")
GENDER = f"{WORDS.find('man')},{WORDS.find('boy')}~{WORDS.find('woman')},{WORDS.find('girl')}"
SIZE = f"{WORDS.find('small')}~{WORDS.find('big')}"


def shown(services: Services, **query: str) -> Answer:
    given = {name.replace("_", "."): value for name, value in query.items()}
    return resolve(View.from_query({"space": "words", "projection": "axes", **given}), services)


def scene(answer: Answer) -> Scene:
    assert answer.scene is not None
    return answer.scene


def test_the_address_makes_a_map_whose_ends_have_names(services: Services) -> None:
    answer = shown(services, axes_1=GENDER, axes_2=SIZE)
    assert answer.error is None
    drawn = scene(answer)
    assert drawn.title == "Axes of your own, 2D"
    assert drawn.axes == [
        {"low": "man, boy", "high": "woman, girl", "counts": [2, 2]},
        {"low": "small", "high": "big", "counts": [1, 1]},
    ]
    coordinates = services.store.result(drawn.key).arrays["coordinates"]
    expected = direction(WORDS, [("small", "big")]).scores
    np.testing.assert_allclose(coordinates[:, 1], expected, atol=1e-6)
    assert coordinates[WORDS.find("queen"), 0] > coordinates[WORDS.find("king"), 0]
    np.testing.assert_allclose(placed(drawn.key, WORDS.vectors[:3], services), coordinates[:3], atol=1e-6)


def test_other_axes_are_another_map_and_3d_takes_a_third(services: Services) -> None:
    keys = [
        scene(shown(services, **query)).key
        for query in (
            {"axes_1": GENDER, "axes_2": SIZE},
            {"axes_1": SIZE, "axes_2": GENDER},
            {"axes_1": GENDER, "axes_2": SIZE, "axes_3": "1~2", "dimensions": "3"},
            {"axes_1": GENDER},
        )
    ]
    assert len({*keys}) == 4
    assert scene(shown(services, axes_1=GENDER, axes_2=SIZE, axes_3="1~2")).key == keys[0]


def test_one_axis_is_enough_and_the_other_says_what_it_shows(services: Services) -> None:
    answer = shown(services, axes_1=GENDER)
    assert scene(answer).axes[1] == {"low": "", "high": "what else differs most", "counts": [0, 0]}
    assert "What no axis was chosen for shows what else differs most." in answer.notes


def test_without_axes_there_is_pca_to_choose_by(services: Services) -> None:
    answer = shown(services)
    assert answer.error is None
    assert scene(answer).title == "PCA, 2D"
    assert "no axes yet" in scene(answer).preview
    assert scene(answer).axes == []


@pytest.mark.parametrize(
    ("axis", "said"),
    [
        ("3,17~", "“axes.1=3,17~” has no item at its high end"),
        ("~3", "has no item at its low end"),
        ("3,17", "has no item at its high end"),
        ("3~99999", "names item 99,999; this space has 2,882"),
        ("3~x", "is not a list of items and texts such as 3,17~8,t:big"),
        ("-3~4", "is not a list of items"),
        ("3~t:", "is not a list of items"),
        ("3~p:4", "is not a list of items"),
        ("3,4~4,3", "The two ends of the first axis have the same middle"),
    ],
)
def test_axes_that_will_not_do_are_refused_over_a_map_that_works(services: Services, axis: str, said: str) -> None:
    answer = shown(services, axes_1=axis)
    assert answer.error is not None
    assert said in answer.error["detail"]
    assert answer.error["hint"]
    assert scene(answer).title == "PCA, 2D"
    assert answer.settled


def test_an_axis_survives_the_address() -> None:
    ends = ((3, 17), (8, 21, 4))
    assert read_axes({"axes.2": write_axis(ends)}, 30) == (ends,)
    view = View.from_query({"projection": "axes", "axes.1": "3~4"})
    assert View.from_query(view.to_query()) == view


@pytest.mark.parametrize("text", ["big ~ small, 50 % off*2", "t:t:", "عالم", "🎈 #&=+?", "3", "a\nb"])
def test_a_typed_text_survives_the_address(text: str) -> None:
    ends = ((3, text), ("another", 8))
    view = View.from_query({"projection": "axes", "axes.1": write_axis(ends)})
    assert read_axes(View.from_query(view.to_query()).tools, 30) == (ends,)


def test_typed_texts_make_an_axis_once_they_are_encoded(services: Services, talk: Space, wait_until) -> None:
    axis = write_axis(((0, "the cook bakes"), ("the crew sails",)))
    first = shown(services, space=TALK, axes_1=axis)
    if first.job is not None:  # a worker that is warm may have answered already
        assert scene(first).title == "PCA, 2D"
        assert not first.settled
        assert "texts of your axes" in scene(first).preview

    def made() -> Answer | None:
        answer = shown(services, space=TALK, axes_1=axis)
        return answer if answer.job is None else None

    answer = wait_until(made)
    assert answer.error is None
    assert scene(answer).axes[0] == {
        "low": "the cook bakes a pie, the cook bakes",
        "high": "the crew sails",
        "counts": [2, 1],
    }
    low, high = query_vector(talk, "the cook bakes"), query_vector(talk, "the crew sails")
    expected = axis_of(talk, [0, low], [high]).scores
    found = services.store.result(scene(answer).key).arrays["coordinates"][:, 0]
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_text_that_was_stopped_can_be_started_again(services: Services, talk: Space, wait_until) -> None:
    """A link may be opened after somebody had cancelled what it waits for."""
    recipe = QueryRecipe(space=TALK, space_key=talk.key, encoder=talk.encoder, text="the boy laughs")
    services.jobs.submit(recipe)
    services.jobs.cancel(recipe.key)
    axis = write_axis((("the boy laughs",), (0,)))
    answer = shown(services, space=TALK, axes_1=axis)
    assert answer.job is not None
    assert (answer.job.key, answer.job.status) == (recipe.key, "cancelled")
    assert "a text of your axes has no place yet" in scene(answer).preview
    stage.act_on_job("restart", recipe.key, services)
    answer = wait_until(lambda: (one := shown(services, space=TALK, axes_1=axis)).job is None and one)
    assert scene(answer).axes[0]["low"] == "the boy laughs"


def test_a_text_where_none_can_be_taken_is_refused_over_a_map_that_works(services: Services) -> None:
    answer = shown(services, space="digits", axes_1="3~t:seven")
    assert answer.error is not None
    assert "their model is not known" in answer.error["detail"]
    assert scene(answer).title == "PCA, 2D"
    assert answer.settled


def test_many_items_at_an_end_are_counted() -> None:
    ends = axis_ends(WORDS, (((0, 1, 2, 3, 4), (5,)),), 2)
    assert ends[0]["low"] == f"{WORDS.names[0]}, {WORDS.names[1]} +3"
    assert ends[0]["counts"] == [5, 1]


@pytest.mark.parametrize("name", ["words", "sentences", "digits"])
def test_every_built_in_space_has_an_example_that_works(name: str, services: Services) -> None:
    space = builtin(name)
    for _, written in examples(space):
        project(space.vectors, "axes", 2, axes=read_axes(written, len(space)))
    assert examples(space)


def test_the_examples_of_the_words_are_words(small_space: Callable[..., Space]) -> None:
    assert examples(WORDS)[0][0] == "man ↔ woman and small ↔ big"
    assert examples(small_space())[0][0] in {f"g{a} ↔ g{b}" for a in range(3) for b in range(3) if a != b}
    bare = Space(np.eye(3, dtype=np.float32), pd.DataFrame({"text": list("abc")}), text="text")
    assert examples(bare) == []


def test_the_controls_turn_and_drop_an_axis() -> None:
    view = View.from_query({"projection": "axes", "axes.1": GENDER, "axes.2": SIZE})
    [rows, *_] = axes_shown(view, WORDS)
    buttons = [part for row in rows.children for part in row.children if hasattr(part, "data-view")]
    written = [json.loads(getattr(button, "data-view")) for button in buttons]
    low, _, high = GENDER.partition("~")
    assert written[0] == {"axes.1": f"{high}~{low}"}
    assert written[1] == {"axes.1": SIZE, "axes.2": None, "axes.3": None}
    assert "2 items" in str(rows)


def test_the_controls_count_items_and_texts_apart() -> None:
    view = View.from_query({"projection": "axes", "axes.1": "1,2,t:a%20text~t:one,t:two"})
    said = str(axes_shown(view, WORDS))
    assert "2 items and 1 typed text'" in said
    assert "Small('2 typed texts')" in said
    assert "one, two" in said


def test_the_controls_say_how_to_make_axes_and_what_is_missing() -> None:
    assert "no axes yet" in str(axes_shown(View(projection="axes"), WORDS))
    assert "man ↔ woman" in str(axes_shown(View(projection="axes"), WORDS))
    damaged = View.from_query({"projection": "axes", "axes.1": "3~"})
    assert "Start anew" in str(axes_shown(damaged, WORDS))
    one = View.from_query({"projection": "axes", "axes.1": SIZE, "dimensions": "3"})
    assert "For up and deep, the map shows what else differs most" in str(axes_shown(one, WORDS))


def test_a_map_beside_has_the_axes_too() -> None:
    view = View.from_query({"projection": "pca", "beside": "axes-2", "axes.1": SIZE})
    assert views_beside(view)[0].tools == {"axes.1": SIZE}


def test_reading_names_the_axis() -> None:
    with pytest.raises(UserError, match=r"“axes\.3=1~” has no item"):
        read_axes({"axes.1": "1~2", "axes.3": "1~"}, 9)
