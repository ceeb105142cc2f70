"""Any service that speaks OpenAI's `/v1/embeddings`: a company's, or Ollama, vLLM or TEI on one's own machine."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.util import find_spec
from typing import ClassVar
from urllib.parse import urlsplit

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings.encoders import ENCODERS, Takes
from embeddings.encoders.minilm import readable, unit
from embeddings.errors import UserError
from embeddings.progress import Progress
from embeddings.service import Service

URL, MODEL, KEY = "VECTORSCAPE_API_URL", "VECTORSCAPE_API_MODEL", "VECTORSCAPE_API_KEY"


def host_of_url() -> str:
    """Return the host and port of the service that the environment names; never a user name or password."""
    found = urlsplit(os.environ.get(URL, "")).netloc
    return found.rpartition("@")[2]


def model_of_environment() -> str:
    """Return the model that the environment names."""
    return os.environ.get(MODEL, "")


@ENCODERS.register("api")
@dataclass(frozen=True)
class Api:
    """Texts by a service that speaks OpenAI's embeddings API; they are sent there."""

    label: ClassVar[str] = "Embeddings API"
    order: ClassVar[int] = 9
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("httpx",)
    heavy: ClassVar[bool] = True
    together: ClassVar[bool] = False
    takes: ClassVar[Takes] = "text"
    named: ClassVar[tuple[str, ...]] = ("model",)

    model: str = Field(
        default_factory=model_of_environment, title="Model", description=f"As the service calls it; {MODEL} if empty."
    )
    host: str = Field(default_factory=host_of_url, title="Host", description=f"That of {URL}; kept with the vectors.")
    batch: int = Field(
        default=64, ge=1, le=2_048, title="Texts a request", description="Fewer if the service refuses many."
    )

    @classmethod
    def missing(cls) -> str | None:
        """Say what to install, or None."""
        return None if find_spec("httpx") else "It needs httpx. Install it with: pip install -r requirements.txt"

    @classmethod
    def warm_up(cls) -> None:
        """Nothing is loaded for it."""

    def check(self) -> None:
        """Make sure that the environment says where the service is, and which model it shall use."""
        url = os.environ.get(URL, "")
        if urlsplit(url).scheme not in {"http", "https"} or not self.host:
            detail = f"{URL} is not set to an address that begins with http:// or https://"
            raise UserError("Which service?", detail, f"Set {URL}, {MODEL} and, if it wants one, {KEY}.")
        if self.host != host_of_url():
            detail = f"This asks {self.host}, and {URL} now names {host_of_url()}"
            raise UserError("Another service", detail, f"Set {URL} back, or encode again.")
        if not self.model:
            raise UserError("Which model?", f"{MODEL} is not set", f"Set it, or write api:MODEL for {self.host}.")

    def encode(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors in the order of the texts; an empty text is sent as a space."""
        progress(0, len(texts), "asking the service")
        given = [readable(text).replace("\0", " ") or " " for text in texts]
        made: list[np.ndarray] = []
        with Service(os.environ.get(URL, ""), self.model, os.environ.get(KEY, "")) as service:
            for start in range(0, len(given), self.batch):
                part = given[start : start + self.batch]

                def told(message: str, done: int = start) -> None:
                    progress(done, len(given), message)

                vectors = service.embed(part, told)
                if made and vectors.shape[1] != made[0].shape[1]:
                    raise changed(self.host, made[0].shape[1], vectors.shape[1])
                made.append(vectors)
                progress(start + len(part), len(given), "asking the service")
        vectors = unit(np.vstack(made))
        return vectors, {"dimensions": vectors.shape[1], "normalised": True}, []


def changed(host: str, before: int, now: int) -> UserError:
    """Return the refusal of a service whose vectors change their length."""
    detail = f"{host} gave vectors of {before} numbers and then of {now}"
    return UserError("The vectors do not fit together", detail, "Check which model it uses, and encode again.")
