"""Ready-made vectors: arrays, tables of numbers, word vectors; nothing is encoded, a second file may say what each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dashboard.adding import ROWS, WAYS, Choices, Given, Look, name_of, shown
from dashboard.recipes import VectorsRecipe
from dashboard.store import Store, Upload
from embeddings.counting import counted
from embeddings.vector_files.idx import Idx
from embeddings.vector_files.spaces import is_vectors, vector_preview


@WAYS.register("vectors")
@dataclass(frozen=True)
class GivenVectors:
    """A file that holds the vectors themselves."""

    label: ClassVar[str] = "Vectors"
    order: ClassVar[int] = 2
    fields: ClassVar[tuple[str, ...]] = ("vectors", "text", "label", "most", "skip", "train")

    def fits(self, upload: Upload) -> bool:
        """Say whether its ending and its content are those of vectors."""
        return is_vectors(upload.path, upload.name)

    def look(self, upload: Upload, store: Store, metadata: Upload | None = None) -> Look:
        """Read the first vectors, and say what could hold others."""
        seen = vector_preview(
            upload.path,
            upload.name,
            metadata=metadata.path if metadata else None,
            metadata_name=metadata.name if metadata else None,
        )
        size = f"{seen.dimensions:,} dimensions"
        if seen.count is not None:
            size = f"{counted(seen.count, 'vector')}, {size}"
        rows = tuple(shown(row) for row in seen.rows.head(ROWS).itertuples(index=False))
        return Look(
            seen.columns,
            rows,
            seen.text,
            seen.label,
            f"{seen.format}, {size}",
            seen.notes,
            vectors=seen.candidates if len(seen.candidates) > 1 else (),
            without=() if seen.format.startswith(Idx.label) else ("train",),
        )

    def recipe(self, given: Given, chosen: Choices) -> VectorsRecipe:
        """Return the recipe of a space of the vectors."""
        return VectorsRecipe(
            upload=given.id,
            name=name_of(given),
            vectors=chosen.vectors,
            text=chosen.text,
            label=chosen.label,
            most=chosen.most,
            drop_bad=chosen.skip,
            metadata=given.metadata,
        )
