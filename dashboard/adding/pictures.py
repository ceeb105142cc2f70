"""Pictures: an archive of them, or a folder, which the browser sends as one; the folders in it are labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dashboard.adding import ROWS, WAYS, Choices, Given, Look, name_of, shown
from dashboard.recipes import EncodeRecipe
from dashboard.store import Store, Upload
from embeddings.archives import is_archive
from embeddings.counting import counted
from embeddings.encoding import usable
from embeddings.galleries.archive import gather_archive
from embeddings.progress import silent
from embeddings.survey import refusals


@WAYS.register("pictures")
@dataclass(frozen=True)
class PicturesOfAnArchive:
    """A zip or a tar of pictures."""

    label: ClassVar[str] = "Pictures"
    order: ClassVar[int] = 1
    fields: ClassVar[tuple[str, ...]] = ("label", "encoder")

    def fits(self, upload: Upload) -> bool:
        """Say whether it is called like an archive."""
        return is_archive(upload.name)

    def look(self, upload: Upload, store: Store, metadata: Upload | None = None) -> Look:
        """List its pictures; none is decoded yet."""
        gallery = gather_archive(upload.path, upload.name, silent)
        rows = tuple(shown(member.cells) for member in gallery.members[:ROWS])
        return Look(
            gallery.columns,
            rows,
            gallery.text,
            gallery.label,
            counted(len(gallery.members), "picture"),
            refusals(gallery.refused),
            "image",
            source=store.save_gallery(gallery),
            image=gallery.reference,
        )

    def recipe(self, given: Given, chosen: Choices) -> EncodeRecipe:
        """Return the recipe of a space of the pictures."""
        usable(str(chosen.encoder), chosen.parameters)
        return EncodeRecipe(
            upload=given.id,
            name=name_of(given),
            text=str(chosen.text),
            image=given.image,
            label=chosen.label,
            encoder=str(chosen.encoder),
            parameters=chosen.parameters,
        )
