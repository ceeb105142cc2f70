"""Pictures of one's own made what a VAE was trained on: digits, ink in a frame, whole pictures, and which of these is usual."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from embeddings import UserError
from embeddings.builtins.mnist_vae import excess_errors
from embeddings.vae import (
    Shape,
    Vae,
    drawn_digit,
    errors,
    mnist,
    preparations_of,
    prepared,
    shipped,
    sklearn_digits,
    usual_preparation,
)
from embeddings.vae.sources import row_of


def untrained(shape: Shape, outward: float = 0.0) -> Vae:
    """Return a VAE whose decoder draws one grey: the logistic function of `outward`."""
    weights = {name: np.zeros(size, np.float32) for name, size in shape.tensors().items()}
    weights["decoder.out.bias"] += outward
    return Vae(shape, weights)


@pytest.fixture
def bar() -> Image.Image:
    """Return an upright bar, dark on white, at the side of its sheet."""
    drawing = Image.new("RGB", (200, 120), "white")
    ImageDraw.Draw(drawing).rectangle((20, 10, 39, 89), fill="black")
    return drawing


def test_the_shipped_models_take_digits_as_mnist_has_them(bar: Image.Image) -> None:
    for name in ("mnist", "mnist-16"):
        vae = shipped(name)
        assert usual_preparation(vae) == "digit"
        np.testing.assert_array_equal(prepared(bar, vae), drawn_digit(bar))


def test_ink_fills_the_frame_on_the_paper_that_the_model_knows(bar: Image.Image) -> None:
    dark, light = (untrained(Shape(height=8, width=8, hidden=(4,)), grey) for grey in (-5.0, 5.0))
    assert usual_preparation(dark) == usual_preparation(light) == "ink"
    ink = prepared(bar, dark).reshape(8, 8)
    assert ink[:, 3:5].min() == 255, "80 pixels by 20 become 8 by 2, in the middle"
    assert ink[:, [0, 1, 2, 5, 6, 7]].max() == 0
    np.testing.assert_array_equal(prepared(bar, light), 255 - prepared(bar, dark))


def test_greys_up_to_the_corners_and_colours_are_taken_whole(bar: Image.Image) -> None:
    grey = untrained(Shape(height=8, width=8, hidden=(4,)))
    colour = untrained(Shape(height=8, width=8, channels=3, hidden=(4,)), -5.0)
    assert usual_preparation(grey) == usual_preparation(colour) == "whole"
    np.testing.assert_array_equal(prepared(bar, grey), row_of(bar, (8, 8), False))
    assert preparations_of(colour) == ("whole",)
    with pytest.raises(UserError, match="“The ink alone” is not for pictures of 8 × 8 × 3"):
        prepared(bar, colour, "ink")
    with pytest.raises(UserError, match="“As MNIST's digits” is not for"):
        prepared(bar, grey, "digit")


def test_a_blank_sheet_and_a_broken_file_are_refused(tmp_path) -> None:
    with pytest.raises(UserError, match="of one colour"):
        prepared(Image.new("L", (50, 50), 255), shipped())
    (tmp_path / "torn.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    with pytest.raises(UserError, match=r"“torn\.png”"):
        prepared(tmp_path / "torn.png", shipped())


def test_digits_of_scikit_learn_come_back_from_a_large_sheet() -> None:
    """An 8 × 8 digit, enlarged, inverted and put aside, is prepared as what it was, up to its place in the frame."""
    images = sklearn_digits()
    vae = untrained(Shape(height=8, width=8, hidden=(4,)), -5.0)
    digit = next(row for row in images.rows.reshape(-1, 8, 8) if row[:, :].any(axis=1).all() and row.max() == 255)
    sheet = Image.new("L", (300, 200), 255)
    sheet.paste(Image.fromarray(255 - digit).resize((160, 160), Image.Resampling.NEAREST), (7, 20))
    columns = np.flatnonzero((digit > 26).any(axis=0))
    ink = prepared(sheet, vae).reshape(8, 8)
    left = (8 - len(range(columns[0], columns[-1] + 1))) // 2
    np.testing.assert_allclose(
        ink[:, left : left + columns[-1] + 1 - columns[0]], digit[:, columns[0] : columns[-1] + 1]
    )


@pytest.mark.parametrize("name", ["mnist", "mnist-16"])
def test_the_errors_that_come_along_are_those_of_mnist(shared_data, name: str) -> None:
    test = mnist("test", shared_data / "mnist")
    some = np.arange(0, 10_000, 13)
    wanted = errors(shipped(name), test.rows[some]).excess
    np.testing.assert_allclose(excess_errors(name)[some], wanted, atol=1e-3, rtol=1e-4)
