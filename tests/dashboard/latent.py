"""What tests of the Latent tab share: asking “Understand”, and reconstruction errors written again."""

from typing import Any

import numpy as np
from scipy.special import expit, xlogy

from dashboard.services import Services
from embeddings import Space
from embeddings.vae import Vae
from tests.dashboard.answers import asked


def look(services: Services, name: str, space_id: str = "mnist-vae", space: Space | None = None, **values: str) -> Any:
    return asked(services, space_id, space, metric="euclidean", part="understand", look=name, **values)


def surprise(vae: Vae, rows: np.ndarray) -> np.ndarray:
    """Return −log p(x | mean) beyond that of a perfect reconstruction, pixel by pixel, in double precision."""
    seen = rows.astype(float) / 255
    said = expit(vae.logits(vae.means(rows)).astype(float))
    least = xlogy(seen, seen) + xlogy(1 - seen, 1 - seen)
    return (least - xlogy(seen, said) - xlogy(1 - seen, 1 - said)).sum(axis=1)
