"""The command line: `python -m dashboard [FILE] …`. Bad input is one line on standard error and status 2."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from dashboard.folders import recipe_of_folder, recipe_of_table
from dashboard.recipes import EncodeRecipe, VectorsRecipe
from dashboard.serve import serve
from dashboard.services import Services
from dashboard.settings import Settings, port_of
from dashboard.store import Store
from dashboard.vector_files import recipe_of_vectors
from dashboard.view import View
from embeddings import UserError
from embeddings.encoders import ENCODERS, encoders_of, require
from embeddings.encoding import usable
from embeddings.galleries import is_gallery
from embeddings.reading import items_of, preview, read
from embeddings.unpacking import stem_of
from embeddings.vector_spaces import Options, is_vectors
from projections import PROJECTIONS
from projections import UserError as ProjectionError

INTERRUPTED = 130
READING = ("text", "image", "vectors", "metadata", "most", "label", "encoder", "skip_bad_rows")
OF_VECTORS = ("vectors", "metadata", "most")


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line, like everything else here, rather than with its whole usage."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise UserError(f"{message[0].upper()}{message[1:]}", "", f"See {self.prog} --help.")


def port(text: str) -> int:
    """Read a port of the command line."""
    try:
        return port_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” will not do: {error}") from None


def count(text: str) -> int:
    """Read a number of items of the command line."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” will not do: give a whole number from 1")
    return int(text)


def folder(text: str) -> Path:
    """Read the folder of the store."""
    if "://" in text:
        raise argparse.ArgumentTypeError(f"“{text}” is an address; the store is a folder of this machine")
    return Path(text).expanduser()


