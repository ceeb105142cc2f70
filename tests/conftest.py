"""Fixtures that every test may use."""

import os
import shutil
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import pytest

T = TypeVar("T")
PATIENCE = 180
NO_TORCH = "torch is not installed: pip install -r requirements-encoders.txt"

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


if workers := os.environ.get("PYTEST_XDIST_WORKER_COUNT"):  # two that each take every core only wait for each other
    for setting in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(setting, str(max(1, (os.cpu_count() or 1) // int(workers))))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what is marked as needing torch where the app is installed without it."""
    if item.get_closest_marker("encoders") and find_spec("torch") is None:
        pytest.skip(NO_TORCH)


@pytest.fixture(scope="session")
def torch() -> ModuleType:
    """Return torch, for what needs it to make a model of its own."""
    return pytest.importorskip("torch", reason=NO_TORCH)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public data beside the project; tests that need it skip where it is absent."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data sets are not beside this clone")
    return folder


@pytest.fixture(scope="session")
def chromium():
    """Launch one real Chromium for the whole run: the system's, or else Playwright's own."""
    from playwright.sync_api import expect, sync_playwright

    from tests.browser.waiting import PATIENCE

    expect.set_options(timeout=PATIENCE)
    system = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def wait_until() -> Callable[..., T]:
    """Return a function that asks again and again until the answer is true, and gives up after minutes."""

    def wait(ask: Callable[[], T], message: str = "it did not come to pass") -> T:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if answer := ask():
                return answer
            time.sleep(0.05)
        raise AssertionError(message)

    return wait
