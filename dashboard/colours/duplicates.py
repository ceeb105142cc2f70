"""Which items are nearly the same: the groups of the Outliers tab's part Duplicates."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from dashboard.colours import COLOURS, Asked, NotYet
from dashboard.outliers_parts import chosen, own_part
from dashboard.outliers_parts.known import LIKENESS_WANTED, likeness_of
from dashboard.store import Store
from dashboard.tools.working import known


@COLOURS.register("duplicates")
@dataclass(frozen=True)
class Duplicates:
    """The group of near-duplicates that an item belongs to, the largest first; most items have none."""

    label: ClassVar[str] = "Duplicate group"
    order: ClassVar[int] = 21
    needs: ClassVar[tuple[str, ...]] = ("tools.outliers",)
    two_ended: ClassVar[bool] = False

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return the groups, once a worker knows the similar pairs."""
        wanted = chosen(own_part(asked.tools), asked.space, asked.metric)
        found = known(store, asked.space_id, asked.space, "duplicates", LIKENESS_WANTED)
        if found is None:
            raise NotYet("Not known yet", "The near-duplicates are not known", "Open the Outliers tab, Duplicates.")
        likeness = likeness_of(found)
        group = likeness.groups(max(wanted.above, likeness.least))
        names = np.array([*(f"Group {number + 1}" for number in range(group.max() + 1)), None], dtype=object)
        return pd.Series(names[group], dtype="str")
