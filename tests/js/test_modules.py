"""Run the tests of the map's pure modules with node, where node is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest


def test_the_pure_modules_of_the_map() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed; the map is still tested in Chromium")
    files = sorted(str(file) for file in Path(__file__).parent.glob("*.test.js"))
    done = subprocess.run([node, "--test", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# pass 0" not in done.stdout
