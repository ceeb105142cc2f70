"""The labels that there are, and those that the Classify tab guesses where it is sure enough."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from dashboard.classify_parts import found_before
from dashboard.colours import COLOURS, Asked
from dashboard.store import Store


@COLOURS.register("classify")
@dataclass(frozen=True)
class Guessed:
    """Given labels, and guesses for the rest."""

    label: ClassVar[str] = "Guessed label"
    order: ClassVar[int] = 30
    needs: ClassVar[tuple[str, ...]] = ("metric", "tools.classify")
    two_ended: ClassVar[bool] = False

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return the labels, once a worker has learnt them."""
        given, learnt = found_before(asked.tools, asked.space_id, asked.space, asked.metric, store)
        return learnt.column(given.least)
