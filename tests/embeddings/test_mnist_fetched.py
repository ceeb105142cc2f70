"""MNIST is fetched once, whole or not at all: from a real server that is sound, breaks off, lies, or is not there."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from embeddings import UserError, load
from embeddings.mnist import FILES, OTHER_MIRRORS, mnist_files

SMALL = "t10k-labels-idx1-ubyte.gz"


class Handler(BaseHTTPRequestHandler):
    """Serve the files of a folder, in the mood of the server."""

    def do_GET(self) -> None:
        server: Any = self.server
        content = (server.folder / self.path.strip("/")).read_bytes()
        asked = self.headers.get("Range")
        server.asked.append((self.path, asked))
        if server.mood == "missing":
            self.send_error(404)
            return
        if server.mood == "wrong":
            content = content[::-1]
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and server.mood != "whole" else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        self.wfile.write(content[start : len(content) // 2 if server.mood == "cut" else len(content)])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def mirror(shared_data: Path) -> Iterator[Callable[[str], Any]]:
    """Return a function that starts a server in a mood."""
    made = []

    def start(mood: str) -> Any:
        server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.folder, server.asked, server.mood = shared_data / "mnist", [], mood
        server.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        made.append((server, thread))
        return server

    yield start
    for server, thread in made:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_four_files_are_fetched_once_with_progress(tmp_path: Path, mirror: Callable[[str], Any]) -> None:
    server, told = mirror("sound"), []
    folder = mnist_files(tmp_path / "m", mirrors=[server.address], progress=lambda *step: told.append(step))
    assert {path.name for path in folder.iterdir()} == set(FILES)
    assert told == sorted(told)
    total = sum(size for _, size in FILES.values())
    assert told[-1] == (total, total, "fetching MNIST")
    mnist_files(folder, mirrors=[server.address])
    assert [path for path, _ in server.asked] == [f"/{name}" for name in FILES]


def test_a_damaged_file_alone_is_fetched_again(tmp_path: Path, mirror: Callable[[str], Any]) -> None:
    server = mirror("sound")
    mnist_files(tmp_path, mirrors=[server.address])
    (tmp_path / SMALL).write_bytes(b"damaged")
    server.asked.clear()
    mnist_files(tmp_path, mirrors=[server.address])
    assert server.asked == [(f"/{SMALL}", None)]


@pytest.mark.parametrize("second", ["sound", "whole"])
def test_what_one_mirror_left_unfinished_goes_on_from_the_next(
    tmp_path: Path, mirror: Callable[[str], Any], second: str
) -> None:
    first, other = mirror("cut"), mirror(second)
    mnist_files(tmp_path, mirrors=[first.address, other.address])
    assert other.asked == [(f"/{name}", f"bytes={size // 2}-") for name, (_, size) in FILES.items()]
    assert {path.name for path in tmp_path.iterdir()} == set(FILES)


@pytest.mark.parametrize("mood", ["wrong", "missing"])
def test_a_mirror_that_lies_or_lacks_is_followed_by_the_next(
    tmp_path: Path, mirror: Callable[[str], Any], mood: str
) -> None:
    mnist_files(tmp_path, mirrors=[mirror(mood).address, mirror("sound").address])
    assert {path.name for path in tmp_path.iterdir()} == set(FILES)


@pytest.mark.parametrize(
    ("mood", "said"),
    [("wrong", "its checksum is wrong"), ("cut", "broke off"), ("missing", "answered 404")],
)
def test_what_is_not_whole_is_not_kept_and_said(
    tmp_path: Path, mirror: Callable[[str], Any], mood: str, said: str
) -> None:
    with pytest.raises(UserError, match=said) as refusal:
        mnist_files(tmp_path, mirrors=[mirror(mood).address])
    assert str(tmp_path) in refusal.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_network_that_is_down_is_said_with_what_would_do(
    tmp_path: Path, mirror: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, shared_data: Path
) -> None:
    server = mirror("sound")
    monkeypatch.setenv(OTHER_MIRRORS, "http://127.0.0.1:1/, http://127.0.0.1:1/again")
    with pytest.raises(UserError, match="cannot be reached") as refusal:
        mnist_files(tmp_path)
    assert f"put the four files ({', '.join(FILES)}) into the folder “{tmp_path}”" in refusal.value.hint
    for name in FILES:
        (tmp_path / name).write_bytes((shared_data / "mnist" / name).read_bytes())
    assert mnist_files(tmp_path) == tmp_path
    assert server.asked == []


def test_mnist_loads_by_its_name(tmp_path: Path, mirror: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv(OTHER_MIRRORS, mirror("sound").address)
    space = load("mnist", most=50)
    assert (space.name, space.vectors.shape, space.label) == ("MNIST", (50, 784), "label")
    assert space.items["label"].tolist()[:5] == ["5", "0", "4", "1", "9"]
