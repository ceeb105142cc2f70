"""A store of the test's own, and the services of an app whose workers are real."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.services import Services
from dashboard.settings import Settings


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Return the services of one run: an empty store and one worker, which serves every lane."""
    folder: Path = tmp_path_factory.mktemp("store")
    made = Services.start(Settings(store=folder, lanes={"quick": 1}, upload_limit=1 << 20))
    yield made
    made.jobs.stop()


@pytest.fixture(scope="session")
def app(services: Services):
    """Return one app on those services."""
    return create_app(services)
