"""The encoders: one module each, registered under the name that code, links and the command line use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeAlias, runtime_checkable

import numpy as np

from embeddings.errors import UserError
from embeddings.named import NamedRegistry
from embeddings.progress import Progress

if TYPE_CHECKING:
    import pandas as pd

    from embeddings.space import Space

Takes: TypeAlias = Literal["text", "image"]
Learnt: TypeAlias = Mapping[str, np.ndarray]
Spaces: TypeAlias = "Callable[[str], Space]"


class Encodes(Protocol):
    """What turns items into vectors, whether or not it has a name and parameters of its own; see `Encoder`."""

    @property
    def together(self) -> bool:
        """Whether all items have to be given at once."""

    def encode(
        self, items: Sequence[Any], progress: Progress, /
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return (n, d) float32 vectors, what made them, and sentences for the person about what was met."""


class Encoder(Protocol):
    """Turns texts or pictures into vectors: a frozen dataclass whose fields are its parameters.

    `label`, `order` and the first line of the docstring are what the page shows; `version` changes when the same
    parameters would make other vectors; `libraries` are the packages whose versions matter to it; `heavy` says that
    it deserves a worker of its own, warmed up before anyone asks; `together` says that it learns from all texts at
    once, so that one text among others has another vector than alone; `takes` says what its items are: texts (`str`),
    or pictures (`embeddings.pictures.Picture`). One whose name carries parameters after colons, as in
    ``"timm:resnet50"``, lists them as `named`; more that an encoder may do is in `Checks`, `EncodesTextsToo` and
    `Learns`, and others below.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]
    label: ClassVar[str]
    order: ClassVar[int]
    version: ClassVar[int]
    libraries: ClassVar[tuple[str, ...]]
    heavy: ClassVar[bool]
    together: ClassVar[bool]
    takes: ClassVar[Takes]

    @classmethod
    def missing(cls) -> str | None:
        """Say what must be installed before it can be used, or None when it can."""

    @classmethod
    def warm_up(cls) -> None:
        """Load what the first texts would otherwise wait for."""

    def encode(
        self, items: Sequence[Any], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return (n, d) float32 vectors, what made them, and sentences for the person about what was met."""


@runtime_checkable
class Checks(Protocol):
    """An encoder that depends on more than its libraries: a model of the hub, a folder, a service."""

    def check(self) -> None:
        """Raise a `UserError` if it cannot work as it was made; called before anything starts."""


@runtime_checkable
class EncodesTextsToo(Protocol):
    """An encoder of pictures that puts texts into the same space."""

    def encode_texts(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return (n, d) float32 vectors of texts, comparable with those of pictures."""


@runtime_checkable
class ChecksTexts(Protocol):
    """An encoder that cannot work with any texts: too few, for one that learns from them."""

    def check_texts(self, texts: Sequence[str]) -> None:
        """Raise a `UserError` if they will not do; called before anything starts."""


@runtime_checkable
class BuildsOnWords(Protocol):
    """An encoder that works with the vectors of words of another space, which `words` names: an id, or a file."""

    words: str


@runtime_checkable
class LearnsWords(Protocol):
    """An encoder that learns about the words of all texts, perhaps from another space, before it encodes any.

    What it learns is kept with the space, as for `Learns`: `encode_by(learnt, texts)` of the texts it learnt from are
    their vectors, and `place` puts others among them.
    """

    def learn_words(self, texts: Sequence[str], progress: Progress, spaces: Spaces) -> Learnt:
        """Return what it learns from texts; `spaces` opens another space by its id."""

    def encode_by(
        self, learnt: Learnt, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return what `encode` does, by what was learnt before."""

    def place(self, items: Sequence[Any], learnt: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return (n, d) float32 vectors of other texts in the same space."""


@runtime_checkable
class MapsWords(LearnsWords, Protocol):
    """An encoder that learns vectors of words, and can make those the items of a space instead of the texts."""

    @property
    def maps_words(self) -> bool:
        """Whether that is what was asked for."""

    def vocabulary(self, learnt: Learnt) -> tuple[pd.DataFrame, np.ndarray, list[str]]:
        """Return the words as items, the first column being the word; their vectors; sentences for the person."""


@runtime_checkable
class Learns(Protocol):
    """An encoder that learns from all items at once, and keeps what it has learnt, so that others can be placed."""

    def learn(
        self, items: Sequence[Any], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str], dict[str, np.ndarray]]:
        """Return what `encode` returns, and named arrays: all that `place` takes."""

    def place(self, items: Sequence[Any], learnt: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return (n, d) float32 vectors of other items in the same space."""


@runtime_checkable
class SuitsEuclidean(Protocol):
    """An encoder whose vectors are near by the straight line between them, such as places in a latent space."""

    near_by: ClassVar[Literal["euclidean"]]

    def numbers(self) -> int:
        """Return how many numbers each vector has; a `UserError` where the model cannot be read."""


ENCODERS: NamedRegistry[Encoder] = NamedRegistry("encoder", "embeddings.encoders")


def understands(encoder: type[Encoder], kind: Takes) -> bool:
    """Return whether an encoder takes texts, or pictures; one such as CLIP takes both."""
    return encoder.takes == kind or (kind == "text" and hasattr(encoder, "encode_texts"))


def encoders_of(takes: Takes) -> dict[str, type[Encoder]]:
    """Return the encoders that take texts, or pictures, in their order."""
    return {name: encoder for name, encoder in ENCODERS.all().items() if understands(encoder, takes)}


def near_by(encoder: str) -> Literal["cosine", "euclidean"]:
    """Return the metric that suits the vectors of an encoder: the cosine, where it does not say otherwise.

    Examples
    --------
    >>> near_by("minilm"), near_by("vae"), near_by("")
    ('cosine', 'euclidean', 'cosine')
    """
    name = encoder.partition(":")[0]
    return "euclidean" if name in ENCODERS.all() and hasattr(ENCODERS.get(name), "near_by") else "cosine"


def require(encoder: str, takes: Takes, what: str) -> type[Encoder]:
    """Return an encoder that takes texts, or pictures.

    Parameters
    ----------
    encoder
        Its registered name.
    takes
        What it has to take.
    what
        What there is to encode, as a sentence begins: “A folder of pictures”.

    Raises
    ------
    UserError
        If there is no such encoder, or it takes the other.
    """
    found = ENCODERS.get(encoder)
    if not understands(found, takes):
        kinds = {"text": "texts", "image": "pictures"}
        detail = (
            f"“{encoder}” encodes {kinds[found.takes]}; {what[0].lower()}{what[1:]} needs an encoder of {kinds[takes]}"
        )
        raise UserError("Not for this encoder", detail, f"Choose one of: {', '.join(encoders_of(takes))}.")
    return found
