"""What a person chooses before a VAE is trained: each field is a control of the page, with its range and its help."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

GUIDANCE = 200.0  # nats per unit of squared distance: at first it outweighs the reconstruction


@dataclass(frozen=True)
class Settings:
    """How to train a VAE; the usual values give clear clusters of MNIST in under three minutes on two cores."""

    latent: Literal[2, 3, 8, 16, 32] = Field(
        default=2,
        title="Latent size",
        description="Two or three numbers are a map to walk; more keep finer differences and need a projection.",
    )
    architecture: Literal["mlp", "conv"] = Field(
        default="mlp",
        title="Network",
        description="Fully connected layers are quick; convolutions know that near pixels belong together.",
        json_schema_extra={"labels": {"mlp": "Fully connected", "conv": "Convolutional"}},
    )
    hidden: tuple[int, ...] = Field(
        default=(512, 256),
        min_length=1,
        max_length=6,
        title="Hidden sizes",
        description="Units of each hidden layer (channels, where convolutional), the encoder's first one first; the decoder mirrors them.",
        json_schema_extra={"drawn": False},
    )
    beta: float = Field(
        default=1.0,
        ge=0,
        le=100,
        title="β",
        description="Weight of the KL term: above 1 a smoother plane and blurred pictures, at 0 a plain autoencoder.",
    )
    epochs: int = Field(
        default=20,
        ge=1,
        le=2_000,
        title="Epochs",
        description="How often all pictures are seen; more are sharper, and slower.",
    )
    batch: int = Field(
        default=128,
        ge=1,
        le=65_536,
        title="Batch",
        description="Pictures for each step: few learn faster, many run faster.",
    )
    learning_rate: float = Field(
        default=2e-3,
        gt=0,
        le=10,
        title="Learning rate",
        description="The largest size of a step; it rises to it at once and falls to nothing by the last epoch. Too large ends in NaN.",
    )
    warm_up: int = Field(
        default=3,
        ge=0,
        le=2_000,
        title="KL warm-up",
        description="Epochs over which β rises from 0: the pictures spread out before the prior draws them together.",
    )
    hidden_pixels: float = Field(
        default=0.0,
        ge=0,
        le=0.9,
        title="Hidden pixels",
        description="The share of pixels hidden from the encoder as it learns, others each time, so that it does not learn by heart.",
    )
    guided: int = Field(
        default=0,
        ge=0,
        le=2_000,
        title="Guided by UMAP",
        description="Epochs in which places are also drawn towards a UMAP of the pictures, less and less; afterwards the loss alone decides. Untangles the plane; knows no labels.",
    )
    held_out: float = Field(
        default=0.1,
        gt=0,
        le=0.5,
        title="Held out",
        description="The share of pictures that is never learnt from, by which the ELBO is measured.",
    )
    seed: int = Field(
        default=0, ge=0, le=2**31 - 1, title="Seed", description="Another seed gives another map of the same pictures."
    )

    def kl_weight(self, epoch: int) -> float:
        """Return the weight of the KL term in an epoch, of which the first is 1."""
        return self.beta * min(1.0, (epoch - 1) / self.warm_up) if self.warm_up else self.beta

    def guide_weight(self, epoch: int) -> float:
        """Return the weight of the squared distance from the guide in an epoch, of which the first is 1."""
        return GUIDANCE * max(0.0, 1 - (epoch - 1) / self.guided) if self.guided else 0.0


def usual(count: int, side: int) -> Settings:
    """Return settings that suit so many pictures of so many pixels to a side: few pictures want many epochs.

    Examples
    --------
    >>> usual(60_000, 28).epochs, usual(1_797, 8).epochs
    (20, 200)
    """
    epochs = min(200, max(20, 1_200_000 // max(1, count)))
    small = side < 16
    return Settings(
        epochs=epochs,
        warm_up=max(3, epochs // 5),
        batch=128 if count > 10_000 else 64,
        hidden=(256, 128) if small else (512, 256),
    )
