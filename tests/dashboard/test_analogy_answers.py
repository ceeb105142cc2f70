"""What the Analogy tab answers: favourites that work, both forms, what is drawn, other pairs, and Python that runs."""

import contextlib
import io
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dash import html

from dashboard.analogy_parts.answers import in_words
from dashboard.analogy_parts.favourites import FAVOURITES
from dashboard.panels.analogy import show
from dashboard.resolve import resolve
from dashboard.services import Services
from dashboard.tools import Asked, Shown
from dashboard.view import View
from embeddings import Space, UserError, analogy, builtin, more_pairs, query_vector
from tests.dashboard.answers import TALK, asked, parts, table_called, words_of

WORDS = builtin("words")
KING = {slot: str(WORDS.find(word)) for slot, word in zip("abc", ("man", "king", "woman"), strict=True)}


@pytest.fixture(scope="module")
def pca(services: Services) -> str:
    """The key of the words' map by PCA."""
    return resolve(View(projection="pca"), services).scene.key


def answers(shown: Shown, name: str = "Answers") -> list[str]:
    """Return what stands in the rows of a table."""
    table = table_called(shown.body, name)
    return [row.children[0].children.children[-1] for row in parts(parts(table, html.Tbody), html.Tr)]


def texts(shown: Shown, class_name: str) -> list[str]:
    """Return the paragraphs of a class as one reads them."""
    return ["".join(words(one)) for one in parts(shown.body, html.P) if getattr(one, "className", "") == class_name]


def words(component: Any) -> list[str]:
    if isinstance(component, str):
        return [component]
    children = getattr(component, "children", component)
    return [
        part for child in (children if isinstance(children, list) else [children]) if child for part in words(child)
    ]


@pytest.mark.parametrize(
    ("space_id", "one"), [(name, one) for name, groups in FAVOURITES.items() for _, some in groups for one in some]
)
def test_every_favourite_works(space_id: str, one: tuple[str, str, str, str]) -> None:
    a, b, c, expected = one
    assert analogy(builtin(space_id), plus=[b, c], minus=[a], k=1)["label"].tolist() == [expected]


def test_the_slots_are_answered_in_a_formula_a_sentence_and_a_table(services, pca) -> None:
    shown = show(asked(services, **KING, scene=pca))
    expected = analogy(WORDS, plus=["king", "woman"], minus=["man"])
    assert answers(shown) == expected["label"].tolist()
    assert texts(shown, "formula") == ["king − man + woman ≈ queen"]
    told = texts(shown, "help")
    assert "“man” is to “king” as “woman” is to “queen”." in told
    margin, step = -np.diff(expected["similarity"][:2])[0], -np.diff(expected["similarity"][[1, 9]])[0] / 8
    assert 1.5 * step <= margin
    assert any(one.startswith(f"“queen” leads “monarch” by {margin:.3f}, ") for one in told)
    ranks = analogy(WORDS, plus=["king", "woman"], minus=["man"], k=len(WORDS), leave_inputs_out=False)[
        "label"
    ].tolist()
    assert f"C itself, “woman”, is number {ranks.index('woman') + 1:,} of 2,882 for the computed vector." in told
    assert f"B, “king”, number 1; A, “man”, number {ranks.index('man') + 1:,}." in told
    assert "With the inputs in, “king” would come first." in told


def test_the_map_shows_the_computed_vector_and_the_nearest_item_apart(services, pca) -> None:
    drawn = show(asked(services, **KING, scene=pca)).drawn
    man, king, woman, queen = (WORDS.find(word) for word in ("man", "king", "woman", "queen"))
    assert drawn["arrows"] == [{"from": man, "to": king}, {"from": woman, "to": queen}]
    star, diamond = drawn["marks"][:2]
    assert (star["shape"], star["at"]) == ("star", queen)
    assert diamond["shape"] == "diamond"
    units = WORDS.vectors / WORDS.norms[:, None]
    mean = WORDS.vectors.mean(axis=0, dtype=np.float64)
    _, _, axes = np.linalg.svd(WORDS.vectors - mean, full_matrices=False)
    computed = units[king].astype(float) - units[man] + units[woman]
    computed *= WORDS.norms[[man, king, woman]].mean()
    np.testing.assert_allclose(np.abs(diamond["at"]), np.abs(axes[:2] @ (computed - mean)), atol=1e-4)


