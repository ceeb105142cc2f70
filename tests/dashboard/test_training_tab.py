"""What the tab Training and its dialog say, from a training that a real worker does."""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dash import no_update
from PIL import Image
from plotly.utils import PlotlyJSONEncoder

from dashboard.adding import first_look
from dashboard.app import create_app
from dashboard.jobs import Jobs
from dashboard.panels.train_dialog import suited
from dashboard.panels.training import painted
from dashboard.services import Services
from dashboard.settings import Settings as AppSettings
from dashboard.store import Store
from dashboard.tools import Asked
from dashboard.train_recipe import TrainVaeRecipe
from dashboard.training.dialog import recipe_of
from dashboard.training.kept import KeptTraining
from dashboard.training.sources import Offer, offers, trainable
from dashboard.training.tab import tell
from dashboard.training.told import python_lines, sheet_of
from embeddings import UserError, builtin

pytestmark = pytest.mark.encoders
ROOT = Path(__file__).parents[2]


@pytest.fixture
def working(store: Store) -> Iterator[Services]:
    """Return services whose one worker trains."""
    jobs = Jobs(store, {"train": 1})
    jobs.start()
    yield Services(AppSettings(store=store.root), store, jobs)
    jobs.stop()


def asked(services: Services, space_id: str = "words", **values: str) -> Asked:
    space = builtin(space_id) if not services.store.has_space(space_id) else services.store.space(space_id)
    return Asked(space, space_id, "", "euclidean", 10, None, values, services)


def text_of(shown: Any) -> str:
    """Return all words of an answer, and what its buttons do."""
    return json.dumps([shown.body, shown.state, shown.learnt], cls=PlotlyJSONEncoder, ensure_ascii=False)


def idx(store: Store, array: np.ndarray, name: str) -> Any:
    sides = b"".join(side.to_bytes(4, "big") for side in array.shape)
    return store.save_upload(io.BytesIO(bytes([0, 0, 8, array.ndim]) + sides + array.tobytes()), name)


def test_what_is_at_hand_is_offered(store: Store) -> None:
    services = Services(AppSettings(store=store.root), store, Jobs(store, {}))
    assert "Train on scikit-learn's digits" in text_of(tell(asked(services)))
    shapes = builtin("shapes")
    assert f"Train on these {len(shapes):,} pictures" in text_of(tell(asked(services, "shapes")))
    images = np.random.default_rng(0).integers(0, 256, (30, 6, 5), dtype=np.uint8)
    upload, labels = idx(store, images, "mine-images-idx3-ubyte"), idx(store, np.arange(30, dtype=np.uint8), "l-ubyte")
    look = first_look(upload, store, metadata=None) | {"metadata": labels.id}
    assert trainable(look)
    found = offers("shapes", look, store)
    assert [offer.value.partition(":")[0] for offer in found] == ["idx", "space", "digits", "mnist"]
    assert found[0].label.endswith("30 of 6 × 5 pixels")
    values = {"latent": "3", "architecture": "mlp", "epochs": 2, "beta": 0.5, "seed": ""}
    recipe = recipe_of(found[0].value, (32, False), values, found[0], store)
    assert (recipe.of, recipe.labels, recipe.made.latent, recipe.made.hidden) == (upload.id, labels.id, 3, (256, 128))
    shaped = recipe_of(found[1].value, (16, True), values | {"architecture": "conv"}, found[1], store)
    assert (shaped.of_key, shaped.side, shaped.colour, shaped.made.hidden) == (shapes.key, 16, True, (32, 64))
    with pytest.raises(UserError, match="“Size” is 4"):
        recipe_of(found[1].value, (4, True), values, found[1], store)
    with pytest.raises(UserError, match="“Learning rate” is 0: input should be greater than 0"):
        recipe_of("digits", (32, False), {"learning_rate": 0}, found[2], store)


def test_before_it_starts_it_says_about_how_long_it_takes(store: Store) -> None:
    digits, mnist = offers("words", None, store)
    assert "1,797 pictures" in suited(digits, None)[1]
    assert "about 36 s on two cores" in suited(digits, None)[1]
    assert "about 2 min on two cores" in suited(mnist, None)[1]
    folder = Offer("space:1", "Photographs", 60_000, None)
    assert "about 10 min on two cores" in suited(folder, 64)[1]


def test_a_float_idx_file_and_a_table_are_no_pictures(store: Store) -> None:
    table = store.save_upload(io.BytesIO(b"text,label\na,b\nc,d\n"), "table.csv")
    assert not trainable(first_look(table, store))
    flat = idx(store, np.zeros((30, 9), np.uint8), "flat-idx2-ubyte")
    assert [offer.value for offer in offers("words", first_look(flat, store), store)] == ["digits", "mnist"]


