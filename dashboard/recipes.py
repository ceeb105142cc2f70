"""Recipes: what a job makes, from what, and how. A recipe's key is the name of its result."""

from __future__ import annotations

from dataclasses import asdict
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, TypeAdapter, ValidationError

from dashboard.question_recipes import ComputeRecipe, PlaceRecipe, QueryRecipe
from dashboard.recipe import Recipe, versions
from dashboard.reencode_recipe import ReencodeRecipe
from dashboard.train_recipe import TrainVaeRecipe
from embeddings.encoders import ENCODERS, MapsWords
from embeddings.keys import content_key
from projections import PROJECTIONS

PREVIEW_ENCODER = "lsa"
Near = Literal["cosine", "euclidean"]


def under(metric: Near) -> list[Near]:
    """Return what a metric adds to a key: nothing for the cosine, so that what was kept before there was another is found."""
    return [] if metric == "cosine" else [metric]


class EncodeRecipe(Recipe):
    """Turn a column of an uploaded file, or the pictures of a gallery, into a space.

    `upload` is the file, or the gallery where `image` names the column that refers to pictures. `passage_words` is how
    many words a passage of a long text has, where texts are cut; `passage_overlap` of them, or else a fifth, are in the
    next passage too.
    `reading` is what is not to be guessed of the file, such as its encoding.

    `pictures` is the column of an uploaded table that holds its pictures. Where the encoder takes both, `mixed` says that
    texts are items too: those of the column `text`, and `sentences`; `centre_each` takes the mean of each kind from it.
    """

    kind: Literal["encode"] = "encode"
    upload: str
    name: str
    text: str
    image: str | None = None
    label: str | None = None
    encoder: str
    parameters: dict[str, Any] = Field(default_factory=dict)
    skip_bad_rows: bool = False
    passage_words: int | None = Field(None, ge=1)
    passage_overlap: int | None = Field(None, ge=0)
    reading: dict[str, str | int] = Field(default_factory=dict)
    pictures: str | None = None
    mixed: bool = False
    sentences: tuple[str, ...] = ()
    centre_each: bool = False

    @cached_property
    def key(self) -> str:
        """The id of the space that it makes."""
        made = ENCODERS.make(self.encoder, self.parameters)
        how = (self.encoder, made.version, asdict(made), versions(made.libraries))
        return content_key("encode", self.items_key, *how, *(["centred"] if self.centre_each else []))

    @cached_property
    def items_key(self) -> str:
        """What the space has in common with the same rows under another encoder."""
        pictures = [] if self.image is None else [self.image]
        passages: list[str | int] = [] if self.passage_words is None else ["passages", self.passage_words]
        reading = [self.reading] if self.reading else []
        overlap: list[str | int] = [] if self.passage_overlap is None else ["overlap", self.passage_overlap]
        words: list[Any] = [self.encoder, self.parameters] if self.maps_words else []
        given = (self.upload, self.name, self.text, self.label, self.skip_bad_rows)
        held = [] if self.pictures is None else ["held", self.pictures]
        texts = ["mixed", *self.sentences] if self.mixed else []
        return content_key("items", *given, *pictures, *passages, *overlap, *reading, *words, *held, *texts)

    @cached_property
    def maps_words(self) -> bool:
        """Whether the items are words that the encoder learns, and not the rows."""
        made = ENCODERS.make(self.encoder, self.parameters)
        return isinstance(made, MapsWords) and made.maps_words

    @property
    def preview(self) -> EncodeRecipe:
        """The same rows by word counts: quick, and on screen until the vectors are ready.

        Pictures have none, nor have words that are yet to be learnt.
        """
        if self.image is not None or self.maps_words:
            return self
        return EncodeRecipe.model_validate(self.model_dump() | {"encoder": PREVIEW_ENCODER, "parameters": {}})

    @property
    def title(self) -> str:
        """What it does, for people."""
        return f"Encoding {self.name} with {ENCODERS.get(self.encoder).label}"


class ProjectRecipe(Recipe):
    """Turn the vectors of a space into coordinates."""

    kind: Literal["project"] = "project"
    space: str
    space_key: str
    method: str
    dimensions: Literal[2, 3] = 2
    parameters: dict[str, Any] = Field(default_factory=dict)
    seed: int = 0
    metric: Near = "cosine"

    @cached_property
    def key(self) -> str:
        """The key of the coordinates that it makes."""
        made = PROJECTIONS.make(self.method, self.parameters)
        how = (self.method, made.version, asdict(made), self.dimensions, self.seed, versions(made.libraries))
        return content_key("project", self.space_key, *how, *under(self.metric))

    @property
    def neighbours(self) -> int:
        """How many neighbours of every item its method asks for."""
        return int(PROJECTIONS.make(self.method, self.parameters).graph_size)

    @property
    def title(self) -> str:
        """What it does, for people."""
        return f"{PROJECTIONS.get(self.method).label} in {self.dimensions}D"


