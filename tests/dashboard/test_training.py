"""A VAE trained by a worker: what the store has of it, and that it can be paused, kept, cancelled, killed and taken up."""

import gzip
import io
import os
import signal
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dashboard.jobs import Jobs
from dashboard.jobs.train_tasks import begin, learn, made_space, train
from dashboard.resolve import resolve
from dashboard.services import Services
from dashboard.settings import Settings as AppSettings
from dashboard.store import Store
from dashboard.train_recipe import TrainVaeRecipe
from dashboard.training.film import frame
from dashboard.training.given import given_pictures
from dashboard.training.kept import KeptTraining
from dashboard.view import View
from embeddings import UserError, builtin
from embeddings.galleries.archive import gather_archive
from embeddings.progress import silent
from embeddings.vae import Run, sklearn_digits, vae_of
from embeddings.vae.spaces import ERROR

pytestmark = pytest.mark.encoders
TINY: dict[str, Any] = {"hidden": [24], "batch": 256, "warm_up": 1}


@pytest.fixture
def working(store: Store) -> Iterator[Services]:
    """Return services whose one worker trains."""
    jobs = Jobs(store, {"train": 1})
    jobs.start()
    yield Services(AppSettings(store=store.root), store, jobs)
    jobs.stop()


def digits(epochs: int, **settings: Any) -> TrainVaeRecipe:
    return TrainVaeRecipe(source="digits", name="digits", settings={**TINY, "epochs": epochs, **settings})


def idx(store: Store, array: np.ndarray, name: str, *, head: bytes | None = None, cut: int = 0) -> str:
    """Put an array into the store as an idx file."""
    start = head or bytes([0, 0, 8, array.ndim])
    sides = b"".join(side.to_bytes(4, "big") for side in array.shape)
    content = start + sides + array.tobytes()
    return store.save_upload(io.BytesIO(gzip.compress(content[: len(content) - cut])), name).id


def pictures(count: int, side: int = 5) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (count, side, side), dtype=np.uint8)


def trained(recipe: TrainVaeRecipe, store: Store) -> Any:
    train(recipe, store, silent)
    return store.space(recipe.key)


def test_the_space_is_the_latent_plane_of_the_same_training_by_hand(store: Store) -> None:
    recipe = digits(3)
    space = trained(recipe, store)
    run = Run(sklearn_digits(), recipe.made)
    epochs = list(run.epochs())
    np.testing.assert_allclose(space.vectors, run.model().means(sklearn_digits().rows), atol=1e-5)
    assert (space.label, space.text, space.encoder, len(space)) == ("label", "name", "vae", 1797)
    assert space.items["part"].eq("held out").sum() == len(run.held)
    assert vae_of(space).key == run.model().key
    kept = KeptTraining(store, recipe.key)
    assert [one.number for one in kept.epochs()] == [1, 2, 3]
    for epoch in epochs:
        drawn = store.result(recipe.coordinates_key(epoch.number)).arrays["coordinates"]
        np.testing.assert_allclose(drawn, epoch.latents, atol=1e-5)
    assert not (kept.folder / "checkpoint.safetensors").exists()
    assert [info.id for info in store.spaces()] == [recipe.key]  # its film is no space of the menu


def test_the_pictures_of_the_film_come_first_where_there_are_more(store: Store) -> None:
    images = pictures(2_100)
    labels = np.arange(2_100, dtype=np.uint8) % 7
    upload, told = idx(store, images, "mine-images-idx3-ubyte.gz"), idx(store, labels, "mine-labels-idx1-ubyte.gz")
    recipe = TrainVaeRecipe(source="idx", of=upload, labels=told, name="mine", settings={**TINY, "epochs": 1})
    space, film = trained(recipe, store), store.space(recipe.film)
    assert (len(space), len(film)) == (2_100, 2_000)
    assert space.names[:2_000] == film.names
    numbers = [int(name.partition("no. ")[2].rstrip(")")) - 1 for name in space.names]
    assert sorted(numbers) == list(range(2_100))
    assert space.items["label"].tolist() == [str(labels[number]) for number in numbers]
    np.testing.assert_allclose(space.vectors, vae_of(space).means(images[numbers].reshape(-1, 25)), atol=1e-5)
    last = store.result(recipe.coordinates_key(1)).arrays["coordinates"]
    np.testing.assert_allclose(space.vectors[:2_000], last, atol=1e-4)


