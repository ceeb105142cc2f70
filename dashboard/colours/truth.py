"""Where the map lies: the share of each item's nearest on the map that are truly its nearest."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from dashboard.colours import COLOURS, Asked, NotYet
from dashboard.recipes import QualityRecipe
from dashboard.store import Store
from embeddings import UserError
from embeddings.encoders import near_by


@COLOURS.register("truth")
@dataclass(frozen=True)
class Truth:
    """How many of an item's neighbours on this map are true, 0 to 1; dark is where the map misleads."""

    label: ClassVar[str] = "True neighbours"
    order: ClassVar[int] = 1
    needs: ClassVar[tuple[str, ...]] = ("projection",)
    two_ended: ClassVar[bool] = False

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return each measured item's recall; of a large space a sample is measured."""
        space = asked.space
        near = near_by(space.encoder)
        recipe = QualityRecipe(space=asked.space_id, space_key=space.key, projection=asked.projection, metric=near)
        result = store.result(recipe.key)
        if result is None:
            raise NotYet("Not measured yet", "How true this map is has not been measured", "It comes in a moment.")
        if "per_point" not in result.arrays:
            raise UserError("Too few items", "There are no neighbours to compare", "Choose another colour.")
        numbers = np.full(len(space), np.nan, np.float32)
        numbers[result.arrays["sample"]] = result.arrays["per_point"]
        return pd.Series(numbers)
