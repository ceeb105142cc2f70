"""What the Latent tab answers of a picture of one's own: where it lies, what is near, and what the map draws."""

import base64
import io
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from dash import html
from PIL import Image, ImageDraw

from dashboard.panels.latent import show
from dashboard.resolve import resolve
from dashboard.view import View
from embeddings import Space, builtin
from embeddings.vae import drawn_digit, shipped
from tests.dashboard.answers import asked, attribute, items_of, parts, run_python, words_of

MNIST = {"space_id": "mnist-vae", "metric": "euclidean", "part": "own"}


@pytest.fixture(scope="module")
def digits() -> Space:
    return builtin("mnist-vae")


@pytest.fixture(scope="module")
def plain(services: Any) -> str:
    """Return the key of the map that shows the latent numbers as they are."""
    return resolve(View(space="mnist-vae", projection="plain", metric="euclidean"), services).scene.key


@pytest.fixture
def sent(client: Any) -> Callable[[Image.Image], str]:
    """Return a function that sends a picture as the pad does, and returns its term."""

    def send(image: Image.Image) -> str:
        held = io.BytesIO()
        image.save(held, "PNG")
        answer = client.put("/api/uploads?name=drawing.png&as=picture", data=held.getvalue())
        return f"p:{answer.json['upload']}:drawing.png"

    return send


def one() -> Image.Image:
    """Return a 1, drawn."""
    drawing = Image.new("RGB", (280, 280), "white")
    ImageDraw.Draw(drawing).line((140, 40, 140, 240), fill="black", width=18)
    return drawing


def test_it_lies_where_the_encoder_puts_it_prepared_as_mnist(
    services: Any, digits: Space, sent: Any, plain: str
) -> None:
    body = show(asked(services, **MNIST, scene=plain, own=sent(one())))
    mean = shipped().means(drawn_digit(one())[None])[0]
    (diamond,) = [mark for mark in body.drawn["marks"] if mark["shape"] == "diamond"]
    np.testing.assert_allclose(diamond["at"], mean, atol=1e-6)
    nearest = np.linalg.norm(digits.vectors.astype(float) - mean, axis=1).argsort()[:10]
    assert items_of(body.body, "Nearest to yours") == nearest.tolist()
    votes = int((digits.items["digit"].iloc[nearest] == "1").sum())
    assert votes > 5
    assert f"{votes} of its 10 nearest are “1”" in words_of(body.body)
    assert body.drawn["arrows"] == [{"from": diamond["at"], "to": int(item), "faint": True} for item in nearest[:3]]
    assert "This map shows the latent numbers as they are" in words_of(body.body)


def test_the_pictures_are_what_the_vae_saw_and_makes_of_it(services: Any, sent: Any) -> None:
    body = show(asked(services, **MNIST, own=sent(one()))).body
    seen, made = (
        np.asarray(Image.open(io.BytesIO(base64.b64decode(image.src.partition(",")[2]))))
        for image in parts(body, html.Img)
        if image.className == "pixels"
    )
    row = drawn_digit(one())
    np.testing.assert_array_equal(seen.ravel(), row)
    np.testing.assert_allclose(made.ravel(), 255 * shipped().reconstruct(row[None])[0], atol=0.51)


def test_its_python_finds_the_same_items(services: Any, sent: Any) -> None:
    body = show(asked(services, **MNIST, own=sent(one()))).body
    assert run_python(body)["index"].tolist() == items_of(body, "Nearest to yours")


def test_what_is_kept_stays_on_the_map_under_the_class_it_lies_among(services: Any, sent: Any, plain: str) -> None:
    term = sent(one())
    shown = show(asked(services, **MNIST, scene=plain, own=term))
    (keep,) = [button for button in parts(shown.body, html.Button) if button.children == "Keep it on the map"]
    assert json.loads(attribute(keep, "data-view")) == {"latent.kept": term, "latent.own": None}
    kept = show(asked(services, **MNIST, scene=plain, kept=term))
    assert [mark["label"] for mark in kept.drawn["marks"]] == ["yours, 1"]
    assert "Draw a digit above" in words_of(kept.body)


def test_a_blank_sheet_says_so_and_what_was_given_stays(services: Any, sent: Any) -> None:
    body = show(asked(services, **MNIST, own=sent(Image.new("RGB", (280, 280), "white")))).body
    said = words_of(body)
    assert "Nothing is drawn" in said
    assert "The whole picture" in said, "another way to prepare it may do"


def test_a_picture_that_is_gone_or_none_at_all_is_explained(services: Any) -> None:
    assert "The file is gone" in words_of(show(asked(services, **MNIST, own=f"p:{'0' * 64}:drawing.png")).body)
    assert "names what is no picture" in words_of(show(asked(services, **MNIST, own="17")).body)


def test_another_way_to_prepare_it_puts_it_elsewhere(services: Any, sent: Any, plain: str) -> None:
    term = sent(one())
    usual, whole = (show(asked(services, **MNIST, scene=plain, own=term, **how)) for how in ({}, {"prepare": "whole"}))
    assert usual.drawn["marks"][-1]["at"] != whole.drawn["marks"][-1]["at"]
    assert '"whole"' in next(pre.children for pre in parts(whole.body, html.Pre))
