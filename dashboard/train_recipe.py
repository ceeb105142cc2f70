"""The recipe of a VAE that is trained, and of the space of its latent means."""

from __future__ import annotations

from dataclasses import asdict
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, ValidationError

from dashboard.recipe import Recipe, versions
from embeddings import UserError
from embeddings.keys import content_key
from embeddings.vae import Settings

Source = Literal["digits", "mnist", "idx", "gallery", "space"]
RESIZED = {"gallery", "space"}


class TrainVaeRecipe(Recipe):
    """Train a VAE on pictures, and make a space of where it puts each.

    Parameters
    ----------
    source
        Where the pictures are from: scikit-learn's digits, MNIST, an idx file, a list of pictures, or a space of them.
    of
        The upload, the list or the space, where there is one.
    of_key
        The key of the space as it was when this was asked.
    labels
        The upload of an idx file's labels.
    name
        What the pictures are called.
    side, colour
        To how many pixels a side pictures of any size are brought, and whether with their colours.
    most
        Only so many of the first pictures, where there are more.
    settings
        The fields of `embeddings.vae.Settings` that are not as usual.
    """

    kind: Literal["train"] = "train"
    source: Source
    of: str = ""
    of_key: str = ""
    labels: str | None = None
    name: str
    side: int = Field(32, ge=8, le=128)
    colour: bool = False
    most: int | None = Field(None, ge=1)
    settings: dict[str, Any] = Field(default_factory=dict)

    @cached_property
    def made(self) -> Settings:
        """How it is trained.

        Raises
        ------
        UserError
            If a setting is out of its range, naming it.
        """
        return settings_of(self.settings)

    @cached_property
    def key(self) -> str:
        """The id of the space that it makes, and the name of its training in the store."""
        resized = [self.side, self.colour] if self.source in RESIZED else []
        given = (self.source, self.of, self.of_key, self.labels, self.name, self.most, *resized)
        return content_key("train-vae", 1, *given, asdict(self.made), versions(("torch",)))

    @cached_property
    def film(self) -> str:
        """The id of the space of the pictures that are on the map while it trains."""
        return content_key("train-vae-film", self.key)

    @cached_property
    def space_name(self) -> str:
        """What the page calls the space that it makes."""
        return f"{self.name} › VAE, {self.made.latent} numbers"

    @property
    def title(self) -> str:
        """What it does, for people."""
        return f"Training a VAE on {self.name}"

    def coordinates_key(self, epoch: int) -> str:
        """Return the key of the map after an epoch."""
        return content_key("train-vae-epoch", self.key, epoch)


def settings_of(given: dict[str, Any]) -> Settings:
    """Return the settings that are given by name, the others as usual.

    Raises
    ------
    UserError
        If one is unknown or out of its range, naming it.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        field = Settings.__dataclass_fields__.get(name)
        label = getattr(getattr(field, "default", None), "title", None) or name
        detail = f"“{label}” is {first['input']!r}: {first['msg'].lower()}"
        raise UserError("This setting will not do", detail, "Change it, and start again.") from None