def test_the_free_form_takes_weights_and_keeps_what_the_slots_held(services) -> None:
    man, king, woman = (WORDS.find(word) for word in ("man", "king", "woman"))
    shown = show(asked(services, form="free", terms=f"{king},{woman}*0.5,{man}*-1"))
    assert answers(shown) == analogy(WORDS, [king, woman], [man], weights=[1, 0.5, 1])["label"].tolist()
    assert texts(shown, "formula")[0].startswith("king + 0.5 × woman − man ≈ ")
    buttons = parts(show(asked(services, **KING)).body[0], html.Button)
    assert f'"analogy.terms": "{king},{man}*-1,{woman}"' in getattr(buttons[1], "data-view")
    back = parts(show(asked(services, form="free", terms=f"{king},{man}*-1,{woman}")).body[0], html.Button)
    assert f'"analogy.a": "{man}", "analogy.b": "{king}", "analogy.c": "{woman}"' in getattr(back[0], "data-view")


def test_inputs_and_method_change_the_answer_as_they_say(services) -> None:
    assert answers(show(asked(services, **KING, inputs="yes")))[0] == "king"
    multiplied = analogy(WORDS, ["king", "woman"], ["man"], method="3cosmul")["label"].tolist()
    assert answers(show(asked(services, **KING, method="3cosmul"))) == multiplied


def test_other_pairs_are_found_by_a_worker(services, answered) -> None:
    france, paris = WORDS.find("France"), WORDS.find("Paris")
    ask = asked(services, a=str(france), b=str(paris), c=str(WORDS.find("Italy")), like="yes")
    shown = answered(show, ask)
    table = table_called(shown.body, "Pairs like A → B")
    listed = [button.children for button in parts(table, html.Button)]
    expected = more_pairs(WORDS, "France", "Paris", 20).pairs
    assert listed == (expected["from"] + " → " + expected["to"]).tolist()


def test_other_pairs_are_found_for_typed_texts_too(services, talk, answered) -> None:
    given = {"a": "t:the%20cook", "b": "t:the%20crew", "c": "0", "like": "yes"}
    shown = answered(show, asked(services, TALK, talk, **given))
    ends = [query_vector(talk, text) for text in ("the cook", "the crew")]
    expected = more_pairs(talk, *ends, 20).pairs
    listed = [one.children for one in parts(table_called(shown.body, "Pairs like A → B"), html.Button)]
    assert listed == (expected["from"] + " → " + expected["to"]).tolist()
    assert listed


@pytest.mark.parametrize(
    "values",
    [KING, {**KING, "inputs": "yes", "method": "3cosmul"}, {"form": "free", "terms": "5,9*0.5,70*-2"}],
    ids=["slots", "3CosMul", "free"],
)
def test_its_python_gives_the_same_answers(services, values: dict[str, str]) -> None:
    shown = show(asked(services, **values))
    (pre,) = parts(shown.body, html.Pre)
    *lines, last = pre.children.splitlines()
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec("\n".join(lines), names)
        table = eval(last, names)
    assert table["label"].tolist() == answers(shown)


def test_what_cancels_out_is_said_and_what_was_chosen_stays(services) -> None:
    shown = show(asked(services, form="free", terms="5,5*-1"))
    (box,) = [one for one in parts(shown.body, html.Div) if getattr(one, "role", None) == "alert"]
    assert box.children[0].children == "Nothing is left"
    assert len([button for button in parts(shown.body, html.Button) if button.children == "×"]) == 2


def test_c_may_equal_b_and_an_empty_tool_says_what_to_do(services) -> None:
    assert answers(show(asked(services, **{**KING, "c": KING["b"]})))
    nothing = show(asked(services))
    assert any("Click three points" in told for told in texts(nothing, "help"))
    with pytest.raises(UserError, match="“form=odd” in the address"):
        show(asked(services, form="odd"))


