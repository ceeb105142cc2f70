"""Where two models agree: the share of each item's neighbours that both have."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from dashboard.colours import COLOURS, Asked, NotYet
from dashboard.other_models import comparison
from dashboard.question_recipes import ComputeRecipe
from dashboard.store import Store


@COLOURS.register("agreement")
@dataclass(frozen=True)
class Agreement:
    """How many neighbours of an item the model of the tab Models has too, 0 to 1 (Jaccard); dark is where they differ."""

    label: ClassVar[str] = "Agreement of two models"
    order: ClassVar[int] = 20
    needs: ClassVar[tuple[str, ...]] = ("metric", "tools.models")
    two_ended: ClassVar[bool] = False

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return the overlap of each item that both spaces have."""
        own = {name.removeprefix("models."): value for name, value in asked.tools.items() if name.startswith("models.")}
        parameters = comparison(asked.space_id, asked.space, own, asked.metric, store)
        recipe = ComputeRecipe(
            computation="compare-spaces", space=asked.space_id, space_key=asked.space.key, parameters=parameters
        )
        result = store.result(recipe.key)
        if result is None:
            detail = "The two models have not been compared under this metric"
            raise NotYet("Not compared yet", detail, "Open the tab Models.")
        numbers = np.full(len(asked.space), np.nan, np.float32)
        numbers[result.arrays["items"]] = result.arrays["overlap"]
        return pd.Series(numbers)
