"""A VAE is trained from the page: its loss and its map are live, its worker may be killed, its film is played again."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.store import Store
from dashboard.training.kept import KeptTraining
from embeddings.vae import Settings
from tests.browser.waiting import LONG, settled

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("torch")]
PLACES = "() => [5, 90, 700].map((item) => document.getElementById('map').screenPosition(item))"
UNBROKEN = """
import json, sys
from embeddings.vae import Run, Settings, sklearn_digits
run = Run(sklearn_digits(), Settings(**json.loads(sys.argv[1])))
list(run.epochs())
print(run.model().key)
"""


def train(page: Page, store: Path, **settings: int) -> KeptTraining:
    """Train on scikit-learn's digits, from the dialog that adds data; it pauses before its first step."""
    page.get_by_role("button", name="Add data").click()
    page.get_by_role("button", name="train a VAE").click()
    dialog = page.get_by_role("dialog", name="Train a VAE")
    expect(dialog.get_by_role("textbox", name="Epochs")).to_have_value("200")  # what suits so few pictures
    dialog.get_by_text("More settings").click()
    for name, value in settings.items():
        dialog.get_by_role("textbox", name=name, exact=True).fill(str(value))
    dialog.get_by_role("button", name="Train").click()
    page.wait_for_url(re.compile(r"training\.job="))
    kept = KeptTraining(Store(store), parse_qs(urlsplit(page.url).query)["space"][0])
    kept.wish_for("pause")
    expect(dialog).to_be_hidden()
    expect(page.locator("#training-live .training-line")).to_contain_text("paused", timeout=LONG)
    return kept


def pause_after(kept: KeptTraining, epoch: int, wait_until: Callable[..., Any]) -> None:
    wait_until(lambda: kept.done >= epoch)
    kept.wish_for("pause")


def workers(server: Any) -> list[int]:
    """Return the processes of a server's workers."""
    found = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    return [int(pid) for place in found for pid in place.read_text().split()]


def test_loss_and_map_are_live_and_the_film_is_shown_again(
    page: Page, serve: Callable[..., Any], tmp_path: Path, wait_until: Callable[..., Any]
) -> None:
    page.goto(serve().url + "?space=words&projection=pca")
    settled(page)
    kept = train(page, tmp_path / "store", Epochs=2, Batch=2)
    settled(page, "epoch 0 of 2")
    before = page.evaluate(PLACES)
    page.get_by_role("button", name="Continue").click()
    pause_after(kept, 1, wait_until)
    settled(page, "epoch 1 of 2")
    assert page.evaluate(PLACES) != before
    expect(page.get_by_role("img", name="ELBO by epoch")).to_contain_text(re.compile("−.* nats held out"))
    expect(page.locator("#training-sheet")).to_have_js_property("naturalWidth", 6 * 9)
    page.get_by_role("button", name="Continue").click()
    settled(page, "As they are, 2D")
    expect(page.locator("#training-body")).to_contain_text("2 of 2 epochs on 1,617 pictures")
    after = page.evaluate(PLACES)
    slider = page.get_by_role("slider", name="Epoch on the map")
    slider.focus()
    page.keyboard.press("Home")
    settled(page, "epoch 0 of 2")
    assert page.evaluate(PLACES) == before
    page.reload()
    settled(page, "epoch 0 of 2")
    expect(slider).to_have_value("0")
    page.get_by_role("button", name="Play").click()
    settled(page, "As they are, 2D")
    assert page.evaluate(PLACES) == after
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_a_worker_killed_in_the_middle_is_taken_up_by_a_page_that_was_opened_again(
    page: Page, serve: Callable[..., Any], tmp_path: Path, wait_until: Callable[..., Any]
) -> None:
    server = serve()
    page.goto(server.url + "?space=words&projection=pca")
    settled(page)
    kept = train(page, tmp_path / "store", Epochs=6, Batch=8)
    page.get_by_role("button", name="Continue").click()
    pause_after(kept, 1, wait_until)
    (killed,) = workers(server)
    os.kill(killed, signal.SIGKILL)
    page.reload()
    line = page.locator("#training-live .training-line")
    expect(line).to_contain_text("paused", timeout=LONG)
    assert workers(server) != [killed]
    page.get_by_role("button", name="Continue").click()
    settled(page, "As they are, 2D")
    store = Store(tmp_path / "store")
    (info,) = store.spaces()
    assert store.space(info.id).provenance["weights"] == weights_of_one_run(store.recipe(info.id).made)


def weights_of_one_run(settings: Settings) -> str:
    """Train without a break, in a process of its own as the worker is: another count of threads would round otherwise."""
    wanted = json.dumps(asdict(settings))
    done = subprocess.run([sys.executable, "-c", UNBROKEN, wanted], capture_output=True, text=True, check=True)
    return done.stdout.strip()
