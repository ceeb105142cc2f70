"""Two built-in spaces of pictures: their vectors are those of their pictures, which the map shows without a worker."""

from io import BytesIO

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image

from dashboard.drawn import pictures_under
from dashboard.pictured import cells_of
from dashboard.services import Services
from dashboard.store import Store
from embeddings import Space, builtin, encode, neighbours
from embeddings.builtins import BUILTINS
from embeddings.builtins.shapes import COLOURS, EVERY, PAPER, ROTATIONS, SHAPES, SIZES, drawn

PICTURED = ["digits", "shapes"]
NAMES = {"Digits": "digits", "Shapes": "shapes", "MNIST digits (VAE)": "mnist-vae"}


def test_the_digits_are_those_of_scikit_learn() -> None:
    space = builtin("digits")
    assert (space.vectors.shape, space.label, space.text) == ((1797, 64), "digit", "name")
    assert space.vectors.max() == 16
    assert set(space.items["digit"]) == set("0123456789")
    near = [neighbours(space, place, k=1)["index"][0] for place in range(0, 1797, 30)]
    alike = [space.items["digit"][one] == space.items["digit"][place * 30] for place, one in enumerate(near)]
    assert np.mean(alike) > 0.95


def test_every_shape_comes_in_every_colour_size_and_rotation() -> None:
    space = builtin("shapes")
    assert len(space) == len(SHAPES) * len(COLOURS) * len(SIZES) * len(ROTATIONS) == 1200
    assert list(space.items.columns) == ["name", "shape", "colour", "size", "rotation", "picture"]
    assert len(set(space.names)) == 1200
    assert space.encoder == "pixels"


def test_no_two_shapes_look_the_same_and_each_lies_within_its_picture() -> None:
    pictures = [np.asarray(drawn(one)) for one in EVERY]
    assert len({picture.tobytes() for picture in pictures}) == 1200
    for picture in pictures:
        assert picture.shape == (64, 64, 3)
        edge = np.concatenate([picture[[0, -1]].reshape(-1, 3), picture[:, [0, -1]].reshape(-1, 3)])
        assert (edge == PAPER).all()


def test_the_vectors_of_the_shapes_are_those_of_the_shapes_that_are_drawn() -> None:
    made = encode([drawn(one) for one in EVERY], "pixels")
    kept = builtin("shapes").vectors
    np.testing.assert_allclose(made @ made.T, kept @ kept.T, atol=0.1)


@pytest.mark.parametrize("name", PICTURED)
def test_a_built_in_space_has_the_same_key_each_time(name: str) -> None:
    assert builtin(name).key == builtin(name).key


@pytest.mark.parametrize("name", PICTURED)
def test_each_item_has_its_picture_on_the_map(name: str, client: FlaskClient, services: Services) -> None:
    before = len(services.jobs.states())
    about = client.get(f"/api/spaces/{name}/pictures").json
    space = builtin(name)
    cells = np.frombuffer(client.get(about["cells"]).data, "<u4").reshape(-1, 3)
    assert cells[:, 0].tolist() == list(range(len(space)))
    assert set(cells[:, 1:].ravel()) == {64}
    assert len(about["pages"]) == 2
    assert client.get(about["pages"][1]).mimetype == "image/webp"
    assert len(services.jobs.states()) == before


def test_the_picture_of_an_item_is_its_own(client: FlaskClient) -> None:
    digits, shapes = builtin("digits"), builtin("shapes")
    ink = np.asarray(shown(client, digits, 5).convert("L"), float).reshape(8, 16, 8, 16).mean((1, 3))
    assert np.corrcoef(ink.ravel(), digits.vectors[5])[0, 1] > 0.99
    found = np.asarray(shown(client, shapes, 777), float)
    assert np.abs(found - np.asarray(drawn(EVERY[777]), float)).mean() < 3


def shown(client: FlaskClient, space: Space, index: int) -> Image.Image:
    about = client.get(f"/api/spaces/{NAMES[space.name]}/pictures").json
    return Image.open(BytesIO(client.get(about["tiles"] + space.items["picture"][index]).data))


@pytest.mark.parametrize("name", NAMES.values())
def test_a_sprite_is_the_picture_of_the_item_with_its_cell(name: str, client: FlaskClient) -> None:
    about, space = client.get(f"/api/spaces/{name}/pictures").json, builtin(name)
    cells = np.frombuffer(client.get(about["cells"]).data, "<u4").reshape(-1, 3)
    for index in (3, 1100, len(space) - 1):
        cell, width, height = map(int, cells[index])
        page = Image.open(BytesIO(client.get(about["pages"][cell // about["each"]]).data)).convert("L")
        row, column = divmod(cell % about["each"], about["columns"])
        left, top = column * about["side"], row * about["side"]
        sprite = np.asarray(page.crop((left, top, left + width, top + height)), float)
        other = np.asarray(shown(client, space, index).convert("L").resize((width, height)), float)
        assert np.abs(sprite - other).mean() < 6


@pytest.mark.parametrize("name", NAMES.values())
def test_the_first_look_draws_none_of_the_pictures_and_keeps_none(name: str, tmp_path, monkeypatch) -> None:
    store, drawn_of = Store(tmp_path, shipped=None), []
    made = type(BUILTINS.make(name))
    real = made.drawn
    monkeypatch.setattr(made, "drawn", lambda self, places: drawn_of.extend(places) or real(self, places))
    found = pictures_under(str(builtin(name).provenance["pictures"]), store)
    assert len(cells_of(builtin(name), found)) == len(builtin(name))
    assert len(drawn_of) <= 1
    assert found.picture(7, "view")
    assert drawn_of[-1] == 7
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_what_there_is_not_is_not_drawn(store: Store) -> None:
    found = pictures_under(str(builtin("shapes").provenance["pictures"]), store)
    assert (found.page(2), found.page(-1), found.picture(1200, "tile"), found.picture(-1, "tile")) == (None,) * 4
    assert pictures_under("0" * 32, store) is None
    assert pictures_under(None, store) is None
