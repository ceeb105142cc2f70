"""One worker: a fresh interpreter that warms up, then runs one job after another as its parent asks.

It reads JSON lines on standard input and answers on a private copy of standard output, so that what libraries print
cannot disturb the conversation. When its parent is gone, it ends at once, even in the middle of a job.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from dashboard.jobs.tasks import run
from dashboard.recipes import AnyRecipe, from_json
from dashboard.store import Store

TELL_EVERY = 0.1


class CancelledError(Exception):
    """The person cancelled the job that is running."""


class Worker:
    """The conversation with the parent, and the job that is running."""

    def __init__(self, store: Store, answers: TextIO, questions: TextIO) -> None:
        self._store, self._answers, self._questions = store, answers, questions
        self._asked: queue.Queue[dict[str, Any]] = queue.Queue()
        self._running = self._cancelled = self._message = ""
        self._told = 0.0

    def serve(self, warm_up: Callable[[], None]) -> None:
        """Warm up, then run what is asked, until the parent closes the conversation."""
        threading.Thread(target=self._listen, daemon=True).start()
        warm_up()
        self._say({"ready": os.getpid()})
        while True:
            asked = self._asked.get()
            recipe = from_json(asked["recipe"])
            if recipe is not None:
                self._run(recipe)

    def _listen(self) -> None:
        for line in self._questions:
            message = json.loads(line)
            if "cancel" in message:
                self._cancelled = message["cancel"]
            else:
                self._asked.put(message)
        os._exit(0)

    def _run(self, recipe: AnyRecipe) -> None:
        self._running, self._cancelled, self._message = recipe.key, "", ""
        self._say({"started": recipe.key})
        try:
            run(recipe, self._store, self._progress)
            self._say({"done": recipe.key})
        except CancelledError:
            self._say({"cancelled": recipe.key})
        except Exception as error:
            self._say({"failed": recipe.key, "error": for_people(error)})
        finally:
            self._running = ""

    def _progress(self, done: int, total: int, message: str) -> None:
        if self._running == self._cancelled:
            raise CancelledError
        now = time.monotonic()
        if message != self._message or now - self._told >= TELL_EVERY or done >= total > 0:
            self._message, self._told = message, now
            self._say({"progress": self._running, "count": int(done), "total": int(total), "message": message})

    def _say(self, message: dict[str, Any]) -> None:
        self._answers.write(json.dumps(message) + "\n")
        self._answers.flush()


def for_people(error: Exception) -> dict[str, str]:
    """Return an error's three parts; one that was not written for a person goes to the log whole."""
    if hasattr(error, "hint"):
        return {part: getattr(error, part) for part in ("title", "detail", "hint")}
    traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, MemoryError):
        return {
            "title": "Not enough memory",
            "detail": "The work needs more memory than this machine has free",
            "hint": "Use fewer rows, or a machine with more memory.",
        }
    return {
        "title": "Something went wrong",
        "detail": f"{type(error).__name__}: {error}"[:300],
        "hint": "Try again; if it happens again, the server's log says more.",
    }


def private_streams() -> tuple[TextIO, TextIO]:
    """Take standard input and output for the conversation; what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    questions = os.fdopen(os.dup(0), "r", encoding="utf-8")
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    return answers, questions


def main(store: Path, warm_up: Callable[[], None], niceness: int) -> None:
    """Run one worker until its parent is gone, yielding the processor to the page and to quicker lanes."""
    answers, questions = private_streams()
    os.nice(niceness)
    Worker(Store(store), answers, questions).serve(warm_up)
