"""The README says what is so: its Python runs, and its tables are the registries'."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli import parser
from dashboard.settings import Settings
from embeddings.encoders import ENCODERS
from embeddings.metrics import METRICS
from embeddings.vector_files import VECTOR_FILES
from projections import PROJECTIONS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def summary(cls: type) -> str:
    return (cls.__doc__ or "").splitlines()[0]


@pytest.mark.parametrize(
    "row",
    [f"| `{name}` | {summary(cls)} |" for name, cls in [*ENCODERS.all().items(), *PROJECTIONS.all().items()]]
    + [f"| `{name}` | {metric.description} |" for name, metric in METRICS.all().items()],
)
def test_each_of_the_registered_has_its_row(row: str) -> None:
    assert row in README


def test_each_format_of_vectors_has_its_row() -> None:
    assert [one.label for one in VECTOR_FILES.all().values() if f"| {one.label} |" not in README] == []


def test_every_option_of_the_command_line_is_told() -> None:
    options = {
        option for action in parser(Settings())._actions for option in action.option_strings if option.startswith("--")
    }
    assert {option for option in options - {"--help"} if f"`{option}" not in README} == set()


def test_every_setting_is_told() -> None:
    read = set(re.findall(r'"(VECTORSCAPE_\w+|HOST|PORT)"', (ROOT / "dashboard" / "settings.py").read_text("utf-8")))
    assert len(read) >= 5
    assert {name for name in read if f"`{name}`" not in README} == set()


def test_its_python_runs() -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "queen" in done.stdout
    assert "(300, 2)" in done.stdout


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_every_command_of_make_that_it_names_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`|: )make (\w+)", README, re.MULTILINE))
    assert {"run", "test", "demo", "bench"} <= named <= targets


def test_the_encoder_of_the_documentation_works_as_written() -> None:
    page = (ROOT / "docs" / "writing_an_encoder.md").read_text("utf-8")
    first, *rest = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(first.strip().splitlines()) <= 36
    code = "\n".join([first, *rest])
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
