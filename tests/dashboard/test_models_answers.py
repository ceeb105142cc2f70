"""What the Models tab answers: what there is to compare with, another encoder tried on the spot, agreement, and Python that runs."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from dash import dcc, html

from dashboard.colours import COLOURS
from dashboard.colours import Asked as Looked
from dashboard.other_models import choices, recipe_with
from dashboard.panels.models import show
from dashboard.resolve import items_key, resolve
from dashboard.services import Services
from dashboard.spaces import open_space
from dashboard.store.spaces import Spaces
from dashboard.view import View
from embeddings import Space, UserError, compare_spaces, label_fit, load
from tests.dashboard.answers import asked, parts, run_python, words_of

KEY, OTHER = "00000000000a00de", "00000000000b00de"


@pytest.fixture(scope="module")
def rooms(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Space:
    """A small space by LSA in the store, and one of some of its rows in another order, by random vectors."""
    path = tmp_path_factory.mktemp("rooms") / "rooms.csv"
    rows = [
        f"a {size} {thing} by the {place},{thing}"
        for size in ("big", "small", "red")
        for thing in ("bed", "lamp")
        for place in ("door", "wall", "window")
    ]
    path.write_text("\n".join(["text,thing", *rows]))
    services.store.save_space(KEY, load(path, text="text", label="thing", encoder="lsa", components=5))
    space = services.store.space(KEY)
    items = space.items.iloc[::-1].head(12).reset_index(drop=True)
    vectors = np.random.default_rng(0).normal(size=(12, 3)).astype(np.float32)
    services.store.save_space(OTHER, Space(vectors, items, text="text", name="Some rooms"))
    return space


def test_nothing_is_compared_before_something_is_chosen(services, rooms) -> None:
    body = show(asked(services, KEY, rooms)).body
    assert "Choose another model" in words_of(body)
    links = [one.to_plotly_json()["props"]["data-view"] for one in parts(body, html.Button)]
    assert any("encode:" in link for link in links)
    options = choices(KEY, rooms, services)
    assert options[OTHER] == "Some rooms (given vectors): 12 items"
    assert "encode:tfidf" in options
    assert "encode:lsa" not in options


def test_the_menu_opens_no_other_space(services, rooms, monkeypatch) -> None:
    turned = Space(np.eye(18, dtype=np.float32), rooms.items, text="text", name="Turned")
    renamed = Space(np.eye(18, dtype=np.float32), rooms.items.assign(text="a room"), text="text", name="Renamed")
    for made in (turned, renamed):
        services.store.save_space(made.key, made)
    opened = []
    monkeypatch.setattr(Spaces, "open", lambda _, space_id: opened.append(space_id))
    options = choices(KEY, rooms, services)
    assert options[turned.key] == "Turned (given vectors): the same items"
    assert options[renamed.key] == "Renamed (given vectors): 18 items"
    assert opened == []


def test_another_encoder_is_tried_on_the_same_items(services, rooms, answered) -> None:
    body = answered(show, asked(services, KEY, rooms, other="encode:tfidf", k="4")).body
    made = open_space(recipe_with(KEY, rooms, "tfidf", services.store).key, services.store)
    assert (made.names, made.encoder, made.label) == (rooms.names, "tfidf", "thing")
    result = compare_spaces(rooms, made, k=4)
    said = words_of(body)
    assert "All 18 items are the same, row by row." in said
    assert f"{result.shared.mean():.1f} of 4" in said
    assert f"{result.alignment.cka:.2f}" in said
    pd.testing.assert_frame_equal(run_python(body), result.most_different(rooms, made, 50))


def test_a_model_is_tried_by_its_name(services, rooms, answered) -> None:
    waiting = show(asked(services, KEY, rooms, other="encode:named")).body
    assert "Type the name of a model" in words_of(waiting)
    assert (
        next(one.placeholder for one in parts(waiting, dcc.Input) if one.type == "text") == "sentence-transformers:NAME"
    )
    body = answered(show, asked(services, KEY, rooms, other="encode:named", model="word-mean:words", k="4")).body
    made = open_space(recipe_with(KEY, rooms, "word-mean:words", services.store).key, services.store)
    assert made.vectors.shape[1] == 384
    assert f"{compare_spaces(rooms, made, k=4).shared.mean():.1f} of 4" in words_of(body)


def test_a_model_that_cannot_be_had_is_told_of_by_name(services, rooms, answered, torch) -> None:
    body = answered(show, asked(services, KEY, rooms, other="encode:named", model="no such model")).body
    assert "“no such model” is neither a file or folder of this machine nor a name of the hub" in words_of(body)
    assert next(one.value for one in parts(body, dcc.Input) if one.type == "text") == "no such model"
    wrong = show(asked(services, KEY, rooms, other="encode:named", model="timm:resnet50")).body
    assert "“timm:resnet50” encodes pictures" in words_of(wrong)


def test_a_shared_server_takes_no_model_by_its_path(services, rooms) -> None:
    shared = replace(services, settings=replace(services.settings, local_models=False))
    body = show(asked(shared, KEY, rooms, other="encode:named", model="/etc/models/mine")).body
    assert "this server takes models from the hub only" in words_of(body)


def test_its_map_lies_beside_the_first_since_the_items_are_the_same(services, rooms, answered) -> None:
    answered(show, asked(services, KEY, rooms, other="encode:tfidf"))
    key = recipe_with(KEY, rooms, "tfidf", services.store).key
    assert items_key(key, services) == items_key(KEY, services)
    scene = resolve(View(space=key, projection="pca"), services).scene
    assert scene is not None
    assert scene.items == KEY


def test_neighbours_of_the_item_in_focus_stand_side_by_side(services, rooms, answered) -> None:
    body = answered(show, asked(services, KEY, rooms, focus=3, other="encode:tfidf", k="5")).body
    made = open_space(recipe_with(KEY, rooms, "tfidf", services.store).key, services.store)
    result = compare_spaces(rooms, made, k=5)
    (table,) = [one for one in parts(body, html.Table) if "under both" in str(one)]
    rows = parts(parts(table, html.Tbody), html.Tr)
    assert [words_of(row.children[1]) for row in rows] == [rooms.names[item] for item in result.ours[3]]
    assert [words_of(row.children[2]) for row in rows] == [rooms.names[item] for item in result.theirs[3]]
    marked = [cell for row in rows for cell in row.children if "data-shared" in cell.to_plotly_json()["props"]]
    assert len(marked) == 2 * result.shared[3]


def test_which_model_fits_a_column_is_told_with_its_interval(services, rooms, answered) -> None:
    body = answered(show, asked(services, KEY, rooms, other=OTHER, k="3")).body
    other = services.store.space(OTHER)
    result = compare_spaces(rooms, other, k=3)
    fit = label_fit(rooms.items["thing"].iloc[result.matched.ours], result.ours, result.theirs)
    said = words_of(body)
    assert "12 items are in both, found by their names: of 18 here and 12 in “Some rooms”" in said
    assert f"{100 * fit.ours:.1f} %" in said
    assert f"{100 * fit.theirs:.1f} %" in said
    assert ("fits better by" in said) == fit.certain


def test_the_map_is_coloured_by_agreement(services, rooms, answered) -> None:
    answered(show, asked(services, KEY, rooms, other=OTHER, k="3"))
    tools = {"models.other": OTHER, "models.k": "3"}
    colour = COLOURS.make("agreement")
    values = colour.values(Looked(KEY, rooms, "", None, "cosine", tools), services.store)
    result = compare_spaces(rooms, services.store.space(OTHER), k=3)
    expected = np.full(18, np.nan)
    expected[result.matched.ours] = result.overlap
    np.testing.assert_allclose(values, expected)
    with pytest.raises(UserError, match="not been compared under this metric"):
        colour.values(Looked(KEY, rooms, "", None, "manhattan", tools), services.store)
    with pytest.raises(UserError, match="no other space"):
        colour.values(Looked(KEY, rooms, "", None, "cosine", {}), services.store)


def test_what_cannot_be_compared_is_refused_and_what_was_chosen_stays(services, rooms, answered) -> None:
    nothing = answered(show, asked(services, KEY, rooms, other="digits")).body
    assert "Nothing matches" in words_of(nothing)
    assert "cannot encode the items" in words_of(show(asked(services, KEY, rooms, other="encode:clip")).body)
    assert "no other space" in words_of(show(asked(services, KEY, rooms, other="absent")).body)


def test_a_model_that_was_tried_stands_in_the_menu_once(services, rooms, answered) -> None:
    answered(show, asked(services, KEY, rooms, other="encode:tfidf"))
    options = choices(KEY, rooms, services)
    assert recipe_with(KEY, rooms, "tfidf", services.store).key not in options
    assert "encode:tfidf" in options
