"""What a training does between two steps: it tells how far it is, and does what a person wishes."""

from __future__ import annotations

import time
from collections.abc import Callable

from dashboard.training.kept import KeptTraining
from embeddings.progress import Progress

LOOK_AGAIN = 0.1  # seconds
PAUSED = "paused"
STEPS = "training by steps"


class KeepNow(Exception):
    """The person has seen enough: what the last whole epoch made is kept."""


def watching(kept: KeptTraining, done: Callable[[], int], progress: Progress) -> Progress:
    """Return what a training calls before every step.

    Parameters
    ----------
    kept
        Where the wishes are.
    done
        Returns how many whole epochs there are; before the first there is nothing to keep.
    progress
        Is told how far it is, several times a second while it is paused; what it raises ends the training.
    """

    def watch(step: int, steps: int, message: str) -> None:
        progress(step, steps, STEPS if message.startswith("epoch") else message)
        while wish := kept.wish:
            if wish == "keep":
                if done():
                    raise KeepNow
                return
            progress(step, steps, PAUSED)
            time.sleep(LOOK_AGAIN)

    return watch
