"""Settings: read once from the environment or the command line, then passed on, never imported."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from embeddings.errors import UserError

MEGABYTE = 1024 * 1024
LAST_PORT = 65_535
LANES = ("encode", "project", "quick", "train")
OWN_ADDRESSES = {"127.0.0.1", "localhost", "::1"}
YES, NO = {"yes", "true", "1", "on"}, {"no", "false", "0", "off"}


@dataclass(frozen=True)
class Settings:
    """Where things lie and how much is allowed.

    Parameters
    ----------
    store
        The folder of the store (``VECTORSCAPE_STORE``); by default in the user's cache folder.
    upload_limit
        The largest upload in bytes (``VECTORSCAPE_UPLOAD_LIMIT_MB``, in megabytes).
    host, port
        The address to listen on (``HOST``, ``PORT``).
    lanes
        How many warm workers each kind of work has (``VECTORSCAPE_LANES``, such as ``encode=1,project=1,quick=1,train=1``).
    local_models
        Whether the page may name a model by its path on this machine (``VECTORSCAPE_LOCAL_MODELS``, ``yes`` or ``no``);
        where this is not said, only if no other machine can open the page.
    """

    store: Path = field(default_factory=lambda: user_cache_path("vectorscape", appauthor=False))
    upload_limit: int = 200 * MEGABYTE
    host: str = "127.0.0.1"
    port: int = 8050
    lanes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LANES, 1))
    local_models: bool | None = None

    @property
    def may_name_folders(self) -> bool:
        """Whether the page may name a model by its path on this machine."""
        return self.host in OWN_ADDRESSES if self.local_models is None else self.local_models

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the settings that the environment gives; the others keep their defaults.

        Raises
        ------
        UserError
            If one cannot be read, naming it and its rule.
        """
        readers: dict[str, tuple[str, Callable[[str], Any]]] = {
            "store": ("VECTORSCAPE_STORE", Path),
            "upload_limit": ("VECTORSCAPE_UPLOAD_LIMIT_MB", bytes_of),
            "host": ("HOST", str),
            "port": ("PORT", port_of),
            "lanes": ("VECTORSCAPE_LANES", lanes_of),
            "local_models": ("VECTORSCAPE_LOCAL_MODELS", yes_or_no),
        }
        return cls(
            **{
                field: _read(name, text, reader)
                for field, (name, reader) in readers.items()
                if (text := os.environ.get(name))
            }
        )


def port_of(text: str) -> int:
    """Return the port that a text names; 0 takes a free one."""
    if not text.strip().isdecimal() or int(text) > LAST_PORT:
        raise ValueError(f"a port is a whole number from 0 to {LAST_PORT}")
    return int(text)


def bytes_of(megabytes: str) -> int:
    """Return how many bytes a number of megabytes is."""
    try:
        size = int(float(megabytes) * MEGABYTE)
    except (ValueError, OverflowError):
        size = 0
    if size < 1:
        raise ValueError("the limit is a number of megabytes, such as 200")
    return size


def lanes_of(text: str) -> dict[str, int]:
    """Return the number of workers of each lane."""
    lanes = dict(lane.partition("=")[::2] for lane in text.split(","))
    if not lanes.keys() <= set(LANES) or not all(count.isdecimal() and int(count) for count in lanes.values()):
        raise ValueError(f"the lanes are {', '.join(LANES)}, each with at least one worker: encode=1,project=1,quick=1")
    return {name: int(count) for name, count in lanes.items()}


def yes_or_no(text: str) -> bool:
    """Return what a text says."""
    if (word := text.strip().lower()) not in YES | NO:
        raise ValueError("it is yes or no")
    return word in YES


def _read(name: str, text: str, reader: Callable[[str], Any]) -> Any:
    try:
        return reader(text)
    except ValueError as error:
        raise UserError(
            f"{name}={text} cannot be read", str(error).capitalize(), "Mend it in the environment, or unset it."
        ) from None
