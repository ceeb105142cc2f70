"""Pictures: an archive of them, or a folder, which the browser sends as one; the folders in it are labels.

A table in it that names the pictures tells of them, and its texts can be items too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dashboard.adding import ROWS, WAYS, Choices, Given, Look, name_of, shown
from dashboard.recipes import EncodeRecipe
from dashboard.store import Store, Upload
from embeddings import UserError
from embeddings.archives import is_archive
from embeddings.counting import counted
from embeddings.encoders import EncodesTextsToo
from embeddings.encoding import usable
from embeddings.galleries.archive import gather_archive
from embeddings.pictures.survey import refusals
from embeddings.progress import silent


@WAYS.register("pictures")
@dataclass(frozen=True)
class PicturesOfAnArchive:
    """A zip or a tar of pictures."""

    label: ClassVar[str] = "Pictures"
    order: ClassVar[int] = 1
    fields: ClassVar[tuple[str, ...]] = ("text", "label", "encoder", "sentences", "train")

    def fits(self, upload: Upload) -> bool:
        """Say whether it is called like an archive."""
        return is_archive(upload.name)

    def look(self, upload: Upload, store: Store, metadata: Upload | None = None) -> Look:
        """List its pictures; none is decoded yet."""
        gallery = gather_archive(upload.path, upload.name, silent)
        rows = tuple(shown(member.cells) for member in gallery.members[:ROWS])
        told = [counted(len(gallery.members), "picture")]
        if gallery.captions:
            told.append(f"texts in “{gallery.captions}”")
        return Look(
            gallery.columns,
            rows,
            gallery.text,
            gallery.label,
            " · ".join(told),
            refusals(gallery.refused),
            "image",
            source=store.save_gallery(gallery),
            image=gallery.reference,
            without=() if gallery.captions else ("text",),
        )

    def recipe(self, given: Given, chosen: Choices) -> EncodeRecipe:
        """Return the recipe of a space of the pictures."""
        return recipe_of_pictures(given, chosen)


def recipe_of_pictures(given: Given, chosen: Choices) -> EncodeRecipe:
    """Return the recipe of a space of pictures, and of texts where there are some and the encoder takes them.

    Raises
    ------
    UserError
        If the encoder cannot be used here, or takes no texts and some were typed.
    """
    made = usable(str(chosen.encoder), chosen.parameters)
    both = isinstance(made, EncodesTextsToo)
    if chosen.sentences and not both:
        detail = f"{made.label} takes pictures alone, and {counted(len(chosen.sentences), 'sentence')} would be lost"
        raise UserError("No place for sentences", detail, "Choose CLIP or OpenCLIP, or leave the sentences out.")
    mixed = both and (bool(chosen.sentences) or chosen.text != given.files)
    if chosen.centre_each and not mixed:
        detail = "There are only pictures, whose mean says nothing"
        raise UserError("Nothing to centre apart", detail, "Add sentences or a column of texts, or do not centre each.")
    return EncodeRecipe(
        upload=given.id,
        name=name_of(given),
        text=str(chosen.text),
        image=given.image,
        label=chosen.label,
        encoder=str(chosen.encoder),
        parameters=chosen.parameters,
        skip_bad_rows=chosen.skip,
        pictures=given.pictures,
        mixed=mixed,
        sentences=chosen.sentences,
        centre_each=chosen.centre_each,
    )