class GraphRecipe(Recipe):
    """Find the nearest neighbours of every item, which UMAP, t-SNE and the honest line all need."""

    kind: Literal["graph"] = "graph"
    space: str
    space_key: str
    k: int = Field(30, ge=1)
    metric: Near = "cosine"

    @cached_property
    def key(self) -> str:
        """The key of the graph that it makes."""
        return content_key("graph", 2, self.space_key, self.k, self.metric, versions(("scikit-learn", "pynndescent")))

    @property
    def title(self) -> str:
        """What it does, for people."""
        return "Finding every item's neighbours"


class QualityRecipe(Recipe):
    """Measure how much of a map is true."""

    kind: Literal["quality"] = "quality"
    space: str
    space_key: str
    projection: str
    metric: Near = "cosine"

    @cached_property
    def key(self) -> str:
        """The key of the measurement."""
        return content_key("quality", 2, self.space_key, self.projection, *under(self.metric))

    @property
    def title(self) -> str:
        """What it does, for people."""
        return "Measuring how true the map is"


class SubsetRecipe(Recipe):
    """Make a space of some items of another, with their vectors as they are."""

    kind: Literal["subset"] = "subset"
    parent: str
    parent_key: str
    parent_name: str
    indices: tuple[int, ...] = Field(min_length=2)

    @cached_property
    def key(self) -> str:
        """The id of the space that it makes."""
        chosen = np.asarray(self.indices, np.int64)
        return content_key("subset", self.parent, self.parent_key, self.parent_name, chosen)

    @property
    def name(self) -> str:
        """What the page calls the space that it makes."""
        return f"{self.parent_name} › {len(self.indices):,}"

    @property
    def title(self) -> str:
        """What it does, for people."""
        return f"Taking {len(self.indices):,} items of {self.parent_name}"


class VectorsRecipe(Recipe):
    """Make a space of a file of ready-made vectors, and of a second file that says what its items are.

    `upload` and `metadata` are files of the store; the others are what was asked for, as `vector_space` takes it.
    """

    kind: Literal["vectors"] = "vectors"
    upload: str
    name: str
    vectors: str | None = None
    text: str | None = None
    label: str | None = None
    most: int | None = Field(None, ge=1)
    drop_bad: bool = False
    metadata: str | None = None
    key_column: str | None = None

    @cached_property
    def key(self) -> str:
        """The id of the space that it makes."""
        return content_key("vectors", 1, {name: getattr(self, name) for name in type(self).model_fields})

    @property
    def title(self) -> str:
        """What it does, for people."""
        return f"Reading {self.name}"


class MnistRecipe(Recipe):
    """Make a space of MNIST's first digits, fetching them where they are not there yet."""

    kind: Literal["mnist"] = "mnist"
    name: Literal["MNIST"] = "MNIST"
    most: int = Field(10_000, ge=1, le=60_000)

    @cached_property
    def key(self) -> str:
        """The id of the space that it makes."""
        return content_key("mnist", 1, self.most)

    @property
    def title(self) -> str:
        """What it does, for people."""
        return f"Reading {self.most:,} digits of MNIST"


AnyRecipe = (
    EncodeRecipe
    | ProjectRecipe
    | GraphRecipe
    | QualityRecipe
    | SubsetRecipe
    | ReencodeRecipe
    | VectorsRecipe
    | ComputeRecipe
    | MnistRecipe
    | TrainVaeRecipe
    | QueryRecipe
    | PlaceRecipe
)
MAKES_A_SPACE = (EncodeRecipe, ReencodeRecipe, SubsetRecipe, VectorsRecipe, MnistRecipe, TrainVaeRecipe)
_ANY: TypeAdapter[AnyRecipe] = TypeAdapter(Annotated[AnyRecipe, Field(discriminator="kind")])


def from_json(content: Any) -> AnyRecipe | None:
    """Return the recipe that JSON describes; one of an older form counts as absent."""
    try:
        return _ANY.validate_python(content)
    except ValidationError:
        return None
