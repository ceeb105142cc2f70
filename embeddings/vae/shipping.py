"""`python -m embeddings.vae.shipping [--mnist FOLDER] [--work FOLDER] [NAME …]`: train the VAEs that come with the program again.

A training that was killed goes on where it was. The 10,000 test pictures choose nothing: after the last epoch they give the
figures that `MODEL_CARD.md` quotes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.errors import UserError
from embeddings.vae.images import Images
from embeddings.vae.model import Vae
from embeddings.vae.run import Run
from embeddings.vae.settings import Settings
from embeddings.vae.shipped import FOLDER, errors_file, places_file
from embeddings.vae.sources import mnist
from embeddings.vae.understanding import accuracy, carried, elbo, errors

HELD_OUT = 5_000 / 60_000
RECIPES = {
    "mnist": Settings(
        latent=2, epochs=60, learning_rate=1.5e-3, warm_up=0, guided=15, hidden_pixels=0.15, held_out=HELD_OUT
    ),
    "mnist-16": Settings(
        latent=16, hidden=(224, 128), epochs=60, learning_rate=1.5e-3, warm_up=5, hidden_pixels=0.05, held_out=HELD_OUT
    ),
}


def main(arguments: list[str]) -> None:
    """Train what is named, or all, and write weights, figures and the latent means of the test digits."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.vae.shipping", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{' or '.join(RECIPES)}; both when left out")
    parser.add_argument("--mnist", help="the folder of MNIST's four files; fetched into the user's cache when left out")
    parser.add_argument("--work", type=Path, default=Path(".vae"), help="where checkpoints are kept")
    given = parser.parse_args(arguments)
    learnt, test = mnist("train", given.mnist), mnist("test", given.mnist)
    for name in given.names or RECIPES:
        run = Run(learnt, RECIPES[name], given.work / name)
        for epoch in run.epochs():
            print(
                f"{name} {epoch.number}/{epoch.of}: held out {epoch.held.elbo:.2f} nats, {epoch.seconds:.1f} s",
                flush=True,
            )
        ship(name, run, test)


def ship(name: str, run: Run, test: Images, folder: Path = FOLDER) -> None:
    """Write a trained VAE as it is shipped, with its figures and the places of the test digits."""
    file = folder / f"{name}.safetensors"
    run.model().save(file, half=True)
    vae = Vae.load(file)  # rounded to 16 bits, as everyone will have it: the figures are of these weights
    held = run.images.taken(run.held)
    told = {name: value for name, value in vae.about.items() if name != "file"}
    vae = Vae(vae.shape, vae.weights, told | {"figures": {"held": figures(vae, held), "test": figures(vae, test)}})
    vae.save(file, half=True)
    write_places(name, vae, test, folder)
    np.save(folder / errors_file(name).name, errors(vae, test.rows).excess)
    for part, known in vae.about["figures"].items():
        print(f"{name}, {part}: {known}")


def write_places(name: str, vae: Vae, test: Images, folder: Path = FOLDER) -> None:
    """Write where the test digits lie, and which they are: what a built-in space is made of. Beyond a plane 16 bits do."""
    means, labels = vae.means(test.rows), np.array([int(label) for label in test.labels or ()], np.uint8)
    kept = means if vae.shape.latent == 2 else means.astype(np.float16)
    np.savez(folder / places_file(name).name, means=kept, labels=labels)


def figures(vae: Vae, images: Images) -> dict[str, Any]:
    """Return the figures of the model card for pictures that it never learnt from."""
    terms = elbo(vae, images.rows, samples=16)
    found = vae.encode(images.rows)
    return {
        "pictures": len(images),
        "negative_elbo": round(-terms.elbo, 2),
        "reconstruction": round(terms.reconstruction, 2),
        "kl": round(terms.kl, 2),
        "kl_per_dimension": [round(float(one), 3) for one in carried(*found).kl],
        "nearest_15_accuracy": round(accuracy(found.means, images.labels or ()), 4),
    }


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except UserError as error:
        sys.exit(f"vectorscape: {error}")