def test_a_folder_of_pictures_of_any_size_in_colour(store: Store, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    packed = tmp_path / "shop.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(24):
            held = io.BytesIO()
            Image.fromarray(rng.integers(0, 256, (20 + number, 30, 3), dtype=np.uint8)).save(held, "PNG")
            archive.writestr(f"shop/{'shoes' if number % 2 else 'bags'}/{number}.png", held.getvalue())
    gallery = gather_archive(packed, "shop.zip", silent)
    settings = {**TINY, "epochs": 1, "latent": 3}
    given = {"source": "gallery", "of": store.save_gallery(gallery), "name": "shop", "settings": settings}
    space = trained(TrainVaeRecipe(**given, side=8, colour=True), store)
    assert space.vectors.shape == (24, 3)
    assert space.label == "label"
    assert set(space.items["label"]) == {"shoes", "bags"}
    assert store.pictures(str(space.provenance["pictures"])).cells.keys() == set(space.items[space.image])
    shape = vae_of(space).shape
    assert (shape.height, shape.width, shape.channels) == (8, 8, 3)


def test_the_pictures_of_a_space_keep_their_columns(store: Store) -> None:
    shapes = builtin("shapes")
    given = {"source": "space", "of": "shapes", "of_key": shapes.key, "name": "Shapes", "side": 8}
    space = trained(TrainVaeRecipe(**given, settings={**TINY, "epochs": 1}), store)
    assert set(shapes.items.columns) < set(space.items.columns)
    assert ERROR in space.items.columns
    assert (space.label, space.image) == (shapes.label, shapes.image)
    with pytest.raises(UserError, match="other items now"):
        train(TrainVaeRecipe(**{**given, "of_key": "0" * 32}, settings=TINY), store, silent)


def test_a_killed_worker_goes_on_by_itself_to_the_same_weights(
    working: Services, wait_until: Callable[..., Any]
) -> None:
    recipe, jobs = digits(80), working.jobs
    kept = KeptTraining(working.store, recipe.key)
    jobs.submit(recipe)
    wait_until(lambda: kept.done >= 2)
    kept.wish_for("pause")
    wait_until(lambda: jobs.state(recipe.key).message == "paused")
    before = kept.done
    assert 2 <= before < 80
    killed = jobs._workers[0].pid
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: jobs._workers and jobs._workers[0].pid != killed)
    wait_until(lambda: jobs.state(recipe.key).message == "paused")  # what was wished holds after the kill
    assert kept.done == before
    kept.wish_for("")
    wait_until(lambda: not jobs.state(recipe.key).unfinished)
    assert jobs.state(recipe.key).status == "done"
    run = Run(sklearn_digits(), recipe.made)
    list(run.epochs())
    assert working.store.space(recipe.key).provenance["weights"] == run.model().key


def test_a_worker_that_dies_again_and_again_is_told_of(working: Services, wait_until: Callable[..., Any]) -> None:
    recipe, jobs = digits(80), working.jobs
    KeptTraining(working.store, recipe.key).wish_for("pause")
    jobs.submit(recipe)
    for _ in range(3):
        wait_until(lambda: jobs.state(recipe.key).message == "paused")
        os.kill(next(worker.pid for worker in jobs._workers if worker.job), signal.SIGKILL)
        wait_until(lambda: jobs.state(recipe.key).message != "paused" or not jobs.state(recipe.key).unfinished)
    assert jobs.state(recipe.key).status == "failed"
    assert "was killed" in jobs.state(recipe.key).error["detail"]


