"""The VAEs that come with the program: trained on MNIST's 60,000 digits, read in milliseconds, no torch needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from embeddings.errors import UserError
from embeddings.vae.model import Vae

FOLDER = Path(__file__).parent / "weights"
NAMES = {"mnist": "MNIST digits, a plane", "mnist-16": "MNIST digits, 16 latent numbers"}


def places_file(name: str) -> Path:
    """Return the file of where a VAE puts MNIST's 10,000 test digits, and which they are."""
    return FOLDER / f"{name}-test.npz"


@cache
def shipped(name: str = "mnist") -> Vae:
    """Return a VAE that comes with the program.

    Parameters
    ----------
    name
        ``"mnist"``: 28 × 28 grey digits by two numbers; ``"mnist-16"``: by sixteen.

    Raises
    ------
    UserError
        If there is none of this name.

    Examples
    --------
    >>> shipped("mnist").decode([[0.0, 0.0]]).shape
    (1, 784)
    """
    if name not in NAMES:
        raise UserError(
            "No such VAE", f"None that comes with the program is called “{name}”", f"Choose one of: {', '.join(NAMES)}."
        )
    return Vae.load(FOLDER / f"{name}.safetensors")


def errors_file(name: str) -> Path:
    """Return the file of how badly each of those digits is reconstructed."""
    return FOLDER / f"{name}-test-errors.npy"
