"""Pictures of one's own in the tools: sent, shown small, refused where they are none, and compared with items."""

import io
from pathlib import Path

import numpy as np
import pytest
from dash import html
from PIL import Image

from dashboard.panels.compare import show
from dashboard.services import Services
from embeddings import Space, load, query_vector
from tests.dashboard.answers import asked, parts
from tests.dashboard.comparing import figures, four_distances, python_figures


@pytest.fixture
def squares(services: Services, tmp_path: Path) -> Space:
    """A few pictures by their pixels, in the store."""
    for place, colour in enumerate(["red", "blue", "navy", "green", "white"]):
        Image.new("RGB", (24, 24), colour).save(tmp_path / f"{place}-{colour}.png")
    made = load(tmp_path, encoder="pixels")
    services.store.save_space(made.key, made)
    return services.store.space(made.key)


def png(colour: str, side: int = 300) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(held, "PNG")
    return held.getvalue()


def test_a_picture_is_kept_and_served_small(client) -> None:
    sent = client.put("/api/uploads?name=a%20photo.png&as=picture", data=png("orange"))
    assert sent.json["name"] == "a photo.png"
    small = client.get(f"/api/uploads/{sent.json['upload']}/picture")
    assert small.mimetype == "image/jpeg"
    with Image.open(io.BytesIO(small.data)) as image:
        assert image.size == (256, 256)


def test_what_is_no_picture_is_refused_with_the_reason(client) -> None:
    sent = client.put("/api/uploads?name=notes.png&as=picture", data=b"some text")
    assert sent.status_code == 422
    assert "“notes.png”: this is no picture" in sent.json["detail"]
    assert client.get(f"/api/uploads/{'0' * 64}/picture").status_code == 404


def test_a_picture_is_compared_with_items_and_its_python_runs(services, squares, answered) -> None:
    kept = services.store.save_upload(io.BytesIO(png("maroon")), "maroon.png")
    values = {"items": f"0,p:{kept.id}:maroon.png"}
    body = answered(show, asked(services, squares.key, squares, **values)).body
    expected = four_distances(squares.vectors[0], query_vector(squares, picture=kept.path))
    np.testing.assert_allclose(figures(body), [expected], atol=6e-4)
    np.testing.assert_allclose(python_figures(body), [expected], atol=6e-4)
    (thumbnail,) = [image for image in parts(body, html.Img) if image.className == "chip-picture"]
    assert thumbnail.src == f"/api/uploads/{kept.id}/picture"
    assert [one.title for one in parts(body, html.Button) if one.children == "Add a picture"] == ["Or drop one here"]
