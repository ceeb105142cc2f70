"""Adding data: what a file can be read as. A way of reading is one module: what it shows of a file, and what it makes.

The dialog is drawn once; a way names the fields that it asks for, and the others stay hidden.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, NamedTuple, Protocol

from dashboard.recipes import AnyRecipe
from dashboard.store import Store, Upload
from embeddings.encoders import Takes
from embeddings.registry import Registry
from embeddings.unpacking import stem_of

ROWS = 6
CELL = 200


@dataclass(frozen=True)
class Look:
    """The beginning of a file, read in one way, and our guesses.

    Parameters
    ----------
    columns, rows
        What the dialog shows, every cell as text.
    text, label
        The columns that we would take.
    format
        How the file was read, in words.
    notes
        Sentences about what was met.
    encoders
        What its items are, if they have to be encoded.
    vectors
        The places in the file that could be taken for vectors instead of what was taken.
    source
        What the recipe reads instead of the file itself, such as the list of an archive's pictures.
    image
        The column that will refer to each picture.
    reading
        What was guessed of the file and can be said instead: its encoding, the row of its header.
    pictures
        The column that holds the pictures themselves.
    without
        The fields of the dialog that this file has no use for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text: str | None
    label: str | None
    format: str
    notes: tuple[str, ...] = ()
    encoders: Takes | None = None
    vectors: tuple[str, ...] = ()
    source: str | None = None
    image: str | None = None
    reading: dict[str, str | int] = field(default_factory=dict)
    pictures: str | None = None
    without: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data for the page."""
        return asdict(self)


@dataclass(frozen=True)
class Choices:
    """What the person chose in the dialog; a field that was not asked for has its usual value."""

    text: str | None = None
    label: str | None = None
    encoder: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    vectors: str | None = None
    most: int | None = None
    skip: bool = False
    passages: int | None = None
    sentences: tuple[str, ...] = ()
    centre_each: bool = False


class Given(NamedTuple):
    """What a recipe reads: its id in the store, what the person calls it, a second file that tells of its items.

    `image` is the column that refers to each picture, where they are pictures; `pictures` holds them, where they are in
    a table; `files` is the column that calls each by its file.
    """

    id: str
    name: str
    metadata: str | None = None
    image: str | None = None
    pictures: str | None = None
    files: str | None = None


class Way(Protocol):
    """One way to read a file: `fields` names what the dialog asks for.

    One that asks for `reading` has a parameter of that name: what is not to be guessed of the file.
    """

    label: ClassVar[str]
    order: ClassVar[int]
    fields: ClassVar[tuple[str, ...]]

    def fits(self, upload: Upload) -> bool:
        """Say whether this is how a person would expect the file to be read, or could be."""

    def look(self, upload: Upload, store: Store, metadata: Upload | None = None) -> Look:
        """Read its beginning; raise a `UserError` that says why it cannot be read so."""

    def recipe(self, given: Given, chosen: Choices) -> AnyRecipe:
        """Return the recipe of the space; raise a `UserError` where a choice will not do."""


WAYS: Registry[Way] = Registry("way to read a file", "dashboard.adding")


def ways_of(upload: Upload) -> list[str]:
    """Return the names of the ways in which a file can be read, the likeliest first.

    The last way is everyone's last resort: it says why a file cannot be read at all.
    """
    *others, (last, resort) = WAYS.all().items()
    found = [name for name, way in others if way().fits(upload)]
    return [*found, last] if not found or resort().fits(upload) else found


def way_of(name: str, reading: dict[str, str | int]) -> Way:
    """Return a way of reading that is told what is not to be guessed, where it asks for that."""
    return WAYS.make(name, {"reading": reading} if "reading" in WAYS.get(name).fields else {})


def first_look(
    upload: Upload,
    store: Store,
    way: str | None = None,
    metadata: str | None = None,
    reading: dict[str, str | int] | None = None,
) -> dict[str, Any]:
    """Return what the dialog shows of a file, read in one way or in the likeliest.

    Parameters
    ----------
    upload
        The file.
    store
        Where it lies.
    way
        The name of the way.
    metadata
        The id of a second file that says what its items are.
    reading
        What is not to be guessed of the file.

    Raises
    ------
    UserError
        If it cannot be read so.
    """
    ways = ways_of(upload)
    way = way or ways[0]
    look = way_of(way, reading or {}).look(upload, store, store.upload(metadata) if metadata else None)
    return {
        "upload": look.source or upload.id,
        "name": upload.name,
        "size": upload.size,
        "metadata": metadata,
        "way": way,
        "reading": reading or {},
        "ways": [{"value": name, "label": WAYS.get(name).label} for name in ways],
        "preview": look.as_json(),
    }


def name_of(given: Given) -> str:
    """Return what to call a space that is made from a file."""
    return stem_of(given.name) or "Upload"


def shown(row: Any) -> tuple[str, ...]:
    """Return the cells of a row as the dialog shows them."""
    return tuple(str(cell)[:CELL] for cell in row)
