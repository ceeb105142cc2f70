"""The network as a torch module: a Gaussian encoder and a Bernoulli decoder (Kingma and Welling, 2014). Only training needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embeddings.vae.shape import Shape

if TYPE_CHECKING:
    import torch
    from torch import nn

PADDING = 1  # of convolutions with a kernel of four and a stride of two: exactly half the sides, or twice


def network(shape: Shape, seed: int = 0) -> nn.Module:
    """Return a network with fresh weights, the same for the same seed whatever else was drawn before.

    Its `encoder` turns ``(n, pixels)`` float32 pictures from 0 to 1 into ``(n, 2 · latent)`` means and log-variances,
    its `decoder` turns ``(n, latent)`` into ``(n, pixels)`` logits.
    """
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        made = _dense(shape) if shape.architecture == "mlp" else _convolutional(shape)
    sizes = {name: tuple(value.shape) for name, value in made.state_dict().items()}
    assert sizes == shape.tensors(), "the network and its description differ"
    return made


def halves(encoded: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the means and the log-variances that an encoder gives side by side."""
    mean, log_variance = encoded.chunk(2, 1)
    return mean, log_variance


def _named(layers: dict[str, nn.Module]) -> nn.Sequential:
    from torch import nn

    made = nn.Sequential()
    for name, layer in layers.items():
        made.add_module(name, layer)
    return made


def _dense(shape: Shape) -> nn.Module:
    from torch import nn

    def stack(given: int, widths: tuple[int, ...], last: int) -> nn.Sequential:
        layers: dict[str, nn.Module] = {}
        for place, width in enumerate(widths):
            layers |= {str(place): nn.Linear(given, width), f"relu{place}": nn.ReLU()}
            given = width
        return _named(layers | {"out": nn.Linear(given, last)})

    encoder = stack(shape.pixels, shape.hidden, 2 * shape.latent)
    return nn.ModuleDict({"encoder": encoder, "decoder": stack(shape.latent, shape.hidden[::-1], shape.pixels)})


def _convolutional(shape: Shape) -> nn.Module:
    from torch import nn

    (height, width), inner = shape.padded, shape.innermost
    flat = inner[0] * inner[1] * inner[2]
    down, right = height - shape.height, width - shape.width
    inward: dict[str, nn.Module] = {
        "picture": nn.Unflatten(1, (shape.channels, shape.height, shape.width)),
        "pad": nn.ZeroPad2d((0, right, 0, down)),
    }
    outward: dict[str, nn.Module] = {
        "in": nn.Linear(shape.latent, flat),
        "relu": nn.ReLU(),
        "open": nn.Unflatten(1, inner),
    }
    given: int = shape.channels
    for place, channels in enumerate(shape.hidden):
        inward |= {str(place): nn.Conv2d(given, channels, 4, 2, PADDING), f"relu{place}": nn.ReLU()}
        given = channels
    inward |= {"flat": nn.Flatten(), "out": nn.Linear(flat, 2 * shape.latent)}
    for place, channels in enumerate((*shape.hidden[-2::-1], shape.channels)):
        outward[str(place)] = nn.ConvTranspose2d(given, channels, 4, 2, PADDING)
        if place < len(shape.hidden) - 1:
            outward[f"relu{place}"] = nn.ReLU()
        given = channels
    outward |= {"cut": nn.ZeroPad2d((0, -right, 0, -down)), "row": nn.Flatten()}
    return nn.ModuleDict({"encoder": _named(inward), "decoder": _named(outward)})
