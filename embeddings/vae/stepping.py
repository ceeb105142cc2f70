"""One training's network and optimiser: it takes steps, and can be put away and taken up again to the last bit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from embeddings.vae.losses import drawn, kl_per_dimension, reconstruction
from embeddings.vae.network import halves, network
from embeddings.vae.settings import Settings
from embeddings.vae.shape import Shape

if TYPE_CHECKING:
    import torch

RISE = 0.03  # the part of all steps in which the learning rate rises
FIRST, SECOND = "adam.first.", "adam.second."  # its two moments, beside the weights
Arrays = dict[str, np.ndarray]


class Batch(NamedTuple):
    """What a step learns from.

    `pictures` is ``(n, pixels)`` float32 from 0 to 1, `seen` what the encoder is shown of them, `noise` ``(n, latent)``
    from N(0, 1), and `guide` the places towards which these pictures are drawn, or None.
    """

    pictures: torch.Tensor
    seen: torch.Tensor
    noise: torch.Tensor
    guide: torch.Tensor | None = None


class Terms(NamedTuple):
    """Sums over the pictures of a batch, in nats."""

    reconstruction: float
    kl: float


class Stepper:
    """A network that learns by Adam (Kingma and Ba, 2015), the learning rate falling along a cosine.

    Parameters
    ----------
    shape
        The network.
    settings
        How it learns.
    steps
        How many steps there will be in all.
    """

    def __init__(self, shape: Shape, settings: Settings, steps: int) -> None:
        import torch

        self.settings, self.steps, self.done = settings, steps, 0
        self.network = network(shape, settings.seed)
        self.names = [name for name, _ in self.network.named_parameters()]
        self._adam = torch.optim.Adam(self.network.parameters(), lr=settings.learning_rate, fused=True)

    def step(self, batch: Batch, kl_weight: float, guide_weight: float = 0.0) -> Terms:
        """Learn from a batch."""
        for group in self._adam.param_groups:
            group["lr"] = self.settings.learning_rate * rate(self.done, self.steps)
        mean, log_variance = halves(self.network["encoder"](batch.seen))
        logits = self.network["decoder"](drawn(mean, log_variance, batch.noise))
        wrong = reconstruction(logits, batch.pictures).sum()
        divergence = kl_per_dimension(mean, log_variance).sum()
        loss = wrong + kl_weight * divergence
        if batch.guide is not None:
            loss = loss + guide_weight * (mean - batch.guide).square().sum()
        self._adam.zero_grad(set_to_none=True)
        (loss / len(batch.pictures)).backward()
        self._adam.step()
        self.done += 1
        return Terms(wrong.item(), divergence.item())

    def state(self) -> Arrays:
        """Return copies of all weights, and of what Adam remembers."""
        arrays: Arrays = {}
        for name, parameter in self.network.named_parameters():
            arrays[name] = parameter.detach().numpy().copy()
            remembered = self._adam.state.get(parameter)
            if remembered:
                arrays[FIRST + name] = remembered["exp_avg"].numpy().copy()
                arrays[SECOND + name] = remembered["exp_avg_sq"].numpy().copy()
        return arrays

    def take_up(self, arrays: Arrays, done: int) -> None:
        """Go on from a `state` after so many steps."""
        import torch

        self.network.load_state_dict({name: torch.from_numpy(arrays[name].copy()) for name in self.names})
        self.done = done
        for name, parameter in self.network.named_parameters():
            self._adam.state[parameter] = {
                "step": torch.tensor(float(done)),
                "exp_avg": torch.from_numpy(arrays[FIRST + name].copy()),
                "exp_avg_sq": torch.from_numpy(arrays[SECOND + name].copy()),
            }


def rate(step: int, steps: int) -> float:
    """Return the part of the learning rate for a step: it rises in the first ones, then falls along a cosine to nothing."""
    rise = max(1.0, RISE * steps)
    return min(1.0, (step + 1) / rise) * 0.5 * (1 + math.cos(math.pi * step / steps))


def weights_of(arrays: Arrays) -> Arrays:
    """Return a state without what Adam remembers."""
    return {name: array for name, array in arrays.items() if not name.startswith("adam.")}
