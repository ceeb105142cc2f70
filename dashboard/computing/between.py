"""The way between two places, looked at in a worker: where every place of it has to read all vectors anew."""

from dataclasses import dataclass
from typing import ClassVar, cast

import pandas as pd

from dashboard.computing import COMPUTATIONS, Computed, Given
from dashboard.computing.more_pairs import operand
from dashboard.store import Result
from embeddings import interpolate
from embeddings.directions.interpolations import Interpolation, Way
from embeddings.progress import Progress


@COMPUTATIONS.register("between")
@dataclass(frozen=True)
class Between:
    """The way from `start` to `end`: items, or vectors in letters."""

    start: int | str
    end: int | str
    way: str = "straight"
    metric: str = "manhattan"
    inputs_left_out: bool = True

    title: ClassVar[str] = "Looking at what lies between the two"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Go the way."""
        found = interpolate(
            given.space,
            operand(self.start),
            operand(self.end),
            way=cast(Way, self.way),
            metric=self.metric,
            inputs_left_out=self.inputs_left_out,
        )
        return Computed(
            {"vectors": found.vectors, "shares": found.shares}, {"on_the_way": found.on_the_way.to_dict("list")}
        )


def way_of(result: Result) -> Interpolation:
    """Return the way that a worker has kept."""
    return Interpolation(result.arrays["vectors"], result.arrays["shares"], pd.DataFrame(result.meta["on_the_way"]))
