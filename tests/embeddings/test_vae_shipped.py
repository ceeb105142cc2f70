"""The VAEs that come along: their figures, the space of MNIST's digits, and the encoder that both are used by."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from embeddings import UserError, builtin, encode, load
from embeddings.builtins.mnist_vae import MnistVae
from embeddings.builtins.mnist_vae_16 import MnistVae16
from embeddings.vae import (
    Images,
    accuracy,
    carried,
    dreams,
    elbo,
    latent_space,
    manifold,
    mnist,
    shipped,
    to_pictures,
    vae_of,
)
from embeddings.vae.shipped import FOLDER, NAMES
from embeddings.vae.shipping import RECIPES

STROKES = {  # of a pen, in a square of side 1
    "0": [
        [
            (0.5, 0.15),
            (0.3, 0.3),
            (0.27, 0.55),
            (0.38, 0.8),
            (0.55, 0.83),
            (0.7, 0.65),
            (0.72, 0.4),
            (0.62, 0.2),
            (0.5, 0.15),
        ]
    ],
    "1": [[(0.55, 0.12), (0.5, 0.5), (0.45, 0.88)]],
    "2": [[(0.3, 0.3), (0.4, 0.17), (0.58, 0.17), (0.65, 0.32), (0.5, 0.58), (0.28, 0.83), (0.5, 0.8), (0.75, 0.82)]],
    "3": [
        [(0.32, 0.2), (0.5, 0.14), (0.65, 0.25), (0.6, 0.4), (0.45, 0.48)],
        [(0.45, 0.48), (0.64, 0.55), (0.68, 0.7), (0.52, 0.86), (0.3, 0.82)],
    ],
    "7": [[(0.28, 0.22), (0.7, 0.18), (0.55, 0.5), (0.45, 0.86)]],
}


def drawn(digit: str) -> Image.Image:
    image = Image.new("L", (280, 280), 255)
    pen = ImageDraw.Draw(image)
    for stroke in STROKES[digit]:
        points = [(280 * x, 280 * y) for x, y in stroke]
        pen.line(points, fill=0, width=20, joint="curve")
        for x, y in points:
            pen.ellipse((x - 10, y - 10, x + 10, y + 10), fill=0)
    return image.filter(ImageFilter.GaussianBlur(3))


@pytest.mark.parametrize("name", list(NAMES))
def test_what_is_shipped_is_what_the_recipe_makes(name: str) -> None:
    vae, recipe = shipped(name), RECIPES[name]
    assert (vae.shape.latent, vae.shape.hidden, vae.shape.architecture) == (recipe.latent, recipe.hidden, "mlp")
    assert vae.about["settings"]["epochs"] == vae.about["epoch"] == recipe.epochs
    assert vae.about["settings"]["seed"] == recipe.seed


def test_the_figures_are_those_that_were_wanted_and_stand_in_the_card() -> None:
    card = (FOLDER.parent / "MODEL_CARD.md").read_text("utf-8")
    for name in NAMES:
        for figures in shipped(name).about["figures"].values():
            assert f"{figures['negative_elbo']:.1f}" in card
            assert f"{figures['nearest_15_accuracy']:.3f}" in card
    plane = shipped("mnist").about["figures"]
    assert max(plane[part]["negative_elbo"] for part in plane) < 140
    assert min(plane[part]["nearest_15_accuracy"] for part in plane) >= 0.85
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 3_500_000


def test_the_figures_are_true(shared_data: Path) -> None:
    test = mnist("test", shared_data / "mnist")
    for name in NAMES:
        vae, told = shipped(name), shipped(name).about["figures"]["test"]
        terms = elbo(vae, test.rows)
        assert -terms.elbo == pytest.approx(told["negative_elbo"], abs=0.3)
        np.testing.assert_allclose(carried(*vae.encode(test.rows)).kl, told["kl_per_dimension"], atol=0.002)
    finer = shipped("mnist-16").means(test.rows)
    np.testing.assert_allclose(finer, builtin("mnist-vae-16").vectors, atol=5e-3)
    places = shipped("mnist").means(test.rows)
    np.testing.assert_allclose(places, builtin("mnist-vae").vectors, atol=1e-3)
    assert list(builtin("mnist-vae").items["digit"]) == list(test.labels)
    assert accuracy(places, test.labels) == pytest.approx(
        shipped("mnist").about["figures"]["test"]["nearest_15_accuracy"]
    )


def test_the_space_has_ten_thousand_digits_in_a_plane() -> None:
    space = builtin("mnist-vae")
    assert (space.vectors.shape, space.label, space.text, space.image) == ((10_000, 2), "digit", "name", "picture")
    assert np.bincount(space.items["digit"].astype(int)).min() > 850
    assert accuracy(space.vectors, list(space.items["digit"])) >= 0.85
    assert space.key == builtin("mnist-vae").key
    assert space.provenance["weights"] == shipped("mnist").key


@pytest.mark.parametrize(("made", "model"), [(MnistVae(), "mnist"), (MnistVae16(), "mnist-16")])
def test_its_pictures_are_the_decoders(made: MnistVae, model: str) -> None:
    space, vae = made.load(), shipped(model)
    assert made.references() == list(space.items["picture"])
    some = [0, 3, 9_999]
    decoded = to_pictures(vae.decode(space.vectors[some]), vae.shape)
    np.testing.assert_array_equal(made.drawn(some)[:, ::2, ::2], decoded)
    assert space.provenance["weights"] == vae.key


def test_the_same_digits_by_sixteen_numbers() -> None:
    plane, space = builtin("mnist-vae"), builtin("mnist-vae-16")
    assert space.vectors.shape == (10_000, 16)
    assert list(space.items["digit"]) == list(plane.items["digit"])
    assert accuracy(space.vectors, list(space.items["digit"])) > accuracy(plane.vectors, list(plane.items["digit"]))
    assert space.key == builtin("mnist-vae-16").key
    assert space.key != plane.key
    assert vae_of(space).key == shipped("mnist-16").key


@pytest.mark.parametrize("digit", list(STROKES))
def test_a_drawn_digit_lies_among_its_own(digit: str) -> None:
    space = builtin("mnist-vae")
    place = encode([drawn(digit)], "vae")[0]
    near = np.argsort(np.linalg.norm(space.vectors - place, axis=1))[:15]
    assert (space.items["digit"][near] == digit).mean() > 0.5


def test_the_plane_and_its_dreams_look_like_digits() -> None:
    vae = shipped("mnist")
    shown = manifold(vae, (-2, -2), (2, 2), steps=20).pictures
    assert ((shown > 0.5).mean(axis=1) > 0.02).all()
    dreamt = vae.decode(dreams(vae, 400))
    back = vae.means(dreamt)
    assert np.median(np.linalg.norm(back - dreams(vae, 400), axis=1)) < 0.3


def test_the_encoder_takes_other_models_and_refuses_what_is_none(tmp_path: Path) -> None:
    pictures = [drawn("3"), drawn("7")]
    assert encode(pictures, "vae:mnist-16").shape == (2, 16)
    shipped("mnist").save(tmp_path / "own.safetensors")
    assert encode(pictures, f"vae:{tmp_path}/own.safetensors").shape == (2, 2)
    with pytest.raises(UserError, match="There is no file “mnits” of weights"):
        encode(pictures, "vae:mnits")
    with pytest.raises(UserError, match="None that comes with the program is called “fashion”"):
        shipped("fashion")


def test_empty_paper_is_told_of() -> None:
    from embeddings.encoders.vae import VaeEncoder
    from embeddings.pictures import as_pictures

    blank = as_pictures([Image.new("L", (30, 30), 255), drawn("1")])
    vectors, about, notes = VaeEncoder().encode(blank, lambda *_: None)
    np.testing.assert_allclose(vectors[0], shipped("mnist").means(np.zeros((1, 784), np.uint8))[0], atol=1e-5)
    assert about["dimensions"] == 2
    assert notes == ["1 of 2 pictures is of one colour and lies where an empty sheet does; its place means nothing."]


def test_a_space_finds_its_vae_again(tmp_path: Path) -> None:
    assert vae_of(builtin("mnist-vae")) is shipped("mnist")
    assert vae_of(builtin("digits")) is None
    file = tmp_path / "own.safetensors"
    shipped("mnist-16").save(file)
    images = Images(np.random.default_rng(0).integers(0, 256, (5, 784), dtype=np.uint8), 28, 28)
    space = latent_space(shipped("mnist-16"), images, file=file)
    np.testing.assert_allclose(vae_of(space).means(images.rows), space.vectors, atol=1e-5)
    drawn("3").save(tmp_path / "3.png")
    (tmp_path / "other").mkdir()
    drawn("7").save(tmp_path / "other" / "7.png")
    assert vae_of(load(tmp_path, encoder="vae:mnist-16")).key == shipped("mnist-16").key
    shipped("mnist").save(file)
    with pytest.raises(UserError, match=r"“own.safetensors” is another VAE by now"):
        vae_of(space)
    file.unlink()
    assert vae_of(space) is None
