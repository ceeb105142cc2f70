"""Raw pixels: every picture as a small grid of colours, and the directions in which the grids differ most (PCA)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np
from PIL import Image
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings.encoders import ENCODERS, Takes
from embeddings.pictures import Picture
from embeddings.progress import Progress, silent


@ENCODERS.register("pixels")
@dataclass(frozen=True)
class Pixels:
    """Pictures with the same light and colour in the same places lie close together; needs no torch."""

    label: ClassVar[str] = "Pixels"
    order: ClassVar[int] = 21
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("pillow", "scikit-learn")
    heavy: ClassVar[bool] = False
    together: ClassVar[bool] = True
    takes: ClassVar[Takes] = "image"

    side: int = Field(
        16,
        ge=4,
        le=64,
        title="Grid",
        description="A coarse grid sees only the layout, a fine one sees details and is upset by every shift.",
    )
    components: int = Field(
        64,
        ge=2,
        le=256,
        title="Dimensions",
        description="Few keep only the broad differences, many keep finer ones.",
    )

    @classmethod
    def missing(cls) -> str | None:
        """Pillow and scikit-learn come with the app."""
        return None

    @classmethod
    def warm_up(cls) -> None:
        """Import what it uses."""
        import sklearn.decomposition  # noqa: F401  (so that the first encode need not wait for it)

    def encode(
        self, pictures: Sequence[Picture], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return the principal components of the grids, centred, the first the strongest."""
        return self.learn(pictures, progress)[:3]

    def learn(
        self, pictures: Sequence[Picture], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str], dict[str, np.ndarray]]:
        """Return what `encode` returns, the mean grid, and the components."""
        grids = self._grids(pictures, progress)
        made, axes = components_of(grids, self.components)
        progress(len(pictures), len(pictures), "looking at pixels")
        about: dict[str, str | int | bool] = {
            "model": f"PCA of {self.side} × {self.side} pixels in RGB",
            "dimensions": made.shape[1],
            "normalised": False,
        }
        short = f"Pixels: {made.shape[1]} dimensions rather than {self.components}, as there are so few pictures."
        learnt = {"mean": grids.mean(axis=0), "axes": axes}
        return made, about, [short] if made.shape[1] < self.components else [], learnt

    def place(self, pictures: Sequence[Picture], learnt: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return other pictures by the components of those that were learnt."""
        return np.asarray((self._grids(pictures, silent) - learnt["mean"]) @ learnt["axes"].T, np.float32)

    def _grids(self, pictures: Sequence[Picture], progress: Progress) -> np.ndarray:
        grids = np.empty((len(pictures), self.side * self.side * 3), np.float32)
        for place, picture in enumerate(pictures):
            progress(place, len(pictures), "looking at pixels")
            grids[place] = grid_of(picture.image(4 * self.side), self.side)
        return grids


def grid_of(image: Image.Image, side: int) -> np.ndarray:
    """Return a picture as a flat grid of colours from 0 to 1; it is squeezed into a square."""
    small = image.resize((side, side), Image.Resampling.BOX)
    return np.asarray(small, np.float32).ravel() / 255


def components_of(grids: np.ndarray, components: int) -> tuple[np.ndarray, np.ndarray]:
    """Return grids by at most so many principal components, two at least, and the components."""
    width = min(components, len(grids) - 1, grids.shape[1])
    if width < 1:
        return np.zeros((len(grids), 2), np.float32), np.zeros((2, grids.shape[1]), np.float32)
    from sklearn.decomposition import PCA

    model = PCA(width, random_state=0)
    with np.errstate(invalid="ignore", divide="ignore"):  # pictures that are all alike have no variance to share out
        found = model.fit_transform(grids)
    lacking = max(0, 2 - width)
    axes = np.pad(model.components_, ((0, lacking), (0, 0))).astype(np.float32)
    return np.pad(found, ((0, 0), (0, lacking))).astype(np.float32), axes
