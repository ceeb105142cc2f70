"""The true digits beside the decoder's: where MNIST is on this machine, and what is said where it is not."""

import gzip
import hashlib
import json
import shutil
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image

from dashboard import originals
from dashboard.drawn import pictures_under
from dashboard.panels.inspector import contents
from dashboard.pictured import pictures_key
from dashboard.services import Services
from dashboard.store import Store
from embeddings import Space, builtin
from embeddings.mnist import FILES, TEST_IMAGES, kept_test_digits
from embeddings.vae import shipped

COUNT = 10_000


@pytest.fixture(autouse=True)
def nothing_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the user's cache elsewhere: what a developer has fetched is not seen."""
    monkeypatch.setattr(originals, "usual_folder", lambda: tmp_path / "cache" / "mnist")
    return tmp_path / "cache" / "mnist"


@pytest.fixture
def digits(nothing_cached: Path, monkeypatch: pytest.MonkeyPatch) -> np.ndarray:
    """Return 10,000 made pictures, put where MNIST is kept and taken for it."""
    made = np.random.default_rng(0).integers(0, 256, (COUNT, 28, 28), dtype=np.uint8)
    header = b"".join(number.to_bytes(4, "big") for number in (0x803, COUNT, 28, 28))
    packed = gzip.compress(header + made.tobytes(), 1)
    nothing_cached.mkdir(parents=True)
    (nothing_cached / TEST_IMAGES).write_bytes(packed)
    monkeypatch.setitem(FILES, TEST_IMAGES, (hashlib.md5(packed).hexdigest(), len(packed)))
    return made


def shown(space: Space, services: Services, name: str, item: int) -> str:
    body = contents({"space": name, "item": item}, None, services)
    return json.dumps([part for part in body if part is not None], default=lambda part: part.to_plotly_json())


@pytest.mark.parametrize("name", ["mnist-vae", "mnist-vae-16"])
def test_the_true_digit_stands_beside_what_the_decoder_makes_of_it(
    name: str, digits: np.ndarray, services: Services, app
) -> None:
    client: FlaskClient = app.server.test_client()
    space = builtin(name)
    address = f"/api/pictures/{pictures_key(space)}/original/{space.items['picture'][7]}"
    told = shown(space, services, name, 7)
    assert address in told
    assert "the true digit, from MNIST" in told
    answer = client.get(address)
    assert answer.mimetype == "image/png"
    np.testing.assert_array_equal(np.asarray(Image.open(BytesIO(answer.data)))[::4, ::4], digits[7])


def test_where_the_set_is_not_that_is_said_with_what_to_do(services: Services, app) -> None:
    space = builtin("mnist-vae")
    told = shown(space, services, "mnist-vae", 7)
    assert "Not on this machine" in told
    assert "Fetch MNIST" in told
    assert "/original/" not in told
    answer = app.server.test_client().get(f"/api/pictures/{pictures_key(space)}/original/{space.items['picture'][7]}")
    assert (answer.status_code, answer.json["hint"]) == (404, originals.TO_HAVE_IT)


def test_a_damaged_set_counts_as_absent_and_one_that_comes_later_is_seen(
    digits: np.ndarray, nothing_cached: Path, tmp_path: Path
) -> None:
    cut, whole = tmp_path / "cut", nothing_cached
    cut.mkdir()
    (cut / TEST_IMAGES).write_bytes((whole / TEST_IMAGES).read_bytes()[:-1])
    assert kept_test_digits([cut, tmp_path / "none"]) is None
    np.testing.assert_array_equal(kept_test_digits([tmp_path / "none", cut, whole]), digits)
    shutil.copyfile(whole / TEST_IMAGES, cut / TEST_IMAGES)
    assert kept_test_digits([cut]) is not None


def test_pictures_that_are_originals_stand_alone(services: Services, store: Store) -> None:
    space = builtin("digits")
    assert originals.beside(space, 3, store) is None
    pictures = pictures_under(pictures_key(space), store)
    assert originals.original(pictures, space.items["picture"][3], store) is None
    assert "picture-pair" not in shown(space, services, "digits", 3)


def test_the_digits_of_the_real_set_are_those_of_the_space(shared_data: Path) -> None:
    found = kept_test_digits([shared_data / "mnist"])
    assert found.shape == (COUNT, 28, 28)
    space = builtin("mnist-vae-16")
    decoded = shipped("mnist-16").decode(space.vectors[:200])
    apart = ((decoded[:, None] - found[:200].reshape(200, -1) / 255) ** 2).mean(axis=2)
    assert (apart.argmin(axis=1) == np.arange(200)).mean() > 0.8
