"""The routes that decode places of a latent space: the decoder's own pixels, films, sheets, the manifold, and bad input."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dashboard.latent_walks.pictures import sheet
from dashboard.latent_walks.places import film
from embeddings.vae import Images, Vae, along, between, latent_space, manifold, shipped, to_pictures
from embeddings.vae.shape import Shape

MNIST = "/api/spaces/mnist-vae"
VAE = shipped("mnist")
COLOUR = Vae(
    Shape(height=6, width=4, channels=3, latent=3, hidden=(5,)),
    {
        name: np.random.default_rng(at).normal(size=size).astype(np.float32)
        for at, (name, size) in enumerate(Shape(height=6, width=4, channels=3, latent=3, hidden=(5,)).tensors().items())
    },
)


@pytest.fixture(scope="module")
def client(app: Any) -> Any:
    return app.server.test_client()


@pytest.fixture(scope="module")
def colourful(services: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A space of coloured pictures by a VAE of three numbers; its id."""
    file = tmp_path_factory.mktemp("vae") / "colour.safetensors"
    COLOUR.save(file)
    rows = np.random.default_rng(9).integers(0, 256, (30, 72)).astype(np.uint8)
    space = latent_space(COLOUR, Images(rows, 6, 4, 3), file=file)
    services.store.save_space(space.key, space)
    return str(space.key)


def decoded(vae: Vae, places: Any) -> np.ndarray:
    return to_pictures(vae.decode(np.asarray(places, np.float32)), vae.shape)


def image_of(answer: Any) -> np.ndarray:
    assert answer.status_code == 200, answer.text
    return np.asarray(Image.open(io.BytesIO(answer.data)))


def test_the_bytes_are_the_decoders_own(client) -> None:
    answer = client.get(f"{MNIST}/decoded?z=0.5,-1.25;-2,0.125")
    assert answer.headers["X-Picture"] == "2,28,28,1"
    np.testing.assert_array_equal(
        np.frombuffer(answer.data, np.uint8).reshape(2, 28, 28), decoded(VAE, [[0.5, -1.25], [-2, 0.125]])
    )


def test_pictures_in_colour_keep_their_channels_in_all_forms(client, colourful: str) -> None:
    places = [[0.5, -1, 2], [0, 0, 0], [1, 1, 1]]
    expected = decoded(COLOUR, places)
    query = f"/api/spaces/{colourful}/decoded?z=0.5,-1,2;0,0,0;1,1,1"
    raw = client.get(query)
    assert raw.headers["X-Picture"] == "3,6,4,3"
    np.testing.assert_array_equal(np.frombuffer(raw.data, np.uint8).reshape(3, 6, 4, 3), expected)
    png = image_of(client.get(f"{query}&as=png&columns=2"))
    assert png.shape == (12, 8, 3)
    np.testing.assert_array_equal(png[:6, 4:], expected[1])
    np.testing.assert_array_equal(png[6:, :4], expected[2])
    assert not png[6:, 4:].any()


def test_a_picture_is_enlarged_pixel_by_pixel(client) -> None:
    png = image_of(client.get(f"{MNIST}/decoded?z=1,1&as=png&enlarged=3"))
    np.testing.assert_array_equal(png[1::3, 2::3], decoded(VAE, [[1, 1]])[0])


@pytest.mark.parametrize("way", ["straight", "spherical"])
def test_a_film_is_decoded_along_its_way(client, way: str) -> None:
    answer = client.get(f"{MNIST}/decoded?z=2,0;0,3&frames=7&way={way}")
    expected = between([2, 0], [0, 3], 7, "spherical") if way == "spherical" else along([[2, 0], [0, 3]], 7)
    np.testing.assert_array_equal(np.frombuffer(answer.data, np.uint8).reshape(7, 28, 28), decoded(VAE, expected))
    assert (film(np.array([[2, 0], [0, 3]], np.float32), 7, "straight") == along([[2, 0], [0, 3]], 7)).all()


def test_a_film_can_be_saved_and_moves(client) -> None:
    answer = client.get(f"{MNIST}/decoded?z=2,0;-2,0&frames=12&as=gif&enlarged=4")
    saved = Image.open(io.BytesIO(answer.data))
    assert (answer.mimetype, saved.size, saved.n_frames) == ("image/gif", (112, 112), 12)
    saved.seek(11)
    last = np.asarray(saved.convert("L"), float)[2::4, 2::4]
    assert np.abs(last - decoded(VAE, [[-2, 0]])[0]).max() <= 3


def test_the_manifold_is_a_sheet_of_the_grid_and_is_kept(client) -> None:
    query = f"{MNIST}/manifold?low=-2,-1&high=2,3&steps=5&weights={VAE.key}"
    answer = client.get(query)
    expected = sheet(decoded(VAE, manifold(VAE, (-2, -1), (2, 3), steps=5).latents), 5)
    np.testing.assert_array_equal(image_of(answer), expected)
    np.testing.assert_array_equal(expected[:28, :28], decoded(VAE, [[-2, 3]])[0])
    assert "immutable" in answer.headers["Cache-Control"]
    again = client.get(query, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_plane_through_other_numbers_leaves_them_as_they_are(client, colourful: str) -> None:
    png = image_of(client.get(f"/api/spaces/{colourful}/manifold?low=0,0&high=1,1&steps=2&axes=2,0&z=0,7,0"))
    np.testing.assert_array_equal(png[:6, :4], decoded(COLOUR, [[1, 7, 0]])[0])
    np.testing.assert_array_equal(png[6:, 4:], decoded(COLOUR, [[0, 7, 1]])[0])


def test_what_names_no_weights_is_asked_again(client) -> None:
    assert "no-cache" in client.get(f"{MNIST}/decoded?z=0,0").headers["Cache-Control"]
    refused = client.get(f"{MNIST}/decoded?z=0,0&weights=others")
    assert (refused.status_code, refused.json["title"]) == (404, "No such VAE")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("decoded", "Where?"),
        ("decoded?z=", "Where?"),
        ("decoded?z=1", "Another latent size"),
        ("decoded?z=1,2,3", "Another latent size"),
        ("decoded?z=1,nan", "Not a place"),
        ("decoded?z=1,inf", "Not a place"),
        ("decoded?z=1,2e9", "Not a place"),
        ("decoded?z=1,x", "Not a place"),
        ("decoded?z=" + "0,0;" * 401, "Too many places"),
        ("decoded?z=0,0;1,1&frames=1", "Not a good number"),
        ("decoded?z=0,0;1,1&frames=9999", "Not a good number"),
        ("decoded?z=0,0;1,1&frames=5&way=around", "Not a choice"),
        ("decoded?z=0,0&as=bmp", "Not a choice"),
        ("decoded?z=0,0;1,1&frames=240&as=png&enlarged=32", "Too many pictures at once"),
        ("manifold?steps=1000", "Not a good number"),
        ("manifold?low=1", "Another latent size"),
        ("manifold?axes=0,0", "No such plane"),
        ("manifold?axes=0,2", "No such plane"),
        ("manifold?axes=0,0.5", "No such plane"),
    ],
)
def test_bad_questions_are_answered_with_what_is_wrong(client, query: str, title: str) -> None:
    answer = client.get(f"{MNIST}/{query}")
    assert (answer.status_code, answer.json["title"]) == (404 if title.startswith("No such") else 422, title)


def test_a_space_without_a_vae_says_so(client) -> None:
    answer = client.get("/api/spaces/words/decoded?z=0,0")
    assert (answer.status_code, answer.json["title"]) == (422, "No VAE here")
    assert client.get("/api/spaces/nowhere/decoded?z=0,0").status_code == 404