def parser(usual: Settings) -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = OneLineParser(
        prog="python -m dashboard",
        description="Explore an embedding space in the browser: built-in words, a table of texts, pictures in a folder or an archive, or a file of vectors.",
    )
    made.add_argument(
        "file", nargs="?", type=Path, help="a table of texts, a folder, zip or tar of pictures, or a file of vectors"
    )
    made.add_argument("--text", metavar="COL", help="the column to encode (guessed when left out)")
    made.add_argument("--image", metavar="COL", help="the column that names picture files, to encode those")
    made.add_argument("--vectors", metavar="COL", help="what holds ready-made vectors: a column, x,y, dim_*, an array")
    made.add_argument("--metadata", metavar="FILE", type=Path, help="a second file with a row for each vector")
    made.add_argument("--most", metavar="N", type=count, help="read only the first N vectors")
    made.add_argument("--label", metavar="COL", help="the column to colour by (guessed when left out)")
    made.add_argument("--encoder", metavar="NAME", help=f"one of: {', '.join(ENCODERS.all())}")
    made.add_argument("--projection", metavar="NAME", default="umap", help=f"one of: {', '.join(PROJECTIONS.all())}")
    made.add_argument("--dimensions", type=int, choices=(2, 3), default=2)
    made.add_argument("--skip-bad-rows", action="store_true", help="leave out rows with too few or too many cells")
    made.add_argument("--host", default=usual.host)
    made.add_argument("--port", type=port, default=usual.port)
    made.add_argument("--store", type=folder, default=usual.store, metavar="FOLDER", help="where results are kept")
    made.add_argument("--no-browser", action="store_true", help="do not open the browser")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the dashboard; return the exit status."""
    try:
        settings = Settings.from_environment()
        run(parser(settings).parse_args(arguments), settings)
    except (UserError, ProjectionError) as error:
        print("vectorscape:", " ".join(str(error).split()), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def run(options: argparse.Namespace, settings: Settings) -> None:
    """Serve what the command line asks for.

    Raises
    ------
    UserError
        If something of it will not do; no worker has started then.
    """
    settings = replace(settings, host=options.host, port=options.port, store=options.store)
    PROJECTIONS.get(options.projection)
    store = Store(settings.store)
    recipe = recipe_of(options, store) if options.file else None
    if recipe is None and any(vars(options)[name] for name in READING):
        told = ", ".join(f"--{name.replace('_', '-')}" for name in READING[:-1])
        raise UserError("No file", f"{told} and --skip-bad-rows say how to read one", "Name it first.")
    services = Services.start(settings, store)
    if recipe is not None:
        if isinstance(recipe, EncodeRecipe):
            services.jobs.submit(recipe.preview)
        services.jobs.submit(recipe, restart=True)
    view = View(space=recipe.key if recipe else "words", projection=options.projection, dimensions=options.dimensions)
    serve(settings, services, {"space": view.space} | view.to_query(), open_browser=not options.no_browser)


def recipe_of(options: argparse.Namespace, store: Store) -> EncodeRecipe | VectorsRecipe:
    """Read the file once, so that what is wrong with it is said before a server starts.

    Raises
    ------
    UserError
        If the file, a column or the encoder will not do.
    """
    path: Path = options.file
    check_file(path)
    of_vectors = any(vars(options)[name] is not None for name in OF_VECTORS)
    if is_gallery(path):
        if options.text or options.image or options.skip_bad_rows or of_vectors:
            what = "a folder" if path.is_dir() else "an archive of pictures"
            told = "--text, --image, --vectors, --metadata, --most and --skip-bad-rows say how to read one"
            raise UserError("No table", f"{told}; this is {what}", "Leave them out.")
        return recipe_of_folder(path, store, label=options.label, encoder=options.encoder)
    if of_vectors or not (options.text or options.image or options.encoder):
        found = vectors_of(path, options, store)
        if found is not None:
            return found
    if options.image:
        names = ("image", "text", "label", "encoder", "skip_bad_rows")
        return recipe_of_table(path, store, **{name: getattr(options, name) for name in names})
    return recipe_of_texts(path, options, store)


def vectors_of(path: Path, options: argparse.Namespace, store: Store) -> VectorsRecipe | None:
    """Return the recipe of a file of ready-made vectors, or None where it holds none and none are asked for."""
    asked = Options(
        vectors=options.vectors,
        metadata=options.metadata,
        most=options.most,
        text=options.text,
        label=options.label,
        drop_bad=options.skip_bad_rows,
    )
    if all(vars(options)[name] is None for name in OF_VECTORS) and not is_vectors(path):
        return None
    if options.image or options.encoder:
        told = "--image and --encoder would make vectors, and those of the file are to be read"
        raise UserError("Vectors or an encoder", told, "Leave one of the two out.")
    return recipe_of_vectors(path, store, asked)


def recipe_of_texts(path: Path, options: argparse.Namespace, store: Store) -> EncodeRecipe:
    """Return the recipe of a table of texts, which is read once."""
    encoder = options.encoder or usable_encoder()
    require(encoder, "text", f"“{path}”, a table of texts,")
    usable(encoder, {})
    guess = preview(path)
    text, label = options.text or guess.text, options.label or guess.label
    table = read(path, skip_bad_rows=options.skip_bad_rows)
    items_of(table, text, label)
    return EncodeRecipe(
        upload=store.add_file(path).id,
        name=printable(stem_of(path.name)),
        text=text or "",
        label=label,
        encoder=encoder,
        parameters={},
        skip_bad_rows=options.skip_bad_rows,
    )


def check_file(path: Path) -> None:
    """Refuse what is neither a folder nor a file that can be read.

    Raises
    ------
    UserError
        Saying what it is instead.
    """
    try:
        if path.is_dir():
            return
        if not path.is_file():
            raise UserError("No such file", f"There is no file “{path}”", "Check its name and folder.")
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise UserError(
            "The file cannot be read", f"“{path}”: {error.strerror}", "Check its name and rights."
        ) from error


def printable(name: str) -> str:
    """Return a file's name as text: a byte that is none of UTF-8 becomes the replacement mark."""
    return os.fsencode(name).decode("utf-8", "replace")


def usable_encoder() -> str:
    """Return the first encoder that can be used here, and say so where it is not the first choice."""
    first, *others = encoders_of("text")
    missing = ENCODERS.get(first).missing()
    if missing is None:
        return first
    chosen = next(name for name in others if not ENCODERS.get(name).missing())
    print(f"{missing} Encoding with {ENCODERS.get(chosen).label} instead.", file=sys.stderr)
    return chosen
