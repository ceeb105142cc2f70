"""Settings: read once from the environment or the command line, then passed on, never imported."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

MEGABYTE = 1024 * 1024


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
        How many warm workers each kind of work has (``VECTORSCAPE_LANES``, such as ``encode=1,project=1,quick=1``).
    """

    store: Path = field(default_factory=lambda: user_cache_path("vectorscape", appauthor=False))
    upload_limit: int = 200 * MEGABYTE
    host: str = "127.0.0.1"
    port: int = 8050
    lanes: dict[str, int] = field(default_factory=lambda: {"encode": 1, "project": 1, "quick": 1})

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the settings that the environment gives; the others keep their defaults."""
        given: dict[str, object] = {}
        if folder := os.environ.get("VECTORSCAPE_STORE"):
            given["store"] = Path(folder)
        if limit := os.environ.get("VECTORSCAPE_UPLOAD_LIMIT_MB"):
            given["upload_limit"] = int(float(limit) * MEGABYTE)
        if host := os.environ.get("HOST"):
            given["host"] = host
        if port := os.environ.get("PORT"):
            given["port"] = int(port)
        if lanes := os.environ.get("VECTORSCAPE_LANES"):
            given["lanes"] = {name: int(count) for name, count in (lane.split("=") for lane in lanes.split(","))}
        return cls(**given)  # type: ignore[arg-type]
