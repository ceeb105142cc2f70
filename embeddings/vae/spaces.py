"""The pictures a VAE was trained on as a space: their latent means, and what is known of each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.space import Space
from embeddings.vae.images import Images
from embeddings.vae.model import Vae
from embeddings.vae.shipped import NAMES, shipped
from embeddings.vae.understanding import carried, errors

NAME, LABEL, PART, ERROR = "name", "label", "part", "reconstruction error"


def latent_space(
    vae: Vae,
    images: Images,
    *,
    name: str = "VAE",
    held: np.ndarray | None = None,
    file: str | Path | None = None,
    progress: Progress = silent,
) -> Space:
    """Return a space of the latent means of pictures.

    Its items have a name, a label where the pictures have labels, the reconstruction error (nats beyond a perfect
    reconstruction), and, where `held` is given, whether each was learnt from or held out.

    Parameters
    ----------
    vae
        The model.
    images
        The pictures.
    held
        The row numbers of the held-out pictures, as `Run.held`.
    file
        Where the VAE is saved, or the name of one that comes along, by which `vae_of` finds it again.

    Raises
    ------
    UserError
        If the pictures are of another size than the VAE's.
    """
    sizes = [f"{one.height} × {one.width} × {one.channels}" for one in (images, vae.shape)]
    if sizes[0] != sizes[1]:
        detail = f"The pictures are {sizes[0]}, those of the VAE {sizes[1]}"
        raise UserError(
            "Pictures of another size", detail, "Choose the pictures that it was trained on, or resize these."
        )
    found = vae.encode(images.rows, progress)
    means = np.ascontiguousarray(found.means)
    columns: dict[str, list[str]] = {}
    labels, names = images.labels, images.names
    told = [f"{label} (no. {place + 1})" for place, label in enumerate(labels)] if labels else None
    columns[NAME] = list(names) if names else told or [f"picture {place + 1}" for place in range(len(images))]
    if labels:
        columns[LABEL] = list(labels)
    if held is not None:
        out = np.isin(np.arange(len(images)), held)
        columns[PART] = ["held out" if one else "learnt from" for one in out]
    items = pd.DataFrame(columns, dtype="object")
    items[ERROR] = errors(vae, images.rows).excess
    return Space(
        means,
        items,
        name=name,
        text=NAME,
        label=LABEL if labels else None,
        encoder="vae",
        provenance={
            "model": str(file or f"VAE, {vae.shape.architecture}, {vae.shape.latent} latent numbers"),
            "weights": vae.key,
            "source": images.source,
            "normalised": False,
        },
        notes=(*images.notes(), carried(*found).verdict),
    )


def vae_of(space: Space) -> Vae | None:
    """Return the VAE whose latent means a space holds, so that it can be walked, or None where there is none to be had.

    Raises
    ------
    UserError
        If its file is there and cannot be read, or is another one by now.
    """
    if space.encoder.partition(":")[0] != "vae":
        return None
    model = str(space.provenance.get("model", ""))
    if model not in NAMES and not Path(model).is_file():
        return None
    vae = shipped(model) if model in NAMES else Vae.load(model)
    if space.provenance.get("weights", vae.key) != vae.key:
        detail = f"“{Path(model).name}” is another VAE by now than the one that made “{space.name}”"
        raise UserError("Another VAE", detail, "Encode the pictures again, or put the old file back.")
    return vae
