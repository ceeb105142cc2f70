"""The shape of a VAE: all that its weights depend on, and the name and size of each of them."""

from __future__ import annotations

import itertools
from dataclasses import asdict
from typing import Any, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from embeddings.errors import UserError

KERNEL = 4  # of a convolution that halves the sides, and of a transposed one that doubles them
Sizes = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Shape:
    """The sizes of the pictures, of the layers between, and of the latent space.

    Parameters
    ----------
    height, width, channels
        The pictures' sides in pixels, and 1 for grey or 3 for colour.
    latent
        Numbers for each picture.
    architecture
        ``"mlp"``, or ``"conv"``: each hidden layer then halves the sides, and the decoder doubles them again.
    hidden
        Units, or channels, of the encoder's hidden layers; the decoder has them the other way round.
    """

    height: int = Field(ge=1, le=256)
    width: int = Field(ge=1, le=256)
    channels: Literal[1, 3] = 1
    latent: int = Field(default=2, ge=1, le=1_024)
    architecture: Literal["mlp", "conv"] = "mlp"
    hidden: tuple[int, ...] = Field(default=(512, 256), min_length=1, max_length=6)

    def __post_init__(self) -> None:
        if self.latent >= self.pixels:
            detail = f"{self.latent} latent numbers for pictures of {self.height} × {self.width} × {self.channels} = {self.pixels} numbers"
            raise UserError(
                "Latent size larger than the data", detail, "Choose a smaller latent size or larger pictures."
            )
        if self.architecture == "conv" and min(self.height, self.width) < 2 ** len(self.hidden):
            detail = f"{len(self.hidden)} layers halve the sides of {self.height} × {self.width} pixels so often that nothing is left"
            raise UserError("Too many layers", detail, "Give fewer hidden sizes, or larger pictures.")

    @property
    def pixels(self) -> int:
        """How many numbers a picture has."""
        return self.height * self.width * self.channels

    @property
    def padded(self) -> tuple[int, int]:
        """The sides with which a convolutional network works: the next that can be halved by every layer."""
        step = 2 ** len(self.hidden)
        return -(-self.height // step) * step, -(-self.width // step) * step

    @property
    def innermost(self) -> tuple[int, int, int]:
        """Channels, height and width of what the last convolution leaves."""
        step = 2 ** len(self.hidden)
        return self.hidden[-1], self.padded[0] // step, self.padded[1] // step

    def tensors(self) -> Sizes:
        """Return the name and the size of every weight, in the order of the layers."""
        return self._dense() if self.architecture == "mlp" else self._convolutional()

    def _dense(self) -> Sizes:
        inward, outward = (self.pixels, *self.hidden), (self.latent, *self.hidden[::-1])
        sizes = _layers("encoder", inward) | _linear("encoder.out", inward[-1], 2 * self.latent)
        return sizes | _layers("decoder", outward) | _linear("decoder.out", outward[-1], self.pixels)

    def _convolutional(self) -> Sizes:
        inward, outward = (self.channels, *self.hidden), (*self.hidden[::-1], self.channels)
        channels, height, width = self.innermost
        flat = channels * height * width
        sizes: Sizes = {}
        for place, (given, made) in enumerate(itertools.pairwise(inward)):
            sizes |= {f"encoder.{place}.weight": (made, given, KERNEL, KERNEL), f"encoder.{place}.bias": (made,)}
        sizes |= _linear("encoder.out", flat, 2 * self.latent) | _linear("decoder.in", self.latent, flat)
        for place, (given, made) in enumerate(itertools.pairwise(outward)):
            sizes |= {f"decoder.{place}.weight": (given, made, KERNEL, KERNEL), f"decoder.{place}.bias": (made,)}
        return sizes

    def told(self) -> dict[str, Any]:
        """Return it as what JSON can hold."""
        return asdict(self)


def shape_of(told: Any) -> Shape:
    """Return the shape that JSON tells.

    Raises
    ------
    UserError
        If it tells none.
    """
    try:
        return TypeAdapter(Shape).validate_python(told)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "shape"
        detail = f"Its description is wrong at {place}: {first['msg']}"
        raise UserError("Not a VAE of ours", detail, "Choose a file that this program has saved.") from error


def check_tensors(shape: Shape, found: dict[str, tuple[int, ...]], file: str) -> None:
    """Refuse weights of another network than the shape tells, naming the first that differs.

    Raises
    ------
    UserError
        If one is missing, is too many, or has another size.
    """
    wanted = shape.tensors()
    for name in [*wanted, *found]:
        if wanted.get(name) != found.get(name):
            sizes = [" × ".join(map(str, one[name])) if name in one else "absent" for one in (wanted, found)]
            detail = f"“{file}”: the weight “{name}” should be {sizes[0]} and is {sizes[1]}"
            hint = "Choose the file of this network, or train one with these settings."
            raise UserError("Weights of another network", detail, hint)


def _linear(name: str, given: int, made: int) -> Sizes:
    return {f"{name}.weight": (made, given), f"{name}.bias": (made,)}


def _layers(part: str, widths: tuple[int, ...]) -> Sizes:
    sizes: Sizes = {}
    for place, (given, made) in enumerate(itertools.pairwise(widths)):
        sizes |= _linear(f"{part}.{place}", given, made)
    return sizes
