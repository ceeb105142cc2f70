"""The two terms of the loss, in nats per picture (Kingma and Welling, 2014), for torch to differentiate."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def reconstruction(logits: torch.Tensor, pictures: torch.Tensor) -> torch.Tensor:
    """Return −log p(x | z) of a Bernoulli decoder, for each picture, (n,).

    Parameters
    ----------
    logits
        ``(n, pixels)``: what the decoder gives; its pictures are their logistic function.
    pictures
        ``(n, pixels)`` from 0 to 1. Of greys it is the cross-entropy, which is more than nought at its best.
    """
    from torch.nn.functional import binary_cross_entropy_with_logits

    return binary_cross_entropy_with_logits(logits, pictures, reduction="none").sum(1)


def kl_per_dimension(mean: torch.Tensor, log_variance: torch.Tensor) -> torch.Tensor:
    """Return the divergence of N(mean, variance) from N(0, 1) in closed form, (n, latent) (their appendix B)."""
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance)


def drawn(mean: torch.Tensor, log_variance: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    """Return z = mean + σ · noise, through which gradients flow: the reparameterisation."""
    return mean + (0.5 * log_variance).exp() * noise
