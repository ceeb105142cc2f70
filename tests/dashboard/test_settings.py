"""The environment's settings: read, or refused with the name, the value and the rule."""

from pathlib import Path

import pytest

from dashboard.settings import Settings
from embeddings import UserError

NAMES = ("VECTORSCAPE_STORE", "VECTORSCAPE_UPLOAD_LIMIT_MB", "VECTORSCAPE_LANES", "HOST", "PORT")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_any_the_defaults_hold() -> None:
    usual = Settings.from_environment()
    assert (usual.host, usual.port, usual.upload_limit) == ("127.0.0.1", 8050, 200 << 20)
    assert usual.lanes == {"encode": 1, "project": 1, "quick": 1}
    assert usual.store.name == "vectorscape"


def test_each_of_them_arrives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in zip(NAMES, (str(tmp_path), "0.5", "quick=2,encode=1", "0.0.0.0", "0"), strict=True):
        monkeypatch.setenv(name, value)
    assert Settings.from_environment() == Settings(tmp_path, 1 << 19, "0.0.0.0", 0, {"quick": 2, "encode": 1})


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("PORT", "abc", "A port is a whole number from 0 to 65535"),
        ("PORT", "65536", "A port is a whole number from 0 to 65535"),
        ("PORT", "-1", "A port is a whole number from 0 to 65535"),
        ("PORT", "80.5", "A port is a whole number from 0 to 65535"),
        ("VECTORSCAPE_UPLOAD_LIMIT_MB", "many", "The limit is a number of megabytes"),
        ("VECTORSCAPE_UPLOAD_LIMIT_MB", "nan", "The limit is a number of megabytes"),
        ("VECTORSCAPE_UPLOAD_LIMIT_MB", "inf", "The limit is a number of megabytes"),
        ("VECTORSCAPE_UPLOAD_LIMIT_MB", "-3", "The limit is a number of megabytes"),
        ("VECTORSCAPE_LANES", "x", "The lanes are encode, project, quick"),
        ("VECTORSCAPE_LANES", "quick", "The lanes are encode, project, quick"),
        ("VECTORSCAPE_LANES", "quick=0", "each with at least one worker"),
        ("VECTORSCAPE_LANES", "quick=many", "each with at least one worker"),
        ("VECTORSCAPE_LANES", "quick=1,slow=1", "The lanes are encode, project, quick"),
        ("VECTORSCAPE_LANES", "quick=1,,", "The lanes are encode, project, quick"),
    ],
)
def test_one_that_cannot_be_read_is_named(name: str, value: str, rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UserError, match=f"{name}={value} cannot be read.+{rule}.+Mend it in the environment"):
        Settings.from_environment()
