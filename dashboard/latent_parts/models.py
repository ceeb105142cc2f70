"""The VAE of the space on the map, read once for many questions: a pointer that moves asks dozens of times a second."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from embeddings import Space, UserError
from embeddings.vae import Vae, vae_of


def vae_here(space: Space) -> Vae | None:
    """Return the VAE of a space, or None where it has none to be walked in.

    Raises
    ------
    UserError
        If its file is there and cannot be read, or is another one by now.
    """
    file = Path(str(space.provenance.get("model", "")))
    return _kept(space, file.stat().st_mtime_ns if file.is_file() else 0)


def vae_wanted(space: Space) -> Vae:
    """Return the VAE of a space; raises as `vae_here` does, and where there is none."""
    vae = vae_here(space)
    if vae is None:
        detail = f"The items of “{space.name}” are no places in a VAE's latent space"
        raise UserError("No VAE here", detail, "Open MNIST digits (VAE), or train a VAE on pictures.")
    return vae


@lru_cache(maxsize=8)
def _kept(space: Space, _changed: int) -> Vae | None:
    return vae_of(space)
