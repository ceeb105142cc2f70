"""HOG sees outlines: not colours, not brightness, not small shifts; other shapes are far."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from embeddings import encode
from embeddings.encoders import ENCODERS


def drawn(shape: str, ink: str = "black", paper: str = "white", shift: int = 0) -> Image.Image:
    image = Image.new("RGB", (96, 96), paper)
    pen = ImageDraw.Draw(image)
    if shape == "square":
        pen.rectangle((24 + shift, 24, 72 + shift, 72), fill=ink)
    elif shape == "triangle":
        pen.polygon([(48 + shift, 20), (20 + shift, 74), (76 + shift, 74)], fill=ink)
    elif shape == "lines":
        for at in range(8, 96, 16):
            pen.line((0, at, 96, at), fill=ink, width=5)
    return image


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_outlines_count_and_colours_do_not() -> None:
    pictures = [
        drawn("square"),
        drawn("square", "navy", "lightyellow"),
        drawn("square", "white", "black"),
        drawn("square", shift=1),
        drawn("triangle"),
    ]
    square, coloured, inverted, moved, triangle = encode(pictures, "hog")
    assert cosine(square, coloured) > 0.99
    assert cosine(square, inverted) > 0.99
    assert cosine(square, moved) > cosine(square, triangle) + 0.1


def test_lines_fall_into_the_bin_of_their_direction() -> None:
    level, upright = encode([drawn("lines"), drawn("lines").rotate(90)], "hog", orientations=4)
    assert level.reshape(-1, 4).sum(0).argmax() != upright.reshape(-1, 4).sum(0).argmax()


def test_its_length_follows_from_its_parameters() -> None:
    assert encode([drawn("square")], "hog").shape == (1, 7 * 7 * 4 * 9)
    assert encode([drawn("square")], "hog", cell=16, orientations=6).shape == (1, 3 * 3 * 4 * 6)


def test_a_plain_picture_has_no_outline() -> None:
    assert not encode([drawn("none")], "hog").any()


@pytest.mark.parametrize("made", [{}, {"cell": 4, "orientations": 18}])
def test_it_is_known_by_its_names(made: dict[str, int]) -> None:
    assert ENCODERS.make("hog", made).label == "HOG"
    assert list(ENCODERS.all()).index("hog") == list(ENCODERS.all()).index("colour-histogram") + 1
