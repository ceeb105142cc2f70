"""One worker process as its parent sees it: started fresh, spoken to in JSON lines, killed when it does not listen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# Where the processors are busy, threads that spin while they wait make encoders and t-SNE several times slower.
ENVIRONMENT = {"OMP_WAIT_POLICY": "PASSIVE"}


class WorkerProcess:
    """A child that runs `python -m dashboard.jobs`.

    Parameters
    ----------
    lane
        What it prepares for.
    store
        The folder of the store.
    heard
        Called with this object and each message of the worker; with ``{"exit": status}`` when it has ended.
    """

    def __init__(self, lane: str, store: Path, heard: Callable[[WorkerProcess, dict[str, Any]], None]) -> None:
        self.lane, self.job, self.ready = lane, "", False
        self.stopping = False  # from the moment its job is cancelled until it is free again
        self._heard = heard
        command = [sys.executable, "-m", "dashboard.jobs", "--lane", lane, "--store", str(store)]
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**ENVIRONMENT, **os.environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._listener = threading.Thread(target=self._listen, name=f"worker-{lane}", daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def ask(self, message: dict[str, Any]) -> None:
        """Send a message; a worker that has just died says so by its exit."""
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()
        except (OSError, ValueError):
            return

    def kill(self) -> None:
        """End it now."""
        self._process.kill()

    def end(self) -> None:
        """End it and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        if threading.current_thread() is not self._listener:
            self._listener.join(5)

    def _listen(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        for line in self._process.stdout:
            try:
                message = json.loads(line)
            except ValueError:  # the last line of a worker that was killed while it wrote
                continue
            self._heard(self, message)
        self._heard(self, {"exit": self._process.wait()})
        for stream in (self._process.stdin, self._process.stdout):
            try:
                stream.close()
            except OSError:
                continue