def test_cancelled_it_is_taken_up_where_it_was(working: Services, wait_until: Callable[..., Any]) -> None:
    recipe, jobs = digits(60), working.jobs
    kept = KeptTraining(working.store, recipe.key)
    jobs.submit(recipe)
    wait_until(lambda: kept.done >= 1)
    kept.wish_for("pause")
    wait_until(lambda: jobs.state(recipe.key).message == "paused")
    done = kept.done
    jobs.cancel(recipe.key)
    wait_until(lambda: kept.wish == "")
    assert jobs.state(recipe.key).status == "cancelled"
    assert not working.store.has_space(recipe.key)
    first = (kept.folder / "epochs" / "00001.npz").stat().st_mtime_ns
    jobs.submit(recipe, restart=True)
    wait_until(lambda: jobs.state(recipe.key).status == "done")
    assert kept.done == 60 > done
    assert (kept.folder / "epochs" / "00001.npz").stat().st_mtime_ns == first  # it was not made again


def test_stopped_and_kept_the_last_whole_epoch_is_the_space(working: Services, wait_until: Callable[..., Any]) -> None:
    recipe, jobs = digits(2_000), working.jobs
    kept = KeptTraining(working.store, recipe.key)
    jobs.submit(recipe)
    wait_until(lambda: kept.done >= 1)
    kept.wish_for("keep")
    wait_until(lambda: jobs.state(recipe.key).status == "done")
    space = working.store.space(recipe.key)
    assert space.provenance["epochs"] == kept.done < 2_000
    assert space.notes[0] == f"Training was stopped and kept after epoch {kept.done} of 2000."
    last = working.store.result(recipe.coordinates_key(kept.done)).arrays["coordinates"]
    np.testing.assert_allclose(space.vectors, last, atol=1e-4)


def test_a_loss_that_is_no_number_keeps_the_last_good_epoch(store: Store) -> None:
    recipe = digits(6)
    given = given_pictures(recipe, store, silent)
    run = Run(given.images, recipe.made, KeptTraining(store, recipe.key).folder)
    begin(recipe, run, given, store)

    def overflow(done: int, total: int, message: str) -> None:
        """In the third epoch the weights overflow, as they do when steps are too large."""
        if message.startswith("epoch 3 "):
            for parameter in run._stepper.network.parameters():
                parameter.data.fill_(float("inf"))

    why = learn(recipe, run, store, overflow)
    run.model().save(KeptTraining(store, recipe.key).model)
    space = made_space(recipe, run, given, store, why)
    assert space.provenance["epochs"] == 2
    assert "no finite number any more in epoch 3" in space.notes[0]
    assert "such as 0.0002" in space.notes[0]
    assert "The map is of epoch 2" in space.notes[0]
    assert np.isfinite(space.vectors).all()


def test_a_loss_that_is_no_number_at_once_is_told(store: Store) -> None:
    recipe = digits(2)
    given = given_pictures(recipe, store, silent)
    run = Run(given.images, recipe.made)
    for parameter in run._stepper.network.parameters():
        parameter.data.fill_(float("inf"))
    with pytest.raises(UserError, match="no epoch was finished before"):
        learn(recipe, run, store, silent)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"head": b"\x89PNG"}, "does not begin with the magic number of an idx file"),
        ({"cut": 40}, "cut off|ends|short"),
    ],
)
def test_a_damaged_idx_file_is_told_by_its_own_name(store: Store, change: dict[str, Any], said: str) -> None:
    upload = idx(store, pictures(30), "mine-images-idx3-ubyte.gz", **change)
    with pytest.raises(UserError, match=said) as refused:
        train(TrainVaeRecipe(source="idx", of=upload, name="mine", settings=TINY), store, silent)
    assert "mine-images-idx3-ubyte.gz" in str(refused.value)


