"""How far every item is from the one in focus, in the original vectors."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from dashboard.colours import COLOURS, Asked, NotYet
from dashboard.store import Store
from embeddings.metrics import METRICS


@COLOURS.register("distance")
@dataclass(frozen=True)
class Distance:
    """The distance of every item from the one that was clicked, under the metric of the list of neighbours."""

    label: ClassVar[str] = "Distance from clicked"
    order: ClassVar[int] = 2
    needs: ClassVar[tuple[str, ...]] = ("item", "metric")
    two_ended: ClassVar[bool] = False

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return the distances, none for the item itself."""
        if asked.item is None:
            raise NotYet("Click a point", "The colours will show how far every item is from it")
        space, item = asked.space, asked.space.find(asked.item)
        distances = METRICS.make(asked.metric).distances(space.vectors, np.asarray(space.vectors[item]), space.norms)
        distances[item] = np.nan
        return pd.Series(distances)
