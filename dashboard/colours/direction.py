"""Where every item lies along the axis of the Directions tab."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from dashboard.colours import COLOURS, Asked, NotYet
from dashboard.direction_parts.given import made, own_part, read
from dashboard.question_recipes import QueryRecipe
from dashboard.store import Store


@COLOURS.register("direction")
@dataclass(frozen=True)
class AlongDirection:
    """Where an item lies between the two ends of the axis: −1 at the middle of the one, 1 at that of the other."""

    label: ClassVar[str] = "Direction"
    order: ClassVar[int] = 15
    needs: ClassVar[tuple[str, ...]] = ("tools.directions.from", "tools.directions.to", "tools.directions.pairs")
    two_ended: ClassVar[bool] = True

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return the positions; those of typed texts' axes once the tab has encoded them."""
        wanted = read(own_part(asked.tools), asked.space)
        if not wanted.ready:
            raise NotYet("No direction yet", "The colours will show where every item lies between two ends")

        def vector_of(text: str) -> np.ndarray:
            asks = QueryRecipe(
                space=asked.space_id, space_key=asked.space.key, encoder=asked.space.encoder, text=text.strip()
            )
            if (found := store.result(asks.key)) is None:
                raise NotYet("Not known yet", f"“{text}” is not encoded yet", "Open the Directions tab.")
            return np.asarray(found.arrays["vector"], np.float32)

        shown = pd.Series(made(asked.space, wanted, vector_of).positions)
        shown.attrs["ends"] = [f"← {wanted.low.name}", f"{wanted.high.name} →"]
        return shown
