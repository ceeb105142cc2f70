"""The environment's settings: read, or refused with the name, the value and the rule."""

from pathlib import Path

import pytest

from dashboard.adding import Choices
from dashboard.encoder_settings import refuse_folders
from dashboard.panels.add_data import recipe_of
from dashboard.settings import Settings
from embeddings import UserError

NAMES = (
    "VECTORSCAPE_STORE",
    "VECTORSCAPE_UPLOAD_LIMIT_MB",
    "VECTORSCAPE_LANES",
    "HOST",
    "PORT",
    "VECTORSCAPE_LOCAL_MODELS",
)


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_any_the_defaults_hold() -> None:
    usual = Settings.from_environment()
    assert (usual.host, usual.port, usual.upload_limit) == ("127.0.0.1", 8050, 200 << 20)
    assert usual.lanes == {"encode": 1, "project": 1, "quick": 1, "train": 1}
    assert usual.store.name == "vectorscape"


def test_each_of_them_arrives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in zip(NAMES, (str(tmp_path), "0.5", "quick=2,encode=1", "0.0.0.0", "0", "yes"), strict=True):
        monkeypatch.setenv(name, value)
    assert Settings.from_environment() == Settings(tmp_path, 1 << 19, "0.0.0.0", 0, {"quick": 2, "encode": 1}, True)


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
        ("VECTORSCAPE_LOCAL_MODELS", "maybe", "It is yes or no"),
        ("VECTORSCAPE_LANES", "x", "The lanes are encode, project, quick, train"),
        ("VECTORSCAPE_LANES", "quick", "The lanes are encode, project, quick, train"),
        ("VECTORSCAPE_LANES", "quick=0", "each with at least one worker"),
        ("VECTORSCAPE_LANES", "quick=many", "each with at least one worker"),
        ("VECTORSCAPE_LANES", "quick=1,slow=1", "The lanes are encode, project, quick, train"),
        ("VECTORSCAPE_LANES", "quick=1,,", "The lanes are encode, project, quick, train"),
    ],
)
def test_one_that_cannot_be_read_is_named(name: str, value: str, rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UserError, match=f"{name}={value} cannot be read.+{rule}.+Mend it in the environment"):
        Settings.from_environment()


@pytest.mark.parametrize(
    ("host", "said", "may"),
    [
        ("127.0.0.1", None, True),
        ("localhost", None, True),
        ("0.0.0.0", None, False),
        ("", None, False),
        ("0.0.0.0", True, True),
        ("127.0.0.1", False, False),
    ],
)
def test_a_model_is_named_by_its_path_only_where_no_other_machine_can(host: str, said: bool | None, may: bool) -> None:
    assert Settings(host=host, local_models=said).may_name_folders is may


@pytest.mark.parametrize(
    "value", ["/srv/model", "~/model", "./model", "../model", "C:\\model", "tests", "a.safetensors"]
)
def test_a_path_is_refused_whether_or_not_there_is_anything(value: str) -> None:
    with pytest.raises(UserError, match="takes models from the hub only"):
        refuse_folders("sentence-transformers", {"model": value})


def test_names_of_the_hub_and_encoders_without_models_are_not_refused() -> None:
    refuse_folders("sentence-transformers", {"model": "intfloat/e5-small-v2"})
    refuse_folders("lsa", {})


def test_the_dialog_of_a_host_refuses_a_path_before_it_looks_there(tmp_path: Path) -> None:
    preview = {"image": None, "pictures": None, "columns": ["text"]}
    upload = {"way": "texts", "upload": "a" * 64, "name": "notes.csv", "preview": preview}
    chosen = Choices(text="text", encoder="sentence-transformers", parameters={"model": str(tmp_path)})
    with pytest.raises(UserError, match="takes models from the hub only"):
        recipe_of(upload, chosen, folders=Settings(host="0.0.0.0").may_name_folders)
    lsa = Choices(text="text", encoder="lsa")
    assert recipe_of(upload, lsa, folders=False) == recipe_of(upload, lsa)
