"""What is known of a job: plain data that travels, is kept in the store, and is shown."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

Status = Literal["queued", "running", "done", "failed", "cancelled"]
UNFINISHED = {"queued", "running"}
SMOOTHING = 0.3
KILLED = -9


@dataclass(frozen=True)
class JobState:
    """One job as it stands.

    Parameters
    ----------
    key
        The key of its recipe, and of its result.
    kind, title
        What it does, for the program and for people.
    status
        ``queued``, ``running``, ``done``, ``failed`` or ``cancelled``.
    done, total, message
        How far it is; `total` is 0 while that is not known.
    rate, seconds_left
        Items a second, smoothed, and the time still to go, where they are known.
    error
        Title, detail and hint of a failure.
    started, updated
        Seconds since the epoch.
    """

    key: str
    kind: str
    title: str
    status: Status = "queued"
    done: int = 0
    total: int = 0
    message: str = ""
    rate: float | None = None
    seconds_left: float | None = None
    error: dict[str, str] | None = None
    started: float | None = None
    updated: float = field(default_factory=time.time)

    @property
    def unfinished(self) -> bool:
        """Whether it waits or works."""
        return self.status in UNFINISHED

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)

    def begun(self) -> JobState:
        """Return the state of the moment at which a worker takes it."""
        now = time.time()
        return replace(self, status="running", started=now, updated=now, done=0, total=0, message="", error=None)

    def advanced(self, done: int, total: int, message: str) -> JobState:
        """Return the state after a progress message, its rate smoothed over the messages before."""
        now = time.time()
        rate = self._rate(done, message, now)
        left = (total - done) / rate if rate and total else None
        return replace(self, done=done, total=total, message=message, rate=rate, seconds_left=left, updated=now)

    def _rate(self, done: int, message: str, now: float) -> float | None:
        passed = now - self.updated
        if message != self.message or done <= self.done or passed <= 0:
            return self.rate if message == self.message else None
        fresh = (done - self.done) / passed
        return fresh if self.rate is None else (1 - SMOOTHING) * self.rate + SMOOTHING * fresh

    def ended(self, status: Status, error: dict[str, str] | None = None) -> JobState:
        """Return the last state."""
        return replace(self, status=status, error=error, seconds_left=None, updated=time.time())


def state_from_json(content: dict[str, Any]) -> JobState | None:
    """Return the state that JSON describes; one of an older form counts as absent."""
    try:
        return JobState(**content)
    except TypeError:
        return None


def died(status: int) -> dict[str, str]:
    """Return what to tell a person whose job's worker died."""
    cause = (
        "was killed, most likely because the machine ran out of memory" if status == KILLED else "ended unexpectedly"
    )
    return {
        "title": "The work stopped",
        "detail": f"The worker process {cause} (status {status})",
        "hint": "Start again; with fewer rows if it happens twice.",
    }
