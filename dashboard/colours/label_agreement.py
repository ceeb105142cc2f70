"""How many of an item's neighbours carry its label: low where a label may be wrong, or classes meet."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from dashboard.colours import COLOURS, Asked, NotYet
from dashboard.outliers_parts import chosen, own_part
from dashboard.outliers_parts.known import neighbours_wanted
from dashboard.outliers_parts.labels import checked
from dashboard.store import Store
from dashboard.tools.working import known
from embeddings import UserError
from embeddings.labels import labels_of


@COLOURS.register("label-agreement")
@dataclass(frozen=True)
class LabelAgreement:
    """The share of an item's labelled neighbours that have its label, 0 to 1; dark is where a label is in doubt."""

    label: ClassVar[str] = "Neighbours’ agreement"
    order: ClassVar[int] = 22
    needs: ClassVar[tuple[str, ...]] = ("metric", "tools.outliers")
    two_ended: ClassVar[bool] = False

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return the shares, once a worker knows every item's neighbours; none for items without a label."""
        wanted = chosen(own_part(asked.tools), asked.space, asked.metric)
        if not wanted.column:
            raise UserError("No labels", "This space has no column of labels", "Label some items in the Data tab.")
        labels = labels_of(asked.space, wanted.column)
        found = known(store, asked.space_id, asked.space, "all_neighbours", neighbours_wanted(wanted, labels))
        if found is None:
            raise NotYet("Not known yet", "The neighbours are not known", "Open the Outliers tab, Labels.")
        check = checked(asked.space, wanted, found)
        shares = np.full(len(asked.space), np.nan)
        shares[check.items] = check.votes.own
        return pd.Series(shares)
