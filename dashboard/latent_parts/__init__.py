"""The parts of the Latent tab: one module each, which registers itself and is found by that.

A part is a class with a `label`, an `order` and a `show`. What must stay while answers come and go (a slider that is
dragged, a canvas that is drawn on) is among its `fixed` controls; they are shown while the part is open.
"""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from dash.development.base_component import Component

from dashboard.tools import Asked, Shown
from embeddings.registry import Registry
from embeddings.vae import Vae

NAME = "latent"


class Part(Protocol):
    """One part of the tab."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    label: ClassVar[str]
    order: ClassVar[int]

    def fixed(self) -> list[Component]:
        """Return the controls that stay; each has an id of its own."""

    def show(self, asked: Asked, vae: Vae) -> Shown:
        """Return what stands under them."""


PARTS: Registry[Part] = Registry("part of the Latent tab", __name__)
