"""`python -m embeddings.vae.train WHAT`: train a VAE on MNIST, on idx files, on scikit-learn's digits or on a folder."""

from __future__ import annotations

import argparse
import sys
from dataclasses import fields
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from embeddings.errors import UserError
from embeddings.vae.images import Images
from embeddings.vae.run import Run
from embeddings.vae.settings import Settings, usual
from embeddings.vae.sources import folder_images, idx_images, mnist, sklearn_digits
from embeddings.vae.understanding import carried


def main(arguments: list[str]) -> None:
    """Train, telling of every epoch, and write the model; what was killed goes on where it was."""
    given = parsed(arguments)
    images = images_of(given)
    settings = settings_of(given, images)
    for note in images.notes():
        print(note)
    run = Run(images, settings, given.work)
    print(
        f"{len(run.learnt):,} pictures to learn from, {len(run.held):,} held out; {run.done} epochs are done",
        flush=True,
    )
    for epoch in run.epochs():
        print(
            f"epoch {epoch.number}/{epoch.of}: ELBO {epoch.held.elbo:.2f} (held out), reconstruction "
            f"{epoch.held.reconstruction:.2f}, KL {epoch.held.kl:.2f} nats; {epoch.pictures_per_second:,.0f} pictures/s",
            flush=True,
        )
    vae = run.model()
    vae.save(given.out)
    print(carried(*vae.encode(images.rows[run.held])).verdict)
    print(f"written: {given.out}")


def parsed(arguments: list[str]) -> argparse.Namespace:
    """Read the command line; every field of `Settings` is an option."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.vae.train", description=__doc__)
    parser.add_argument("what", help="mnist, digits, an idx file of pictures, or a folder")
    parser.add_argument("--out", type=Path, default=Path("vae.safetensors"), help="the model's file")
    parser.add_argument("--work", type=Path, help="where checkpoints are kept, to go on after a kill")
    parser.add_argument("--side", type=int, default=32, help="pixels to which the pictures of a folder are resized")
    parser.add_argument("--colour", action="store_true", help="keep the colours of the pictures of a folder")
    known = TypeAdapter(Settings).json_schema()["properties"]
    for field in fields(Settings):
        option, about = f"--{field.name.replace('_', '-')}", str(known[field.name]["description"]).replace("%", "%%")
        parser.add_argument(option, dest=field.name, nargs="+" if field.name == "hidden" else None, help=about)
    return parser.parse_args(arguments)


def images_of(given: argparse.Namespace) -> Images:
    """Read what to learn from."""
    if given.what == "digits":
        return sklearn_digits()
    if given.what == "mnist":
        return mnist()
    if Path(given.what).is_dir():
        return folder_images(given.what, side=given.side, colour=given.colour)
    return idx_images(given.what)


def settings_of(given: argparse.Namespace, images: Images) -> Settings:
    """Return what suits the pictures, but for what was asked for.

    Raises
    ------
    UserError
        If an option is out of its range.
    """
    suits = usual(len(images), images.height)
    named = {field.name: getattr(given, field.name) for field in fields(Settings)}
    values = {name: getattr(suits, name) if value is None else value for name, value in named.items()}
    try:
        return TypeAdapter(Settings).validate_python({name: numbers(value) for name, value in values.items()})
    except ValidationError as error:
        first = error.errors()[0]
        option = f"--{str(first['loc'][0]).replace('_', '-')}"
        raise UserError("An option will not do", f"{option} {first['input']!r}: {first['msg']}", "Change it") from error


def numbers(value: object) -> object:
    """Return a whole number of an option as one, as a choice among numbers takes no text."""
    return int(value) if isinstance(value, str) and value.isdigit() else value


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except UserError as error:
        print(f"vectorscape: {error}", file=sys.stderr)
        sys.exit(2)
