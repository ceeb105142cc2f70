"""How badly a VAE reconstructs every item: bright are the strange ones."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from dashboard.colours import COLOURS, Asked, NotYet
from dashboard.latent_parts.models import vae_wanted
from dashboard.store import Store
from dashboard.tools.working import known
from dashboard.understanding.strangeness import excess_of


@COLOURS.register("reconstruction")
@dataclass(frozen=True)
class Reconstruction:
    """The nats of a picture that its reconstruction loses: 0 is perfect."""

    label: ClassVar[str] = "Reconstruction error"
    order: ClassVar[int] = 40
    needs: ClassVar[tuple[str, ...]] = ()
    two_ended: ClassVar[bool] = False

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return the errors, where they came along, were kept by a training, or were measured by a worker."""
        vae_wanted(asked.space)
        excess = excess_of(asked.space)
        if excess is None:
            found = known(store, asked.space_id, asked.space, "vae-figures", {})
            if found is None:
                detail = "Nobody has measured yet how well these pictures are reconstructed"
                raise NotYet("Not known yet", detail, "Open the Latent tab, Understand.")
            excess = found.arrays["excess"]
        return pd.Series(excess)
