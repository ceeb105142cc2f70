"""The command line: bad input is one clear line on standard error and status 2, never a traceback."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard import cli
from dashboard.recipes import EncodeRecipe
from embeddings.encoders import ENCODERS

ROOT = Path(__file__).parents[2]
TEXT = "note,topic\nleaf water cup,tea\nice cold white,snow\nflour oven crust,bread\nleaf tea pot,tea\n"


@pytest.fixture(autouse=True)
def own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PORT", "HOST", "VECTORSCAPE_LANES", "VECTORSCAPE_UPLOAD_LIMIT_MB"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VECTORSCAPE_STORE", str(tmp_path / "store"))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "folder").mkdir(parents=True)
    (folder / "notes.csv").write_text(TEXT)
    (folder / "ragged.csv").write_text(f"{TEXT}one,two,three\n")
    (folder / "binary.csv").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.csv").write_bytes(b"")
    (folder / "header.csv").write_text("note,topic\n")
    (folder / "two\nlines.csv").write_text("note\n")
    return folder


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let nothing be served; return what would have been."""
    seen: dict[str, Any] = {}

    class Recorder:
        @classmethod
        def start(cls, settings, store):
            seen.update(settings=settings, store=store)
            return cls()

        @property
        def jobs(self):
            return self

        def submit(self, recipe: EncodeRecipe, *, restart: bool = False) -> None:
            seen.update(recipe=recipe, restart=restart)

    def serve(settings, services, defaults, *, open_browser):
        seen.update(defaults=defaults, open_browser=open_browser)

    monkeypatch.setattr(cli, "Services", Recorder)
    monkeypatch.setattr(cli, "serve", serve)
    return seen


def refusal(status: int, out: str, err: str) -> str:
    """Hold a refusal to its form, and return it."""
    assert status == 2
    assert out == ""
    assert err.startswith("vectorscape: ")
    assert err.count("\n") == 1, "one line"
    assert err.rstrip().endswith((".", "?"))
    assert "Traceback" not in err
    return err


