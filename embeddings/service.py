"""One conversation with an embeddings service: requests in order, patience with a busy one, errors in words."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self

import numpy as np

from embeddings.errors import UserError

if TYPE_CHECKING:
    import httpx

TRIES, FIRST_WAIT, LONGEST_WAIT, SLICE = 6, 0.5, 60.0, 0.2
SECONDS = 60.0
BUSY = {408, 409, 425, 429, 500, 502, 503, 504, 529}


class Service:
    """A service that speaks `/v1/embeddings`.

    Parameters
    ----------
    url
        Its base, with or without `/v1` and `/embeddings`.
    model
        What it calls the model.
    key
        What it lets in; sent to it, and written nowhere.
    """

    def __init__(self, url: str, model: str, key: str) -> None:
        import httpx

        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(headers=headers, timeout=SECONDS, follow_redirects=False)
        self._url, self._model = endpoint(url), model
        self._host = httpx.URL(url).netloc.decode("ascii")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def embed(self, texts: Sequence[str], told: Callable[[str], None]) -> np.ndarray:
        """Return the vectors of texts, in their order; `told` is called while it waits, and may end the work.

        Raises
        ------
        UserError
            If the service refuses, stays busy or answers nonsense.
        """
        import httpx

        why = ""
        for attempt in range(TRIES):
            try:
                answer = self._client.post(self._url, json={"model": self._model, "input": list(texts)})
            except httpx.TransportError as error:
                why, wait = type(error).__name__, FIRST_WAIT * 2**attempt
            else:
                if answer.status_code not in BUSY:
                    return self._vectors(answer, len(texts))
                why, wait = f"status {answer.status_code}", patience(answer.headers.get("retry-after"), attempt)
            if attempt < TRIES - 1:
                self._rest(min(wait, LONGEST_WAIT), f"waiting for {self._host} ({why})", told)
        detail = f"{self._host} gave no answer {TRIES} times; the last was {why}"
        raise UserError("The service does not answer", detail, "Start again later: what is done is kept.")

    def _rest(self, seconds: float, message: str, told: Callable[[str], None]) -> None:
        told(message)
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(SLICE, left))
            told(message)

    def _vectors(self, answer: httpx.Response, count: int) -> np.ndarray:
        if answer.status_code != 200:
            raise self._refused(answer.status_code)
        try:
            rows = sorted(answer.json()["data"], key=lambda row: int(row["index"]))
            if [int(row["index"]) for row in rows] != list(range(count)):
                raise ValueError("the count")
            made = np.asarray([row["embedding"] for row in rows], np.float32)
        except (ValueError, KeyError, TypeError) as error:
            raise self._nonsense(f"{count:,} texts were sent, and no list of as many vectors of one length") from error
        if made.ndim != 2 or not np.isfinite(made).all():
            raise self._nonsense("a vector that has no numbers, or one that is not finite,")
        return made

    def _nonsense(self, what: str) -> UserError:
        detail = f"{self._host}: {what} came back"
        return UserError("The service gave no vectors", detail, "Is it an OpenAI-compatible embeddings service?")

    def _refused(self, status: int) -> UserError:
        detail, hint = REFUSALS.get(status, ("it refuses the request", "Check the address, the model and the texts."))
        return UserError(
            "The service refuses", f"{self._host} with the model “{self._model}”: {detail} (status {status})", hint
        )


REFUSALS: dict[int, tuple[str, str]] = {
    401: ("it does not know the key", "Check VECTORSCAPE_API_KEY."),
    403: ("the key may not use it", "Check VECTORSCAPE_API_KEY and what it is allowed."),
    404: ("it has no such model or no such address", "Check VECTORSCAPE_API_URL and VECTORSCAPE_API_MODEL."),
    413: ("the request is too large", "Send fewer texts a request."),
}


def endpoint(url: str) -> str:
    """Return where vectors are asked for.

    Examples
    --------
    >>> endpoint("http://127.0.0.1:11434"), endpoint("https://host/v1/")
    ('http://127.0.0.1:11434/v1/embeddings', 'https://host/v1/embeddings')
    """
    base = url.rstrip("/").removesuffix("/embeddings")
    has_path = base.partition("://")[2].partition("/")[2]
    return f"{base}/embeddings" if has_path else f"{base}/v1/embeddings"


def patience(asked: str | None, attempt: int) -> float:
    """Return how many seconds to wait: what `Retry-After` asks for (seconds or a date), or twice as long each time."""
    usual = FIRST_WAIT * 2.0**attempt
    if asked is None:
        return usual
    try:
        wait = float(asked)
    except ValueError:
        try:
            when = parsedate_to_datetime(asked)
        except ValueError:
            return usual
        wait = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - datetime.now(UTC).timestamp()
    return max(wait, 0.0) if math.isfinite(wait) else usual
