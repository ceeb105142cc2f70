"""A store of the test's own, and the services of an app whose workers are real."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import cli
from dashboard.app import create_app
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.tools import Asked, Shown
from embeddings import Space, load
from tests.dashboard.answers import TALK


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Return the services of one run: an empty store and one worker, which serves every lane."""
    folder: Path = tmp_path_factory.mktemp("store")
    made = Services.start(Settings(store=folder, lanes={"quick": 1}, upload_limit=1 << 20))
    yield made
    made.jobs.stop()


@pytest.fixture(scope="session")
def app(services: Services) -> Dash:
    """Return one app on those services."""
    return create_app(services)


@pytest.fixture(scope="session")
def talk(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Space:
    """Return a small space by LSA in the store, whose encoder takes typed texts; its id is `answers.TALK`."""
    whos, does, whats = ("cook", "crew"), ("bakes", "sails"), ("pie", "ship")
    path = tmp_path_factory.mktemp("talk") / "talk.csv"
    path.write_text("\n".join(["text", *(f"the {who} {do} a {what}" for who in whos for do in does for what in whats)]))
    services.store.save_space(TALK, load(path, encoder="lsa", components=4))
    return services.store.space(TALK)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    """Return a visitor of that app, who asks over HTTP without a browser."""
    return app.server.test_client()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an empty store, without the maps that come with the program."""
    return Store(tmp_path / "store", shipped=None)


@pytest.fixture(scope="session")
def answered(wait_until: Callable[..., Shown]) -> Callable[[Callable[[Asked], Shown], Asked], Shown]:
    """Return a function that asks a tab again and again until no work is under way, and returns its answer."""

    def answer(show: Callable[[Asked], Shown], ask: Asked) -> Shown:
        def once() -> Shown | None:
            shown = show(ask)
            return None if shown.again else shown

        return wait_until(once)

    return answer


@pytest.fixture(scope="session")
def is_working() -> Callable[[int], bool]:
    """Return a function that says whether a process still lives; one that only waits to be buried does not."""

    def working(pid: int) -> bool:
        try:
            os.kill(pid, 0)
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False

    return working


@pytest.fixture(scope="session")
def small_space() -> Callable[..., Space]:
    """Return a function that makes a space of random vectors with a text and a label."""

    def make(count: int = 30, dimensions: int = 6, seed: int = 0) -> Space:
        rng = np.random.default_rng(seed)
        items = pd.DataFrame(
            {"text": [f"item {index}" for index in range(count)], "group": [f"g{index % 3}" for index in range(count)]}
        )
        vectors = rng.standard_normal((count, dimensions), dtype=np.float32)
        return Space(vectors, items, name="small", text="text", label="group")

    return make


@pytest.fixture
def command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., tuple[int, Any, Any]]:
    """Return a function that runs the command line in a folder, without a server and without workers.

    It returns the exit status, the recipe that would have been submitted last, and the store.
    """
    monkeypatch.setenv("VECTORSCAPE_STORE", str(tmp_path / "store"))
    seen: dict[str, Any] = {}

    class Recorder:
        @classmethod
        def start(cls, settings: object, store: Store) -> "Recorder":
            seen["store"] = store
            return cls()

        @property
        def jobs(self) -> "Recorder":
            return self

        def submit(self, recipe: object, *, restart: bool = False) -> None:
            seen["recipe"] = recipe

    monkeypatch.setattr(cli, "Services", Recorder)
    monkeypatch.setattr(cli, "serve", lambda *_, **__: None)

    def main(folder: Path, *arguments: str) -> tuple[int, Any, Any]:
        monkeypatch.chdir(folder)
        seen.clear()
        return cli.main(list(arguments)), seen.get("recipe"), seen.get("store")

    return main