BAD = {
    "a missing file": (["missing.csv"], "There is no file “missing.csv”"),
    "a folder": (["folder"], "“folder” has no picture in it, nor in its sub-folders"),
    "an unknown encoder": (["notes.csv", "--encoder", "lsb"], "no encoder called “lsb”. Did you mean “lsa”?"),
    "an unknown projection": (["notes.csv", "--projection", "pcb"], "no projection called “pcb”"),
    "an unknown text column": (["notes.csv", "--text", "x"], "There is no column “x”. The columns are: note, topic"),
    "an unknown label column": (["notes.csv", "--label", "x"], "There is no column “x”. The columns are: note, topic"),
    "a binary file": (["binary.csv"], "binary.csv"),
    "an empty file": (["empty.csv"], "“empty.csv” has no content"),
    "a header only": (["header.csv"], "“header.csv” has a header and no rows below it"),
    "a ragged row": (["ragged.csv"], "Row 6 has 3 cells"),
    "a name of two lines": (["two\nlines.csv"], "“two lines.csv”"),
    "a name too long": ([f"{'x' * 300}.csv"], "cannot be read"),
    "a file that gives nothing": (["/proc/self/mem"], "“/proc/self/mem”: Input/output error"),
    "a wrong port": (["--port", "abc"], "Argument --port: “abc” will not do: a port is a whole number from 0 to 65535"),
    "a port too large": (["--port", "65536"], "“65536” will not do"),
    "a wrong dimension": (["--dimensions", "4"], "Argument --dimensions: invalid choice: 4 (choose from 2, 3)"),
    "an unknown option": (["--colour"], "Unrecognized arguments: --colour. See python -m dashboard"),
    "an option without its value": (["--text"], "Argument --text: expected one argument"),
    "two files": (["notes.csv", "ragged.csv"], "Unrecognized arguments: ragged.csv"),
    "an encoder without a file": (["--encoder", "lsa"], "--encoder and --skip-bad-rows say how to read one"),
    "a store elsewhere": (["--store", "s3://bucket/x"], "“s3://bucket/x” is an address; the store is a folder"),
    "a store that is a file": (["--store", "notes.csv"], "“notes.csv” cannot be the folder of the store: File exists"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line(
    name: str, files: Path, started: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments, said = BAD[name]
    monkeypatch.chdir(files)
    assert said in refusal(cli.main(arguments), *capfd.readouterr())
    assert started == {}, "nothing was started"


@pytest.mark.parametrize(
    ("variable", "value"), [("PORT", "abc"), ("VECTORSCAPE_LANES", "x"), ("VECTORSCAPE_UPLOAD_LIMIT_MB", "y")]
)
def test_a_bad_environment_is_one_clear_line(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(variable, value)
    assert f"{variable}={value} cannot be read" in refusal(cli.main([]), *capfd.readouterr())


@pytest.mark.parametrize("name", ["a missing file", "an unknown option", "a binary file"])
def test_it_is_so_for_a_person_at_a_shell(name: str, files: Path) -> None:
    arguments, said = BAD[name]
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", *arguments],
        cwd=files,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert said in refusal(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        yield busy.getsockname()[1]


def test_a_taken_port_is_one_clear_line_and_its_workers_end(taken: int, tmp_path: Path) -> None:
    environment = {**os.environ, "PORT": str(taken), "VECTORSCAPE_LANES": "quick=1"}
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "--no-browser"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,  # it would wait for a worker that still held the pipe
    )
    said = refusal(done.returncode, done.stdout, done.stderr)
    assert f"The address is taken. Cannot listen on 127.0.0.1:{taken}: Address already in use" in said


@pytest.mark.parametrize("host", ["nonsense.invalid", "256.1.1.1"])
def test_a_host_that_will_not_do_is_one_clear_line(
    host: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dashboard.jobs.runner.Jobs.start", lambda jobs: None)
    monkeypatch.setattr("waitress.adjustments.socket.getaddrinfo", refuse_names)
    status = cli.main(["--host", host, "--port", "0", "--no-browser"])
    assert f"The address will not do. Cannot listen on {host}:0" in refusal(status, *capfd.readouterr())


def refuse_names(host: str, *rest: object, known: Any = socket.getaddrinfo, **more: object) -> Any:
    """Look up numbers alone, so that no name server is asked."""
    if host[-1].isalpha() or host.startswith("256"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return known(host, *rest, **more)


def test_a_file_becomes_a_recipe_with_our_guesses(files: Path, started: dict[str, Any]) -> None:
    assert cli.main([str(files / "notes.csv"), "--encoder", "lsa", "--projection", "tsne", "--dimensions", "3"]) == 0
    recipe = started["recipe"]
    assert (recipe.name, recipe.text, recipe.label, recipe.encoder) == ("notes", "note", "topic", "lsa")
    assert started["store"].upload(recipe.upload).path.read_text() == TEXT
    assert started["restart"]
    assert started["open_browser"]
    assert started["defaults"] == {"space": recipe.key, "projection": "tsne", "dimensions": "3"}


def test_what_is_given_is_taken(files: Path, started: dict[str, Any], tmp_path: Path) -> None:
    more = ["--text", "topic", "--label", "note", "--skip-bad-rows", "--no-browser", "--port", "0", "--host", "::1"]
    store = tmp_path / "another store"
    assert cli.main([str(files / "ragged.csv"), "--encoder", "lsa", "--store", str(store), *more]) == 0
    recipe = started["recipe"]
    assert (recipe.text, recipe.label, recipe.skip_bad_rows) == ("topic", "note", True)
    assert not started["open_browser"]
    assert (started["settings"].host, started["settings"].port, started["settings"].store) == ("::1", 0, store)


def test_without_a_file_the_words_are_shown(started: dict[str, Any]) -> None:
    assert cli.main([]) == 0
    assert started["defaults"] == {"space": "words"}
    assert "recipe" not in started


def test_where_an_encoder_is_missing_another_is_taken_and_it_says_so(
    files: Path, started: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ENCODERS.get("minilm"), "missing", classmethod(lambda cls: "MiniLM needs torch."))
    assert cli.main([str(files / "notes.csv")]) == 0
    assert started["recipe"].encoder == "lsa"
    assert capfd.readouterr().err == "MiniLM needs torch. Encoding with LSA instead.\n"
    started.clear()
    said = refusal(cli.main([str(files / "notes.csv"), "--encoder", "minilm"]), *capfd.readouterr())
    assert "This encoder is not installed. MiniLM needs torch." in said


def test_a_name_that_is_not_utf_8_still_opens(tmp_path: Path, started: dict[str, Any]) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.csv")
    Path(odd).write_text(TEXT)
    assert cli.main([odd, "--encoder", "lsa"]) == 0
    assert started["recipe"].name == "caf�"
    assert started["store"].recipe(started["recipe"].key) is None


def test_interrupting_it_is_no_traceback(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "recipe_of", interrupted)
    assert cli.main([str(files / "notes.csv")]) == 130


def test_help_is_help(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--help"])
    assert "one of: pca, tsne, umap" in " ".join(capfd.readouterr().out.split())
