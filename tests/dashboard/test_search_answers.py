"""What the Search tab answers: texts, meaning, filters, pictures, passages, kept points, and Python that runs."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dash import html
from PIL import Image

from dashboard.panels.search_tab import picked, show
from dashboard.placing import placed
from dashboard.recipes import ProjectRecipe
from dashboard.services import Services
from embeddings import Space, UserError, builtin, find_text, load, nearest_to, query_vector
from embeddings.encoding import encode_space
from embeddings.reading import Table
from embeddings.searching.filters import Between, Contains, OneOf, matching
from embeddings.searching.passages import passages
from tests.dashboard.answers import asked, parts, run_python, words_of

KEY = "000000005ea4c400"
WORDS = builtin("words")


def items(body: list[Any]) -> list[int]:
    """Return the items of the list."""
    rows = [row.to_plotly_json()["props"] for row in parts(body, html.Tr)]
    return [int(row["data-item"]) for row in rows if "data-item" in row]


@pytest.fixture(scope="module")
def talk(services: Services) -> Space:
    """A small space by LSA in the store, of passages of four documents."""
    rows = [
        f"the {who} {does} a {what}"
        for who in ("cook", "crew")
        for does in ("bakes", "sails")
        for what in ("pie", "ship")
    ]
    table = pd.DataFrame(
        {"text": [f"{a}. {b}." for a, b in zip(rows[::2], rows[1::2], strict=True)], "title": list("ABCD")}
    )
    cut = passages(Table(table, "", ()), "text", words=5, overlap=0)
    made = encode_space(cut, text="text", label=None, encoder="lsa", parameters={"components": 4})
    services.store.save_space(KEY, made)
    return services.store.space(KEY)


def test_a_text_is_found_as_the_vector_layer_finds_it(services) -> None:
    body = show(asked(services, q="king")).body
    expected = find_text(WORDS, "king")
    assert items(body) == expected["index"][:20].tolist()
    exact = expected[expected["match"] != "a similar spelling"]
    assert f"{len(exact):,} items of 2,882; {len(expected) - len(exact):,} more have a similar spelling." in words_of(
        body
    )
    assert [words_of(mark) for mark in parts(body, html.Mark)][:3] == ["king", "king", "King"]
    assert picked(asked(services, q="king"), "all") == sorted(exact["index"])
    assert run_python(body)["index"].tolist() == expected["index"].tolist()


def test_another_column_is_named_and_columns_can_be_chosen(services) -> None:
    body = show(asked(services, q="royalty")).body
    expected = find_text(WORDS, "royalty", ["word"])
    in_word = show(asked(services, **{"q": "royalty", "in": "word"})).body
    assert items(in_word) == expected["index"][:20].tolist()
    assert "category: " in words_of(show(asked(services, q="animals")).body)
    assert items(body)[0] in expected["index"].tolist() or expected.empty
    assert run_python(in_word)["index"].tolist() == expected["index"].tolist()


def test_the_map_lights_what_is_found_and_not_everything(services) -> None:
    assert show(asked(services, q="king")).drawn["lit"] == "all"
    one, other = (show(asked(services, q=text)).drawn for text in ("king", "queen"))
    assert one != other, "another search is lit anew"
    assert "lit" not in show(asked(services)).drawn
    assert "lit" not in show(asked(services, where__has__word="")).drawn


def test_filters_hold_alone_and_with_a_text(services) -> None:
    space = builtin("shapes")
    values = {"where__is__colour": "red,blue", "where__from__rotation": "90", "where__to__rotation": "200"}
    filters = [OneOf("colour", ("red", "blue")), Between("rotation", 90, 200)]
    body = show(asked(services, "shapes", space, filters="yes", **values)).body
    expected = np.flatnonzero(matching(space, filters))
    assert picked(asked(services, "shapes", space, **values), "all") == expected.tolist()
    assert list(run_python(body).index) == expected.tolist()
    both = asked(services, "shapes", space, q="kite", where__has__name="small", **values)
    kept = matching(space, [*filters, Contains("name", "small")])
    found = find_text(space, "kite", among=kept)
    assert items(show(both).body) == found["index"][:20].tolist()
    assert run_python(show(both).body)["index"].tolist() == found["index"].tolist()


def test_values_are_counted_as_the_search_would_find_them_without_their_own_filter(services) -> None:
    space = builtin("shapes")
    body = show(
        asked(services, "shapes", space, filters="yes", q="kite", where__is__colour="red", where__is__size="small")
    ).body
    (fieldset,) = [one for one in parts(body, html.Fieldset) if words_of(one).startswith("colour")]
    told = {words_of(row.children[0]): int(words_of(row.children[1])) for row in parts(fieldset, html.Button)}
    frame = space.items
    kites = frame[frame["name"].str.contains("kite") & (frame["size"] == "small")]
    assert told == kites["colour"].value_counts().to_dict()


@pytest.mark.parametrize("query", [".*", "(", "🙂", "שלום", "zzzzqqqqq"])
def test_nothing_found_is_said_and_every_sign_is_taken_as_it_is(services, query: str) -> None:
    said = words_of(show(asked(services, q=query)).body)
    assert f"No item has “{query}”" in said


def test_a_word_that_is_not_there_has_the_nearest_spellings_beside_it(services) -> None:
    space = Space(np.eye(2, dtype=np.float32), pd.DataFrame({"text": ["elephant", "mouse"]}), text="text")
    services.store.save_space(space.key, space)
    assert "elephant" in words_of(show(asked(services, space.key, space, q="olifant")).body)


def test_a_space_of_numbers_alone_is_searched_in_them_and_its_python_runs(services) -> None:
    space = Space(np.eye(3, dtype=np.float32), pd.DataFrame({"year": [1999, 2000, 2019]}))
    services.store.save_space(space.key, space)
    body = show(asked(services, space.key, services.store.space(space.key), q="19")).body
    assert items(body) == [0, 2]
    assert run_python(body)["index"].tolist() == [0, 2]


def test_before_anything_is_typed_an_example_works(services) -> None:
    body = show(asked(services)).body
    (link,) = [one for one in parts(body, html.Button) if one.className == "link" and "meaning" not in words_of(one)]
    assert items(show(asked(services, q=words_of(link))).body)


def test_a_space_that_takes_no_text_says_so_and_what_would(services) -> None:
    given = Space(np.eye(3, dtype=np.float32), pd.DataFrame({"text": list("abc")}), text="text")
    assert "given ready-made" in words_of(show(asked(services, "given", given)).body)
    alert = show(asked(services, "given", given, q="a", how="meaning")).body
    assert "encode the texts here" in words_of(alert)
    with pytest.raises(UserError, match="“how=guess”"):
        show(asked(services, how="guess"))


def test_meaning_is_the_encoders_and_the_list_says_how_near(services, talk, answered) -> None:
    ask = asked(services, KEY, talk, q="the cook sails", how="meaning", show="3")
    body = answered(show, ask).body
    expected = nearest_to(talk, query_vector(talk, "the cook sails"), 3)
    assert items(body) == expected["index"].tolist()
    assert f"{expected['similarity'][0]:.3f}" in words_of(body)
    pd.testing.assert_frame_equal(run_python(body), expected)
    assert picked(ask, "listed") == sorted(expected["index"])


def test_an_item_is_asked_with_and_left_out(services) -> None:
    space = builtin("shapes")
    body = show(asked(services, "shapes", space, picture="5", show="4", where__is__colour="red")).body
    others = np.flatnonzero(~matching(space, [OneOf("colour", ("red",))])).tolist()
    expected = nearest_to(space, space.vectors[5], 4, leave_out=[5, *others])
    assert items(body) == expected["index"].tolist()
    pd.testing.assert_frame_equal(run_python(body), expected)


@pytest.fixture
def red_square(services, tmp_path) -> str:
    Image.new("RGB", (32, 32), (200, 30, 30)).save(tmp_path / "square, 1.png")
    with (tmp_path / "square, 1.png").open("rb") as file:
        return services.store.save_upload(file, "square, 1.png").id


@pytest.fixture
def squares(services, tmp_path) -> Space:
    """A few pictures by their pixels, in the store."""
    folder = tmp_path / "squares"
    folder.mkdir()
    for place, colour in enumerate(["red", "darkred", "blue", "navy", "green", "white"]):
        Image.new("RGB", (24, 24), colour).save(folder / f"{place}-{colour}.png")
    made = load(folder, encoder="pixels")
    services.store.save_space(made.key, made)
    return services.store.space(made.key)


def test_a_picture_of_ones_own_is_asked_with(services, squares, red_square, answered) -> None:
    ask = asked(services, squares.key, squares, picture=f"p:{red_square}:square%2C%201.png", show="5")
    body = answered(show, ask).body
    path = services.store.upload(red_square).path
    expected = nearest_to(squares, query_vector(squares, picture=path), 5)
    assert items(body) == expected["index"].tolist()
    assert "square, 1.png" in words_of(body)
    assert "Choose a picture" in words_of(body)
    assert "Choose a picture" not in words_of(show(asked(services, "shapes", builtin("shapes"))).body), (
        "it learnt nothing"
    )
    pd.testing.assert_frame_equal(run_python(body), expected)


def test_passages_are_answered_with_their_sources_and_copied_as_a_context(services, talk, answered) -> None:
    assert "Ask" in words_of(show(asked(services, KEY, talk)).body)
    assert "Ask" not in words_of(show(asked(services)).body)
    body = answered(show, asked(services, KEY, talk, q="who sails a ship", how="ask", show="2")).body
    found = nearest_to(talk, query_vector(talk, "who sails a ship"), 2)
    (context,) = [pre.children for pre in parts(body, html.Pre) if pre.className == "context"]
    first = talk.items.iloc[int(found["index"][0])]
    start = f"[1] document {first['document'] + 1} ({first['title']}), passage {first['passage']} of 2; similarity "
    assert context.startswith(start)
    assert talk.names[int(found["index"][1])] in context
    assert context.endswith("Question: who sails a ship")
    assert items(body) == found["index"].tolist()


def test_a_kept_sentence_is_placed_on_the_map_and_its_distance_is_told(services, talk, wait_until, answered) -> None:
    recipe = ProjectRecipe(space=KEY, space_key=talk.key, method="pca", dimensions=2, seed=0, parameters={})
    wait_until(lambda: services.jobs.submit(recipe).status == "done")
    ask = asked(services, KEY, talk, kept="t:the%20crew%20bakes,t:a%20pie")
    shown = answered(show, replace(ask, map=recipe.key))
    assert [mark["label"] for mark in shown.drawn["marks"]] == ["the crew bakes", "a pie"]
    vector = query_vector(talk, "the crew bakes")
    nearest = nearest_to(talk, vector, 3)
    assert [line["to"] for line in shown.drawn["arrows"]][:3] == nearest["index"].tolist()
    place = placed(recipe.key, vector, services)
    np.testing.assert_allclose(shown.drawn["marks"][0]["at"], np.asarray(place)[0], atol=1e-6)
    said = [words_of(one) for one in parts(shown.body, html.Li)]
    assert any(talk.names[nearest["index"][0]] in one and "of the items are from theirs" in one for one in said)


def test_a_query_that_the_encoder_cannot_take_is_not_offered_a_place(services) -> None:
    given = Space(np.eye(3, dtype=np.float32), pd.DataFrame({"text": list("abc")}), text="text")
    said = words_of(show(asked(services, "given", given, q="(.*", how="meaning")).body)
    assert "their model is not known" in said
    assert "Where does my sentence land?" not in said


def test_the_query_can_be_kept_by_meaning_only(services) -> None:
    words = "Where does my sentence land?"
    assert words not in words_of(show(asked(services, q="king")).body)
