"""Scoring an encoder on a known test, in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings.progress import Progress
from embeddings.scoring.known_tests import everyday_analogies, read_test
from embeddings.scoring.score import AnalogyScore, Method, score

EVERYDAY = "everyday"


@COMPUTATIONS.register("score")
@dataclass(frozen=True)
class Score:
    """Answer every question of a test, or measure every pair.

    Parameters
    ----------
    test
        ``"everyday"``, or the id of an uploaded file.
    method
        How analogies are answered.
    encoder
        The encoder of the space, where the texts of pairs are encoded rather than looked up.
    """

    title: ClassVar[str] = "Scoring the vectors on a test"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()

    test: str = EVERYDAY
    method: Literal["3cosadd", "3cosmul"] = "3cosadd"
    encoder: str = ""

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Return the answers as arrays, in the order of the test."""
        test = everyday_analogies() if self.test == EVERYDAY else read_test(*given.open_upload(self.test))
        method: Method = self.method
        by: Literal["items", "encoder"] = "encoder" if self.encoder else "items"
        result = score(given.space, test, method=method, by=by, progress=progress)
        answers = result.answers
        if isinstance(result, AnalogyScore):
            kept = {name: answers[name].to_numpy() for name in ("index", "rank", "right")}
        else:
            kept = {"similarity": answers["similarity"].to_numpy(np.float64)}
        return Computed(kept, result.total)