def test_the_tab_follows_a_training_to_its_end(working: Services, wait_until: Callable[..., Any]) -> None:
    settings = {"hidden": [24], "batch": 256, "warm_up": 1, "epochs": 500}
    recipe = TrainVaeRecipe(source="digits", name="Digits", settings=settings)
    kept = KeptTraining(working.store, recipe.key)
    kept.wish_for("pause")
    working.jobs.submit(recipe)
    wait_until(lambda: working.jobs.state(recipe.key).message == "paused")
    paused = tell(asked(working, job=recipe.key))
    assert paused.again
    assert (paused.state["wish"], paused.state["job"]) == ("pause", recipe.key)
    assert paused.state["line"].startswith("paused")
    assert paused.learnt["hidden"]
    client = create_app(working).server.test_client()
    assert client.post(f"/api/jobs/{recipe.key}/continue").status_code == 200
    wait_until(lambda: kept.done >= 2)
    going = tell(asked(working, job=recipe.key))
    assert (going.state["wish"], going.learnt["hidden"]) == ("", False)
    kept.wish_for("pause")
    wait_until(lambda: working.jobs.state(recipe.key).message == "paused")
    one, other = (tell(asked(working, job=recipe.key)) for _ in range(2))
    assert painted(other, one.state)["body"] is no_update  # while no epoch ends, only the line is drawn anew
    assert painted(other, going.state | {"mark": ""})["body"] is other.body
    assert client.post(f"/api/jobs/{recipe.key}/keep").status_code == 200
    assert "Stopping after this epoch" in text_of(tell(asked(working, recipe.film)))  # the map's space says which
    wait_until(lambda: working.store.has_space(recipe.key))
    ended = tell(asked(working, recipe.key, epoch="2"))
    assert not ended.again
    assert f"stopped and kept after epoch {kept.done} of 500" in text_of(ended)
    assert ended.state["epochs"] == kept.done
    assert f"/api/trainings/{recipe.key}/2/sheet" in text_of(ended)
    epochs = kept.epochs()
    drawn = ended.learnt["figures"][0]
    assert drawn["data"][1]["y"] == [-epoch.held.reconstruction - epoch.held.kl for epoch in epochs]
    assert drawn["layout"]["shapes"][0]["x0"] == 2
    sheet = client.get(f"/api/trainings/{recipe.key}/2/sheet")
    pixels = np.asarray(Image.open(io.BytesIO(sheet.data)))
    np.testing.assert_array_equal(pixels[9:17, :8, 0], epochs[1].reconstructions[0].reshape(8, 8))
    np.testing.assert_array_equal(pixels[:8, 9:17, 0], kept.shown[1].reshape(8, 8))
    assert client.get(f"/api/trainings/{recipe.key}/9999/sheet").status_code == 404


def test_a_training_that_failed_says_why_and_how_to_go_on(working: Services, wait_until: Callable[..., Any]) -> None:
    upload = idx(working.store, np.zeros((30, 4, 4), np.uint8), "black-images-idx3-ubyte")
    recipe = TrainVaeRecipe(source="idx", of=upload.id, name="black", settings={"epochs": 1})
    working.jobs.submit(recipe)
    wait_until(lambda: not working.jobs.state(recipe.key).unfinished)
    said = text_of(tell(asked(working, job=recipe.key)))
    assert "All pictures are alike" in said
    assert "30 times the same one. Choose pictures that differ." in said
    assert '"data-presses": "restart"' in said
    with pytest.raises(UserError, match="No such training"):
        tell(asked(working, job="0" * 32))


def test_only_a_training_pauses(services: Services, app: Any, wait_until: Callable[..., Any]) -> None:
    from dashboard.recipes import GraphRecipe

    recipe = GraphRecipe(space="words", space_key=builtin("words").key, k=3)
    services.jobs.submit(recipe)
    answer = app.server.test_client().post(f"/api/jobs/{recipe.key}/pause")
    assert answer.status_code == 422
    assert answer.json["title"] == "Not for this job"


def test_the_lines_of_python_train_the_same(tmp_path: Path) -> None:
    recipe = TrainVaeRecipe(
        source="digits", name="Digits", most=100, settings={"epochs": 1, "hidden": [8], "latent": 3}
    )
    lines = "\n".join([*python_lines(recipe), "print(space.vectors.shape)"])
    done = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["(100, 3)"], done.stderr


def test_a_sheet_has_each_copy_under_its_picture() -> None:
    rng = np.random.default_rng(0)
    originals, copies = rng.integers(0, 256, (2, 5, 3, 4, 3), dtype=np.uint8)
    sheet = sheet_of(originals, copies, columns=3)
    assert sheet.shape == (2 * 9, 3 * 5, 4)
    np.testing.assert_array_equal(sheet[9:12, 5:9, :3], originals[4])
    np.testing.assert_array_equal(sheet[13:16, 5:9, :3], copies[4])
    assert not sheet[9:, 10:].any()