def test_labels_of_another_length_too_few_pictures_and_too_many_numbers(store: Store) -> None:
    upload, labels = idx(store, pictures(30), "a-images-idx3-ubyte"), idx(store, np.zeros(29, np.uint8), "a-labels")
    few, small = idx(store, pictures(3), "few-images-idx3-ubyte"), idx(store, pictures(40, side=2), "small-idx3-ubyte")
    for given, said in (
        ({"of": upload, "labels": labels}, "30 pictures, “a-labels” 29 labels"),
        ({"of": few}, "3 pictures were given; 20 or more are needed"),
        ({"of": small, "settings": {**TINY, "latent": 16}}, "16"),
    ):
        with pytest.raises(UserError, match=said):
            train(TrainVaeRecipe(**{"source": "idx", "name": "mine", "settings": TINY, **given}), store, silent)


def test_one_class_alone_is_told(store: Store) -> None:
    upload, labels = idx(store, pictures(30), "a-images-idx3-ubyte"), idx(store, np.zeros(30, np.uint8), "a-labels")
    given = {"source": "idx", "of": upload, "labels": labels, "name": "zeros"}
    space = trained(TrainVaeRecipe(**given, settings={**TINY, "epochs": 1}), store)
    assert any("All pictures are of one class, “0”" in note for note in space.notes)


def test_a_checkpoint_of_another_network_is_refused(store: Store, working: Services, wait_until: Any) -> None:
    one, other = digits(2), digits(2, hidden=[16])
    Run(sklearn_digits(), other.made, KeptTraining(store, one.key).folder).epochs().__next__()
    working.jobs.submit(one)
    wait_until(lambda: working.jobs.state(one.key).status == "failed")
    error = working.jobs.state(one.key).error
    assert error["title"] == "A checkpoint of another training"
    assert "hidden [16]; asked for is [24]" in error["detail"]


def test_a_setting_out_of_its_range_is_named() -> None:
    with pytest.raises(UserError, match="“Epochs” is 0: input should be greater than or equal to 1"):
        _ = digits(0).key


def test_the_page_shows_each_epoch_then_the_space_then_any_epoch_again(
    working: Services, wait_until: Callable[..., Any]
) -> None:
    recipe, view = digits(40), View(space="0" * 32)
    working.jobs.submit(recipe)
    view = View(space=recipe.key, projection="plain")
    seen: list[str] = []

    def answered() -> bool:
        answer = resolve(view, working)
        if answer.scene is not None and answer.scene.key not in seen:
            seen.append(answer.scene.key)
            if answer.job is not None:
                assert (answer.scene.space, answer.scene.count) == (recipe.film, 1797)
        return answer.job is None and answer.scene is not None

    wait_until(answered)
    frames = [recipe.coordinates_key(number) for number in range(41)]
    live = [frames.index(key) for key in seen if key in frames]
    assert len(live) > 2
    assert live == sorted(live)
    third = resolve(view.model_copy(update={"tools": {"training.epoch": "3"}}), working)
    assert third.scene.key == frames[3]
    assert third.scene.items == recipe.key
    assert third.scene.title == "epoch 3 of 40, 2D"
    assert third.quality.startswith("Held-out ELBO −")
    wrong = resolve(view.model_copy(update={"tools": {"training.epoch": "41"}}), working)
    assert wrong.error["title"] == "No such epoch"
    assert "from 0 to 40" in wrong.error["detail"]
    elsewhere = resolve(View(space="words", tools={"training.epoch": "1"}), working)
    assert elsewhere.error["title"] == "No film of this space"


def test_a_frame_of_many_numbers_is_their_widest_plane_turned_onto_the_one_before() -> None:
    rng = np.random.default_rng(3)
    latents = rng.standard_normal((200, 8)) * [5, 3, 1, 1, 1, 1, 1, 1]
    first = frame(latents)
    assert first.shape == (200, 2)
    spread = np.linalg.svd(latents - latents.mean(0), compute_uv=False)[:2]
    np.testing.assert_allclose(np.linalg.norm(first, axis=0), spread, rtol=1e-4)
    turned = latents @ np.linalg.qr(rng.standard_normal((8, 8)))[0]
    np.testing.assert_allclose(frame(turned, first), first, atol=1e-3)
    np.testing.assert_array_equal(frame(latents[:, :3].astype(np.float32)), latents[:, :3].astype(np.float32))
