"""What the Latent tab says that a VAE has understood, against NumPy and SciPy that know nothing of it."""

import base64
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dash import html
from PIL import Image
from scipy.spatial import distance

from dashboard.computing import Given
from dashboard.computing.vae_figures import VaeFigures
from dashboard.panels.latent import show
from dashboard.question_recipes import ComputeRecipe
from dashboard.services import Services
from dashboard.tools import Shown
from dashboard.training.kept import KeptTraining
from dashboard.understanding.rows import rows_behind
from dashboard.understanding.three import Trio, sentence
from embeddings import Space, UserError, builtin
from embeddings.builtins.mnist_vae import excess_errors
from embeddings.progress import silent
from embeddings.vae import (
    Epoch,
    Images,
    Nats,
    Shape,
    Vae,
    dreams,
    latent_space,
    mnist,
    shipped,
    sklearn_digits,
    to_pictures,
)
from embeddings.vae.epochs import Kept
from embeddings.vae.spaces import ERROR
from tests.dashboard.answers import attribute, items_of, parts, run_python, table_called, words_of
from tests.dashboard.latent import look, surprise

SMALL = "0000000000a1a1a1"


@pytest.fixture(scope="module")
def vae(tmp_path_factory: pytest.TempPathFactory) -> Vae:
    """A VAE of 8 × 8 pixels with weights by chance; its third latent number says the same of every picture."""
    shape, chance = Shape(height=8, width=8, latent=3, hidden=(12,)), np.random.default_rng(0)
    weights = {name: chance.normal(0, 0.3, size).astype(np.float32) for name, size in shape.tensors().items()}
    weights["encoder.out.weight"][[2, 5]] = weights["encoder.out.bias"][[2, 5]] = 0
    place = tmp_path_factory.mktemp("vae") / "small.safetensors"
    Vae(shape, weights).save(place)
    return replace(Vae.load(place), about={"place": str(place)})


@pytest.fixture(scope="module")
def images() -> Images:
    return sklearn_digits().taken(np.arange(120))


@pytest.fixture(scope="module")
def small(services: Services, vae: Vae, images: Images) -> Space:
    """The places of 120 digits in the store."""
    services.store.save_space(SMALL, latent_space(vae, images, file=str(vae.about["place"])))
    return services.store.space(SMALL)


