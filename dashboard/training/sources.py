"""What can be trained on from the page: sets that come along, the space on the map, the file that was just added."""

from __future__ import annotations

from typing import Any, NamedTuple

from dashboard.pictured import pictures_key
from dashboard.spaces import bare_space, has_space
from dashboard.store import Store
from embeddings import UserError
from embeddings.unpacking import stem_of
from embeddings.vae import Settings, usual
from embeddings.vector_files import Ask
from embeddings.vector_files.idx import array_of, sides_of

IMAGE_AXES = 3
LAYERS = {"mlp": {True: (256, 128), False: (512, 256)}, "conv": {True: (16, 32), False: (32, 64)}}
SMALL = 16  # pixels a side, below which a smaller network does
PER_PICTURE, UP_TO = 1e-4, 28  # seconds for one picture of so many pixels a side, once, on two ordinary cores
DIGITS, MNIST = "digits", "mnist"


class Offer(NamedTuple):
    """One entry of the menu: how many pictures of how many pixels a side; none of their own where they are resized."""

    value: str
    label: str
    pictures: int
    side: int | None


def offers(space_id: str, upload: dict[str, Any] | None, store: Store) -> list[Offer]:
    """Return what can be trained on, the likeliest first."""
    found = [_of_upload(upload, store), _of_space(space_id, store)]
    return [
        *(offer for offer in found if offer is not None),
        Offer(DIGITS, "scikit-learn's digits · 1,797 of 8 × 8 pixels", 1_797, 8),
        Offer(MNIST, "MNIST · 60,000 digits of 28 × 28 pixels", 60_000, 28),
    ]


def trainable(upload: dict[str, Any] | None) -> bool:
    """Return whether a file that was added holds pictures of which the dialog can make a training."""
    preview = (upload or {}).get("preview") or {}
    return bool(preview.get("image")) or str(preview.get("format", "")).startswith("MNIST idx")


def _of_upload(upload: dict[str, Any] | None, store: Store) -> Offer | None:
    if not upload or not trainable(upload):
        return None
    of, name = str(upload["upload"]), str(upload["name"])
    if upload["preview"]["image"]:
        count = len(store.gallery(of).members)
        return Offer(f"gallery:{of}:{stem_of(name)}", f"{name} · {count:,} pictures", count, None)
    path = store.upload(of).path
    if sides_of(path) != IMAGE_AXES:
        return None
    (count, height, width) = array_of(path, name, Ask(most=1))[1]
    labels = upload.get("metadata") or ""
    label = f"{name} · {count:,} of {height} × {width} pixels"
    return Offer(f"idx:{of}:{stem_of(name)}:{labels}", label, count, max(height, width))


def _of_space(space_id: str, store: Store) -> Offer | None:
    if space_id == "digits" or not has_space(space_id, store):
        return None
    space = bare_space(space_id, store)
    if pictures_key(space) is None or space.provenance.get("film"):
        return None
    return Offer(f"space:{space_id}", f"{space.name} (on the map) · {len(space):,} pictures", len(space), None)


def fields_of(value: str, store: Store) -> dict[str, Any]:
    """Return the fields of a recipe that an entry of the menu stands for.

    Raises
    ------
    UserError
        If it is none.
    """
    source, _, rest = value.partition(":")
    if source in {DIGITS, MNIST}:
        return {"source": source, "name": {DIGITS: "Digits", MNIST: "MNIST"}[source]}
    if source == "space" and has_space(rest, store):
        space = bare_space(rest, store)
        return {"source": source, "of": rest, "of_key": space.key, "name": space.name}
    if source == "gallery":
        of, _, name = rest.partition(":")
        return {"source": source, "of": of, "name": name}
    if source == "idx":
        of, _, named = rest.partition(":")
        name, _, labels = named.rpartition(":")
        return {"source": source, "of": of, "name": name, "labels": labels or None}
    raise UserError("No pictures chosen", "It is not said what to learn from", "Choose pictures at the top.")


def usual_settings(offer: Offer, side: int) -> Settings:
    """Return the settings that suit an entry of the menu."""
    return usual(offer.pictures, offer.side or side)


def usual_seconds(offer: Offer, side: int) -> float:
    """Return about how long an entry's usual settings take on two ordinary cores."""
    larger = max(1.0, ((offer.side or side) / UP_TO) ** 2)
    return usual_settings(offer, side).epochs * offer.pictures * PER_PICTURE * larger


def layers(architecture: str, side: int) -> list[int]:
    """Return the hidden sizes that suit pictures of so many pixels to a side."""
    return list(LAYERS[architecture][side < SMALL])
