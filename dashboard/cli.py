"""The command line: `python -m dashboard [FILE] …`. Bad input is one line on standard error and status 2."""

from __future__ import annotations

import argparse
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
from dashboard.text_files import recipe_of_texts
from dashboard.vector_files import recipe_of_vectors
from dashboard.view import View
from embeddings import UserError
from embeddings.encoders import ENCODERS
from embeddings.galleries import is_gallery
from embeddings.vector_files.spaces import Options, is_vectors
from projections import PROJECTIONS
from projections import UserError as ProjectionError

INTERRUPTED = 130
OF_VECTORS = ("vectors", "metadata", "key", "most")
OF_TEXTS = ("passage_words", "passage_overlap")
READING = ("text", "image", *OF_VECTORS, "label", *OF_TEXTS, "encoder", "skip_bad_rows")


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


def count(text: str, least: int = 1) -> int:
    """Read a number of things of the command line."""
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"“{text}” will not do: give a whole number from {least}")
    return int(text)


def count_or_none(text: str) -> int:
    """Read a number of things of the command line, which may be none."""
    return count(text, 0)


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
    made.add_argument("--key", metavar="COL", help="the column of both files that joins them, rather than their order")
    made.add_argument("--most", metavar="N", type=count, help="read only the first N vectors")
    made.add_argument("--label", metavar="COL", help="the column to colour by (guessed when left out)")
    made.add_argument("--encoder", metavar="NAME", help=f"one of: {', '.join(ENCODERS.all())}")
    made.add_argument("--passage-words", metavar="N", type=count, help="cut long texts into passages of N words")
    made.add_argument("--passage-overlap", metavar="N", type=count_or_none, help="the words that two of them share")
    made.add_argument(
        "--projection",
        metavar="NAME",
        help=f"one of: {', '.join(PROJECTIONS.all())} (what suits the space when left out)",
    )
    made.add_argument("--dimensions", type=int, choices=(2, 3))
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
    if options.projection:
        PROJECTIONS.get(options.projection)
    store = Store(settings.store)
    recipe = recipe_of(options, store) if options.file else None
    if recipe is None and any(vars(options)[name] for name in READING):
        raise UserError("No file", f"{told(READING)} say how to read one", "Name it first.")
    services = Services.start(settings, store)
    if recipe is not None:
        if isinstance(recipe, EncodeRecipe):
            services.jobs.submit(recipe.preview)
        services.jobs.submit(recipe, restart=True)
    said = {name: getattr(options, name) for name in ("projection", "dimensions") if getattr(options, name)}
    view = View(space=recipe.key if recipe else "words", **said)
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
    of_vectors, of_texts = given(options, OF_VECTORS), given(options, OF_TEXTS)
    if is_gallery(path):
        if options.text or options.image or options.skip_bad_rows or of_vectors or of_texts:
            what = "a folder" if path.is_dir() else "an archive of pictures"
            refused = ("text", "image", *OF_VECTORS, *OF_TEXTS, "skip_bad_rows")
            raise UserError("No table", f"{told(refused)} say how to read one; this is {what}", "Leave them out.")
        return recipe_of_folder(path, store, label=options.label, encoder=options.encoder)
    if of_texts and (of_vectors or options.image):
        detail = (
            f"{told(OF_TEXTS)} cut texts into passages, and {'vectors' if of_vectors else 'pictures'} are asked for"
        )
        raise UserError("Passages of texts", detail, "Leave one of the two out.")
    if of_vectors or not (options.text or options.image or options.encoder or of_texts):
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
        key=options.key,
        most=options.most,
        text=options.text,
        label=options.label,
        drop_bad=options.skip_bad_rows,
    )
    if not given(options, OF_VECTORS) and not is_vectors(path):
        return None
    if options.image or options.encoder:
        detail = "--image and --encoder would make vectors, and those of the file are to be read"
        raise UserError("Vectors or an encoder", detail, "Leave one of the two out.")
    return recipe_of_vectors(path, store, asked)


def given(options: argparse.Namespace, names: Sequence[str]) -> bool:
    """Return whether any of some options was given."""
    return any(vars(options)[name] is not None for name in names)


def told(names: Sequence[str]) -> str:
    """Return the names of options as a sentence has them."""
    *others, last = (f"--{name.replace('_', '-')}" for name in names)
    return f"{', '.join(others)} and {last}"


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
