"""How sure the Classify tab is of its guesses: dark is where a label given by hand would teach most."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from dashboard.classify_parts import found_before
from dashboard.colours import COLOURS, Asked
from dashboard.store import Store


@COLOURS.register("certainty")
@dataclass(frozen=True)
class Certainty:
    """How sure the guess of an unlabelled item is, 0 to 1; labelled items have none."""

    label: ClassVar[str] = "How sure the guess is"
    order: ClassVar[int] = 31
    needs: ClassVar[tuple[str, ...]] = ("metric", "tools.classify")
    two_ended: ClassVar[bool] = False

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return how sure it is, once a worker has learnt the labels."""
        _, learnt = found_before(asked.tools, asked.space_id, asked.space, asked.metric, store)
        sure = np.full(len(asked.space), np.nan)
        sure[learnt.unlabelled] = learnt.guesses.sure[learnt.unlabelled]
        return pd.Series(sure)
