"""What is kept of one training: its checkpoint and its epochs, what a person wishes of it, and the model in the end."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal, cast

import numpy as np

from dashboard.store import Store
from dashboard.store.files import entry, read_json, write_json
from embeddings import UserError
from embeddings.vae import Epoch
from embeddings.vae.checkpoint import FILE as CHECKPOINT
from embeddings.vae.epochs import Kept

Wish = Literal["", "pause", "keep"]


class KeptTraining:
    """The folder of one training in the store.

    The worker writes epochs into it, the page reads them; the page writes wishes, the worker reads them.

    Parameters
    ----------
    store
        The store.
    key
        The key of its recipe.
    """

    def __init__(self, store: Store, key: str) -> None:
        self.folder: Path = entry(store.root / "trainings", key)
        self._epochs = Kept(self.folder / "epochs")

    @property
    def model(self) -> Path:
        """The file of the VAE, once it is trained."""
        return self.folder / "vae.safetensors"

    @property
    def wish(self) -> Wish:
        """What a person wishes: that it pauses, that it stops and keeps what it has, or nothing."""
        wish = (read_json(self.folder / "wish.json") or {}).get("wish")
        return cast(Wish, wish) if wish in {"pause", "keep"} else ""

    def wish_for(self, wish: Wish) -> None:
        """Say what a person wishes."""
        if wish or (self.folder / "wish.json").is_file():
            write_json(self.folder / "wish.json", {"wish": wish})

    @property
    def done(self) -> int:
        """How many epochs are kept."""
        return len(self.numbers)

    @property
    def numbers(self) -> list[int]:
        """The numbers of the epochs that are kept."""
        places = (self.folder / "epochs").glob("*.npz")
        return sorted(int(place.stem) for place in places if place.stem.isdigit())

    def epoch(self, number: int) -> Epoch | None:
        """Return an epoch, where it is kept."""
        return self._epochs.get(number)

    def epochs(self) -> list[Epoch]:
        """Return every epoch that is kept, in order."""
        return self._epochs.all()

    def tell(self, about: dict[str, object]) -> None:
        """Keep what is known of the training as a whole."""
        write_json(self.folder / "about.json", about)

    @cached_property
    def about(self) -> dict[str, object]:
        """What is known of the training as a whole, such as the pictures' sides."""
        return read_json(self.folder / "about.json") or {}

    @cached_property
    def shown(self) -> np.ndarray:
        """The held-out pictures whose copies every epoch tells: ``(k, pixels)`` uint8.

        Raises
        ------
        UserError
            If they are not there.
        """
        try:
            return np.asarray(np.load(self.folder / "shown.npy", allow_pickle=False))
        except (OSError, ValueError):
            raise UserError("The pictures are gone", "Their file in the store was removed", "Train again.") from None

    def show(self, rows: np.ndarray) -> None:
        """Keep the held-out pictures whose copies every epoch tells."""
        self.folder.mkdir(parents=True, exist_ok=True)
        np.save(self.folder / "shown.npy", rows, allow_pickle=False)

    def finish(self) -> None:
        """Remove what only a training that goes on needs."""
        for name in (CHECKPOINT, "guide.npy", "wish.json"):
            (self.folder / name).unlink(missing_ok=True)