def picture(image: Any) -> np.ndarray:
    """Return the pixels of a picture that stands in the page."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(image.src.partition(",")[2]))))


def figures(table: Any) -> np.ndarray:
    """Return the numbers of a table, row by row."""
    cells = [
        [words_of(cell.children) for cell in parts(row, html.Td) if getattr(cell, "className", "") == "figure"]
        for row in parts(parts(table, html.Tbody), html.Tr)
    ]
    return np.array(
        [
            [float(cell.replace("−", "-").removesuffix(" %")) for cell in row if cell not in {"yes", "no"}]
            for row in cells
        ]
    )


def test_the_strange_ones_come_first_each_beside_what_became_of_it(services, shared_data, answered) -> None:
    place = services.store.root / "mnist"
    place.mkdir(exist_ok=True)
    for file in (shared_data / "mnist").glob("*.gz"):
        if not (place / file.name).exists():
            (place / file.name).symlink_to(file)
    body = answered(show, look(services, "strange")).body
    rows = mnist("test", shared_data / "mnist").rows
    worst = np.argsort(-surprise(shipped(), rows))[:12]
    assert items_of(body, "Ranked by reconstruction error") == worst.tolist()
    shown = [picture(image) for image in parts(body, html.Img)]
    np.testing.assert_array_equal(shown[0].ravel(), rows[worst[0]])
    np.testing.assert_allclose(shown[1].ravel(), 255 * shipped().reconstruct(rows[worst[:1]])[0], atol=0.51)
    np.testing.assert_allclose(
        figures(table_called(body, "Ranked by reconstruction error"))[:, 0], surprise(shipped(), rows[worst]), atol=0.06
    )


def test_without_mnist_it_says_so_and_how_to_get_it(services, store, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    body = show(look(replace(services, store=store), "strange", space=builtin("mnist-vae"))).body
    (button,) = [one for one in parts(body, html.Button) if one.children == "Show the true digits"]
    assert json.loads(attribute(button, "data-view")) == {"latent.fetch": "yes"}
    assert len(items_of(body, "Ranked by reconstruction error")) == 12
    assert len(parts(table_called(body, "Ranked by reconstruction error"), html.Img)) == 12, "reconstructions alone"


def test_a_class_can_be_ranked_alone_and_from_the_other_end(services, small, vae, images) -> None:
    body = show(look(services, "strange", SMALL, small, of="7", order="plain")).body
    sevens = np.flatnonzero(np.array(images.labels) == "7")
    wanted = sevens[np.argsort(surprise(vae, images.rows)[sevens])][:12]
    assert items_of(body, "Ranked by reconstruction error") == wanted.tolist()
    assert (
        run_python(show(look(services, "strange", SMALL, small)).body).index[0] == surprise(vae, images.rows).argmax()
    )


def test_what_each_number_carries_and_that_one_has_collapsed(services, vae, images, small) -> None:
    """The worker's figures, against the closed form written again."""
    given = Given(small, None, lambda _: small, pictures=lambda _: images.rows)
    found = VaeFigures().compute(given, silent)
    means, log_variances = (part.astype(float) for part in vae.encode(images.rows))
    kl = 0.5 * (np.exp(log_variances) + means**2 - 1 - log_variances).mean(axis=0)
    np.testing.assert_allclose(found.arrays["kl"], kl, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(found.arrays["excess"], surprise(vae, images.rows), rtol=1e-3)
    assert found.arrays["active"].tolist() == [True, True, False]
    assert "number 3 is not" in found.meta["verdict"]
    recipe = ComputeRecipe(computation="vae-figures", space=SMALL, space_key=small.key, map=None, parameters={})
    services.store.save_result(recipe.key, found.arrays, found.meta)
    body = show(look(services, "numbers", SMALL, small)).body
    np.testing.assert_allclose(figures(table_called(body, "Latent numbers"))[:, 0], kl, atol=0.006)
    assert "2 of 3 latent numbers are in use" in words_of(body)


def test_the_built_in_space_tells_the_figures_of_the_model_card(services) -> None:
    body = show(look(services, "loss")).body
    assert "127.1 nats" in words_of(body)
    assert "negative ELBO: 134.35 nats" in words_of(body)
    numbers = show(look(services, "numbers")).body
    variance = builtin("mnist-vae").vectors.astype(float).var(axis=0)
    np.testing.assert_allclose(
        figures(table_called(numbers, "Latent numbers")), np.stack([[3.583, 3.672], variance], 1), atol=0.006
    )


def test_a_training_tells_its_held_out_figures(services, small, tmp_path) -> None:
    """No worker is asked: the last epoch knows."""
    key = "00000000000bead5"
    epoch = Epoch(
        3,
        3,
        Nats(40, 4),
        Nats(41.5, 3.25),
        1.0,
        1.0,
        9.0,
        np.array([2.0, 1.25, 0.0]),
        np.zeros((4, 3)),
        np.zeros((2, 64), np.uint8),
    )
    Kept(KeptTraining(services.store, key).folder / "epochs").put(epoch)
    trained = replace(small, provenance={**small.provenance, "training": key})
    said = words_of(show(look(services, "loss", SMALL, trained)).body)
    assert "41.5 nats" in said
    assert "the pictures that were held out, after epoch 3" in said


def test_dreams_are_the_decoders_and_another_sheet_follows(services) -> None:
    body = show(look(services, "dreams", seed="4")).body
    sheet = [picture(image) for image in parts(body, html.Img)]
    wanted = to_pictures(shipped().decode(dreams(shipped(), 36, 4)), shipped().shape)
    np.testing.assert_array_equal(sheet, wanted)
    (another,) = [one for one in parts(body, html.Button) if one.children == "Another"]
    assert json.loads(attribute(another, "data-view")) == {"latent.seed": "5"}
    np.testing.assert_array_equal(run_python(body), wanted)
    walk = json.loads(attribute([one for one in parts(body, html.Button) if one.className == "dream"][2], "data-view"))
    np.testing.assert_allclose(
        [float(one) for one in walk["latent.z"].split(",")], dreams(shipped(), 36, 4)[2], atol=1e-3
    )


def test_two_zeros_and_a_one_under_four_metrics(services) -> None:
    body = show(look(services, "distances")).body
    found = run_python(body)
    items = [int(found["a"][0]), int(found["b"][0]), int(found["b"][1])]
    space = builtin("mnist-vae")
    assert space.items["digit"].iloc[items].tolist() == ["0", "0", "1"]
    zeros = np.flatnonzero(space.items["digit"] == "0")
    middle = space.vectors[zeros].astype(float).mean(axis=0)
    assert items[0] == zeros[np.linalg.norm(space.vectors[zeros] - middle, axis=1).argmin()]
    one, two, other = space.vectors[items].astype(float)
    rows = [
        [distance.cosine(a, b), -(a @ b), distance.euclidean(a, b), distance.cityblock(a, b)]
        for a, b in ((one, two), (one, other), (two, other))
    ]
    np.testing.assert_allclose(figures(table_called(body, "Three items under every metric")), rows, atol=0.006)
    assert "All 4 metrics put the two “0” closer to each other than to the “1”." in words_of(body)
    assert words_of(show(look(services, "distances", turn="1")).body) != words_of(body)


def test_metrics_that_do_not_see_it_are_named(services, vae) -> None:
    """A one on the same side as a zero, farther out: its angle is nearer to the first zero than the second's."""
    rows = np.array([[1, 0, 0], [1, 0.6, 0], [9, 0.5, 0], [9, 0.5, 0.1]], np.float32)
    space = replace(
        latent_space(vae, sklearn_digits().taken(np.array([0, 10, 1, 11])), file=str(vae.about["place"])), vectors=rows
    )
    said = words_of(show(look(services, "distances", "made", space)).body)
    assert "Euclidean and Manhattan put the two “0” closer to each other" in said
    assert "cosine and dot product do not put the two “0” closer together than to the “1”" in said


def test_two_are_together_only_where_neither_is_nearer_to_the_other() -> None:
    """Under Manhattan the second 0 is nearer to the 1 than to the first 0."""
    found = pd.DataFrame({"cosine": [1, 2, 2], "dot": [1, 2, 2], "euclidean": [1, 2, 2], "manhattan": [3, 4, 2.5]})
    said = sentence(found, Trio((0, 1, 2), "0", "1"))
    assert said.startswith("Cosine, dot product and Euclidean put the two “0” closer")
    assert said.endswith("Manhattan does not put the two “0” closer together than to the “1”.")


def test_classes_overlap_as_counted_by_hand(services, small, images, answered) -> None:
    body = answered(show, look(services, "classes", SMALL, small)).body
    apart = distance.cdist(small.vectors, small.vectors)
    np.fill_diagonal(apart, np.inf)
    labels = np.array(images.labels)
    near = labels[np.argsort(apart, axis=1)[:, :15]]
    square = table_called(body, "Whose items are near whose, in per cent")
    rows = parts(parts(square, html.Tbody), html.Tr)
    for digit, row in zip("0123456789", rows, strict=True):
        told = [cell.title.split(" %")[0] for cell in parts(row, html.Td)]
        wanted = [100 * (near[labels == digit] == other).mean() for other in "0123456789"]
        np.testing.assert_allclose([float(one) for one in told], wanted, atol=0.06)
    np.testing.assert_allclose(
        100 * run_python(body).to_numpy()[0],
        [100 * (near[labels == "0"] == one).mean() for one in "0123456789"],
        atol=1e-6,
    )


def test_a_space_without_labels_says_what_to_do(services, small) -> None:
    bare = replace(small, label=None)
    for name in ("distances", "classes"):
        assert "label some items in the Data tab" in words_of(show(look(services, name, SMALL, bare)).body)


def test_the_colour_is_the_error_and_is_refused_where_there_is_no_vae(client, services, small) -> None:
    about = client.get("/api/spaces/mnist-vae/colours/reconstruction").json
    np.testing.assert_array_equal(np.frombuffer(client.get(about["values"]).data, "<f4"), excess_errors())
    about = client.get(f"/api/spaces/{SMALL}/colours/reconstruction").json
    np.testing.assert_allclose(
        np.frombuffer(client.get(about["values"]).data, "<f4"), small.items[ERROR].astype(float), rtol=1e-6
    )
    refused = client.get("/api/spaces/words/colours/reconstruction")
    assert refused.status_code == 422
    assert "no places in a VAE's latent space" in refused.json["detail"]


@pytest.mark.parametrize("name", ["strange", "numbers", "loss"])
def test_the_python_that_needs_mnist_runs(services, shared_data, monkeypatch, tmp_path: Path, name: str) -> None:
    (tmp_path / "vectorscape").mkdir()
    (tmp_path / "vectorscape" / "mnist").symlink_to(shared_data / "mnist")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    found = run_python(show(look(services, name)).body)
    if name == "strange":
        assert found.index[0] == builtin("mnist-vae").names[int(excess_errors().argmax())]
    elif name == "numbers":
        np.testing.assert_allclose(found.kl, [3.583, 3.672], atol=0.01)
    else:
        np.testing.assert_allclose(found, [127.1, 7.25], atol=0.3)


def test_a_broken_look_is_explained_and_the_others_stay(services) -> None:
    shown: Shown = show(look(services, "dreams", seed="-3"))
    assert "“seed=-3” in the address is no number from 0" in words_of(shown.body)
    assert "Classes" in words_of(shown.body)
    with pytest.raises(UserError, match="no pictures"):
        rows_behind(builtin("words"), services.store, silent)
