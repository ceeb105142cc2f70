"""The encoder `api` against a real service on this machine: in order, patient, and silent about its key."""

import json
import socket

import numpy as np
import pytest

from embeddings import UserError, encode
from embeddings.encoding import provenance, usable
from embeddings.progress import silent
from embeddings.service import endpoint, patience

TEXTS = [f"text {number}" for number in range(10)]


def test_texts_go_in_batches_and_come_back_in_order(service) -> None:
    vectors = encode(TEXTS, "api", batch=4)
    assert [len(asked["input"]) for _, _, asked in service.asked] == [4, 4, 2]
    assert {(path, key, asked["model"]) for path, key, asked in service.asked} == {
        ("/v1/embeddings", "Bearer secret-key", "letters")
    }
    np.testing.assert_allclose(vectors, encode(TEXTS[::-1], "api:letters", batch=3)[::-1], atol=1e-6)


def test_the_key_and_the_path_stay_out_of_what_is_kept(service, monkeypatch) -> None:
    monkeypatch.setenv("VECTORSCAPE_API_URL", f"http://person:password@127.0.0.1:{service.server_port}/v1")
    made = usable("api", {})
    _, about, _ = made.encode(TEXTS, silent)
    told = json.dumps(provenance(made, about)) + repr(made)
    assert (made.host, made.model) == (f"127.0.0.1:{service.server_port}", "letters")
    assert not {word for word in ("secret", "password", "person") if word in told}


def test_a_busy_service_is_asked_again(service) -> None:
    service.moods = [(429, {"Retry-After": "0"}), (503, {"Retry-After": "0"})]
    told = []
    assert encode(TEXTS, "api", progress=lambda *step: told.append(step[2])).shape == (10, 16)
    assert len(service.asked) == 3
    assert any("status 429" in message for message in told)


def test_one_that_stays_busy_is_given_up(service) -> None:
    service.moods = [(503, {"Retry-After": "0"})] * 6
    with pytest.raises(UserError, match=r"gave no answer 6 times; the last was status 503"):
        encode(TEXTS, "api")
    assert len(service.asked) == 6


def test_waiting_can_be_cancelled(service) -> None:
    service.moods = [(429, {"Retry-After": "50"})]

    def stop(done: int, total: int, message: str) -> None:
        if "429" in message:
            raise KeyboardInterrupt("cancelled")

    with pytest.raises(KeyboardInterrupt, match="cancelled"):
        encode(TEXTS, "api", progress=stop)
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("status", "says"),
    [(401, "does not know the key.*Check VECTORSCAPE_API_KEY"), (404, "no such model"), (400, "refuses the request")],
)
def test_a_refusal_is_in_words_and_not_repeated(service, status: int, says: str) -> None:
    service.moods = [(status, {})]
    with pytest.raises(UserError, match=says) as refusal:
        encode(TEXTS, "api")
    assert len(service.asked) == 1
    assert "secret" not in str(refusal.value)


def test_vectors_that_change_their_length_are_refused(service) -> None:
    service.widths = [16, 8]
    with pytest.raises(UserError, match="vectors of 16 numbers and then of 8"):
        encode(TEXTS, "api", batch=5)


def test_a_service_that_is_gone_is_named(service, monkeypatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("VECTORSCAPE_API_URL", f"http://127.0.0.1:{taken.getsockname()[1]}")
        monkeypatch.setattr("embeddings.service.FIRST_WAIT", 0.0)
        with pytest.raises(UserError, match=r"127\.0\.0\.1:\d+ gave no answer 6 times; the last was ConnectError"):
            encode(TEXTS, "api")


def test_settings_that_lack_are_named(monkeypatch) -> None:
    monkeypatch.delenv("VECTORSCAPE_API_MODEL", raising=False)
    monkeypatch.setenv("VECTORSCAPE_API_URL", "ftp://host")
    with pytest.raises(UserError, match="VECTORSCAPE_API_URL is not set to an address"):
        encode(TEXTS, "api")
    monkeypatch.setenv("VECTORSCAPE_API_URL", "http://host")
    with pytest.raises(UserError, match="VECTORSCAPE_API_MODEL is not set"):
        encode(TEXTS, "api")
    with pytest.raises(UserError, match="This asks other, and VECTORSCAPE_API_URL now names host"):
        encode(TEXTS, "api:letters", host="other")


def test_retry_after_is_seconds_or_a_date() -> None:
    assert [patience(None, attempt) for attempt in range(3)] == [0.5, 1, 2]
    assert patience("7", 0) == 7
    assert patience("Wed, 21 Oct 2015 07:28:00 GMT", 0) == 0
    assert patience("soon", 1) == 1
    assert endpoint("https://host/v1/embeddings") == "https://host/v1/embeddings"