@pytest.mark.parametrize(
    ("margin", "said"), [(0.09, "a clear lead"), (0.02, "some lead"), (0.01, "a close call"), (0.0, "equally near")]
)
def test_a_lead_is_weighed_by_the_usual_step(margin: float, said: str) -> None:
    steps = pd.DataFrame({"similarity": [0.5 + margin, 0.5, 0.49, 0.48]})
    assert said in in_words(margin, steps)


def test_a_map_that_cannot_place_says_so_and_the_answers_stand(services) -> None:
    shown = show(asked(services, **KING, scene="0" * 32))
    assert any(told.startswith("The computed vector is not drawn: ") for told in texts(shown, "help"))
    assert {mark["shape"] for mark in shown.drawn["marks"]} == {"ring", "star"}
    assert answers(shown)[0] == "queen"


@pytest.mark.parametrize(
    ("same", "said"),
    [("aab", "A and B are the same"), ("aba", "A and C are the same"), ("abb", "“king” counts twice")],
)
def test_the_same_item_twice_is_told_and_answered(services, same: str, said: str) -> None:
    shown = show(asked(services, **dict(zip("abc", (KING[slot] for slot in same), strict=True))))
    assert any(said in told for told in texts(shown, "warning"))
    assert len(answers(shown)) == 10


def test_a_misspelt_word_is_suggested_and_what_was_chosen_stays(services) -> None:
    given = Space(np.eye(4, dtype=np.float32), pd.DataFrame({"text": ["man", "king", "woman", "queen"]}), text="text")
    for values, patch, chosen in [
        ({"a": "0", "b": "t:quen", "c": "2"}, '{"analogy.b": "3"}', 3),
        ({"form": "free", "terms": "1,t:quen*-0.5"}, '{"analogy.terms": "1,3*-0.5"}', 2),
    ]:
        shown = show(asked(services, "words", given, **values))
        assert "For “quen”, did you mean queen? " in texts(shown, "examples")
        assert patch in [getattr(button, "data-view", "") for button in parts(shown.body, html.Button)]
        assert len([button for button in parts(shown.body, html.Button) if button.children == "×"]) == chosen


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([[1, 0], [0, 0], [0, 0], [0, 0]], "zero has no direction"),
        ([[1, 0], [0, 0], [-1, 0], [1, 0]], "cancel out"),
    ],
)
def test_vectors_that_say_nothing_are_told(services, rows: list[list[float]], said: str) -> None:
    space = Space(np.array(rows, np.float32), pd.DataFrame({"n": range(4)}))
    shown = show(asked(services, "words", space, a="1", b="2", c="3"))
    (box,) = [one for one in parts(shown.body, html.Div) if getattr(one, "role", None) == "alert"]
    assert said in "".join(words(box))


def test_a_space_of_which_every_item_is_given_has_no_answer(services) -> None:
    space = Space(np.eye(3, dtype=np.float32), pd.DataFrame({"n": range(3)}))
    ask = Asked(space, "given", "", "cosine", 10, None, {"a": "0", "b": "1", "c": "2"}, services)
    shown = show(ask)
    assert parts(shown.body, html.Table) == []
    assert "Every other item of this space is an input" in words_of(shown.body)


def test_the_gallery_of_pictures_shows_pictures(services) -> None:
    shapes = builtin("shapes")
    gallery = show(Asked(shapes, "shapes", "", "cosine", 10, None, {}, services)).body
    count = sum(len(some) for _, some in FAVOURITES["shapes"])
    assert len(parts(gallery, html.Img)) == 3 * count


def test_vectors_of_zeros_and_ties_are_told_and_no_lead_is_made_up(services) -> None:
    vectors = np.vstack([np.zeros((1, 8)), np.eye(8)]).astype(np.float32)
    space = Space(vectors, pd.DataFrame({"text": [f"w{place}" for place in range(9)]}), text="text")
    said = words_of(show(asked(services, "zeros", space, a="0", b="1", c="2")).body)
    assert "“w0” has a vector of zeros: it points nowhere and adds nothing." in said
    assert "equally near, and which comes first is chance" in said
    assert "clear lead" not in said
