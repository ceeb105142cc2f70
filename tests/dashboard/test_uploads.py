"""Uploads stream to disk over HTTP, and are answered with the first rows and our guesses."""

import io

import pytest
from flask.testing import FlaskClient

from dashboard.services import Services

TABLE = "note,topic,size\n" + "".join(f'"leaf, water and cup {index}",tea {index % 3},{index}\n' for index in range(40))


def kept(services: Services) -> set[str]:
    folder = services.store.root / "uploads"
    return {place.name for place in folder.iterdir()} if folder.is_dir() else set()


def test_a_file_is_kept_and_seen_at_first_glance(client: FlaskClient, services: Services) -> None:
    answer = client.put("/api/uploads?name=notes.csv", data=TABLE.encode())
    assert answer.status_code == 200
    seen = answer.json
    assert (seen["name"], seen["size"]) == ("notes.csv", len(TABLE))
    assert services.store.upload(seen["upload"]).path.read_text() == TABLE
    preview = seen["preview"]
    assert preview["columns"] == ["note", "topic", "size"]
    assert preview["rows"][0] == ["leaf, water and cup 0", "tea 0", "0"]
    assert len(preview["rows"]) == 6
    assert (preview["text"], preview["label"]) == ("note", "topic")
    assert client.get(f"/api/uploads/{seen['upload']}/preview").json == seen


def test_it_streams_in_chunks_without_a_length(client: FlaskClient) -> None:
    answer = client.put(
        "/api/uploads?name=stream.csv",
        input_stream=io.BytesIO(TABLE.encode()),
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )
    assert (answer.status_code, answer.json["size"]) == (200, len(TABLE))


@pytest.mark.parametrize("chunked", [False, True], ids=["with its length", "without its length"])
def test_one_too_large_is_refused_and_nothing_of_it_is_kept(
    chunked: bool, client: FlaskClient, services: Services
) -> None:
    before = kept(services)
    content = b"text\n" + b"hello\n" * 200_000
    if chunked:
        more = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
        answer = client.put("/api/uploads?name=big.csv", input_stream=io.BytesIO(content), environ_overrides=more)
    else:
        answer = client.put("/api/uploads?name=big.csv", data=content)
    assert answer.status_code == 413
    assert answer.json == {
        "title": "The file is too large",
        "detail": "“big.csv” is larger than 1 MB, the most that this server takes",
        "hint": "Split it, or start the dashboard from the command line with this file.",
    }
    assert kept(services) == before


def test_one_that_says_it_is_too_large_is_not_even_read(client: FlaskClient) -> None:
    class Unread(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise AssertionError("it was read")

    length = {"CONTENT_LENGTH": str(10**12)}
    answer = client.put("/api/uploads?name=big.csv", input_stream=Unread(b"x"), environ_overrides=length)
    assert answer.status_code == 413


def test_one_at_the_limit_is_taken(client: FlaskClient, services: Services) -> None:
    limit = services.settings.upload_limit
    content = b"text,label\n" + b"hello,a\n" * ((limit - 11) // 8)
    assert client.put("/api/uploads?name=full.csv", data=content.ljust(limit, b"\n")).status_code == 200


@pytest.mark.parametrize(
    ("content", "title"),
    [(b"", "An empty file"), (bytes(range(256)) * 20, "Not a table of text"), (b"only,a,header\n", "No rows")],
    ids=["empty", "binary", "header only"],
)
def test_what_cannot_be_read_is_refused(content: bytes, title: str, client: FlaskClient) -> None:
    answer = client.put("/api/uploads?name=odd.csv", data=content)
    assert (answer.status_code, answer.json["title"]) == (422, title)
    assert "odd.csv" in answer.json["detail"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\files\\notes.csv", "notes.csv"),
        ("", "upload.csv"),
        ("folder/", "upload.csv"),
        ("<img src=x>.csv", "<img src=x>.csv"),
        ("%00.csv", "\0.csv"),
        ("%ff.csv", "%FF.csv"),
        (f"{'n' * 300}.csv", "n" * 200),
    ],
)
def test_a_name_is_only_a_name(name: str, shown: str, client: FlaskClient, services: Services) -> None:
    content = f"text,label\nhello {name.encode().hex()},a\nworld,b\n".encode()
    seen = client.put(f"/api/uploads?name={name}", data=content).json
    assert seen["name"] == shown
    assert services.store.upload(seen["upload"]).path.parent.parent == services.store.root / "uploads"
