"""What every registered encoder of pictures promises, whichever it is: one test for all of them."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from embeddings import UserError, encode
from embeddings.encoders import ENCODERS, encoders_of
from embeddings.pictures import Picture, as_pictures
from embeddings.progress import silent


def painted(seed: int, size: tuple[int, int] = (48, 36)) -> Image.Image:
    """Return a picture of a few coloured boxes."""
    rng = np.random.default_rng(seed)
    image = Image.new("RGB", size, tuple(rng.integers(0, 255, 3).tolist()))
    for _ in range(4):
        left, top = rng.integers(0, size[0] - 12), rng.integers(0, size[1] - 12)
        image.paste(tuple(rng.integers(0, 255, 3).tolist()), (left, top, left + 12, top + 12))
    return image


PICTURES = [*(painted(seed) for seed in range(5)), painted(1)]
ODD = [
    Image.new("RGB", (1, 1), (5, 5, 5)),
    Image.new("RGB", (3, 900), (250, 0, 0)),
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)),
    Image.new("CMYK", (20, 20), (9, 90, 200, 0)),
    Image.fromarray(np.full((9, 9), 40_000, np.uint16)),
    Image.new("1", (17, 17), 1),
]


SAME_CODE = {"clip", "resnet50"}  # as open-clip and timm, with models too large for each of these tests


def encoders(together: bool = True) -> list[object]:
    usable = {name: cls for name, cls in encoders_of("image").items() if not cls.missing() and cls.together <= together}
    usable = {name: cls for name, cls in usable.items() if name not in SAME_CODE}
    return [
        pytest.param(name, marks=[pytest.mark.encoders] * ("torch" in cls.libraries)) for name, cls in usable.items()
    ]


EVERY_ENCODER = pytest.mark.parametrize("name", encoders(), indirect=True)
EACH_PICTURE_ALONE = pytest.mark.parametrize("name", encoders(together=False), indirect=True)


def test_two_encoders_of_pictures_need_no_torch() -> None:
    light = [name for name, cls in encoders_of("image").items() if not cls.heavy]
    assert light[:2] == ["pixels", "colour-histogram"]


@EVERY_ENCODER
def test_vectors_are_a_row_for_each_picture_in_its_order(name: str) -> None:
    vectors = encode(PICTURES, name)
    assert vectors.shape[0] == len(PICTURES)
    assert vectors.shape[1] >= 2
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    swapped = encode(PICTURES[::-1], name)[::-1]
    np.testing.assert_allclose(vectors @ vectors.T, swapped @ swapped.T, atol=1e-3)


@EVERY_ENCODER
def test_equal_pictures_have_equal_vectors_and_others_have_others(name: str) -> None:
    vectors = encode(PICTURES, name)
    np.testing.assert_allclose(vectors[1], vectors[5], atol=1e-5)
    assert np.linalg.norm(vectors[0] - vectors[1]) > 0.05


@EVERY_ENCODER
def test_provenance_says_how_long_and_whether_of_length_one(name: str) -> None:
    made = ENCODERS.make(name)
    vectors, about, _ = made.encode(as_pictures(PICTURES), silent)
    assert about["dimensions"] == vectors.shape[1]
    if about["normalised"]:
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


@EVERY_ENCODER
@pytest.mark.parametrize("count", [1, 2])
def test_one_picture_two_and_equal_ones_are_enough(name: str, count: int) -> None:
    assert np.isfinite(encode(PICTURES[:count], name)).all()
    assert np.isfinite(encode([PICTURES[0]] * (count + 1), name)).all()


@EVERY_ENCODER
def test_odd_pictures_have_vectors(name: str) -> None:
    vectors = encode([*PICTURES, *ODD], name)
    assert np.isfinite(vectors).all()
    assert vectors.shape[0] == len(PICTURES) + len(ODD)


@EACH_PICTURE_ALONE
def test_a_picture_has_one_vector_alone_and_among_others(name: str) -> None:
    among = encode([*PICTURES, *ODD], name)[: len(PICTURES)]
    alone = np.vstack([encode([picture], name) for picture in PICTURES])
    np.testing.assert_allclose(among, alone, atol=1e-5)


@EVERY_ENCODER
def test_the_same_pictures_have_the_same_vectors_again(name: str) -> None:
    assert (encode(PICTURES, name) == encode(PICTURES, name)).all()


@EVERY_ENCODER
def test_paths_will_do_and_a_file_that_is_gone_is_named(name: str, tmp_path: Path) -> None:
    paths = []
    for place, picture in enumerate(PICTURES):
        paths.append(tmp_path / f"{place}.png")
        picture.save(paths[-1])
    np.testing.assert_allclose(encode(paths, name), encode(PICTURES, name), atol=1e-6)
    np.testing.assert_allclose(encode([str(path) for path in paths], name), encode(PICTURES, name), atol=1e-6)
    with pytest.raises(UserError, match=r"Item 1 is '.*gone.png', and there is no such file"):
        encode([paths[0], tmp_path / "gone.png"], name)
    paths[0].write_bytes(paths[0].read_bytes()[:50])
    with pytest.raises(UserError, match=r"A picture cannot be read. “0.png”: "):
        encode(paths[:1], name)


@EVERY_ENCODER
def test_what_is_no_list_of_pictures_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="There is nothing to encode"):
        encode([], name)
    with pytest.raises(UserError, match=r"'one.png' was given. Put it into a list"):
        encode("one.png", name)
    with pytest.raises(UserError, match="Item 0 is 'a red ball', and there is no such file"):
        encode(["a red ball"], name)
    with pytest.raises(UserError, match="Item 0 is '3'"):
        encode([3], name)


@EVERY_ENCODER
def test_progress_runs_from_none_to_all_and_what_it_raises_ends_the_work(name: str) -> None:
    told: list[tuple[int, int, str]] = []
    encode(PICTURES, name, progress=lambda *step: told.append(step))
    done = [step[0] for step in told]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, len(PICTURES))
    assert all(step[1] == len(PICTURES) and step[2] for step in told)

    def stop(done: int, total: int, message: str) -> None:
        raise KeyboardInterrupt("cancelled")

    with pytest.raises(KeyboardInterrupt, match="cancelled"):
        encode(PICTURES, name, progress=stop)


def test_colours_are_told_apart_wherever_they_are() -> None:
    moved = [painted(1).transpose(Image.Transpose.FLIP_LEFT_RIGHT), painted(1), painted(2)]
    vectors = encode(moved, "colour-histogram")
    cosines = vectors @ vectors.T
    assert cosines[0, 1] > 0.99
    assert cosines[0, 2] < 0.8


def test_greys_differ_by_brightness_and_not_by_hue() -> None:
    greys = [Image.new("RGB", (9, 9), colour) for colour in ((12, 10, 10), (10, 10, 12), (240, 240, 240))]
    cosines = encode(greys, "colour-histogram") @ encode(greys, "colour-histogram").T
    assert cosines[0, 1] == pytest.approx(1)
    assert cosines[0, 2] == pytest.approx(0)


def test_each_parameter_arrives() -> None:
    many = [painted(seed) for seed in range(12)]
    assert encode(many, "pixels", components=5).shape == (12, 5)
    assert not np.allclose(encode(many, "pixels", side=4)[:, :3], encode(many, "pixels", side=32)[:, :3])
    assert encode(many, "colour-histogram", hues=6).shape[1] < encode(many, "colour-histogram", hues=24).shape[1]


def test_a_picture_is_read_only_when_it_is_asked_for() -> None:
    picture = Picture("never", lambda: pytest.fail("it was read"))
    assert as_pictures([picture]) == [picture]
