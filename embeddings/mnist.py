"""MNIST (LeCun, Cortes and Burges, 1998), fetched once from its mirrors and held to its published checksums."""

from __future__ import annotations

import gzip
import hashlib
import os
import uuid
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from embeddings.errors import UserError
from embeddings.progress import Progress, silent

FILES = {  # name: MD5 and bytes
    "train-images-idx3-ubyte.gz": ("f68b3c2dcbeaaa9fbdd348bbdeb94873", 9_912_422),
    "train-labels-idx1-ubyte.gz": ("d53e105ee54ea40749a09fcbcd1e9432", 28_881),
    "t10k-images-idx3-ubyte.gz": ("9fb629c4189551a2d022fa330f9573f3", 1_648_877),
    "t10k-labels-idx1-ubyte.gz": ("ec29112dd5afa0611ce80d1b7f02629c", 4_542),
}
IMAGES = next(iter(FILES))
TEST_IMAGES = "t10k-images-idx3-ubyte.gz"
HEADER, SIDE = 16, 28  # bytes before the pixels of an idx file of pictures; pixels of a side
MIRRORS = ("https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/")
OTHER_MIRRORS = "VECTORSCAPE_MNIST_MIRRORS"
PATIENCE = 20.0


def mnist_files(
    folder: str | Path | None = None, *, mirrors: Sequence[str] | None = None, progress: Progress = silent
) -> Path:
    """Return the folder of MNIST's four files; those that are missing or damaged are fetched.

    Parameters
    ----------
    folder
        Where they lie, or shall; by default in the user's cache folder. Four sound files put there are used as they are.
    mirrors
        The addresses to fetch from, in order; by default those that ``VECTORSCAPE_MNIST_MIRRORS`` names, divided by
        commas, or else the two known ones.
    progress
        Called with the bytes fetched; what it raises ends the work.

    Raises
    ------
    UserError
        If a file cannot be had whole from any of them; nothing that is not whole is kept.
    """
    place = Path(folder) if folder is not None else usual_folder()
    place.mkdir(parents=True, exist_ok=True)
    named = [one.strip() for one in os.environ.get(OTHER_MIRRORS, "").split(",") if one.strip()]
    addresses = [f"{one.rstrip('/')}/" for one in (mirrors or named or MIRRORS)]
    lacking = [name for name in FILES if not is_sound(place / name, name)]
    total, before = sum(FILES[name][1] for name in lacking), 0
    for name in lacking:

        def told(count: int, before: int = before) -> None:
            progress(min(before + count, total), total, "fetching MNIST")

        fetch(name, place, addresses, told)
        before += FILES[name][1]
    return place


def kept_test_digits(folders: Iterable[Path]) -> np.ndarray | None:
    """Return MNIST's 10,000 test pictures from the first folder that has them whole, or None; nothing is fetched.

    Returns
    -------
    numpy.ndarray or None
        ``(10_000, 28, 28)`` uint8, in the order of the set.
    """
    there = (folder / TEST_IMAGES for folder in folders)
    whole = (_test_digits(file, file.stat().st_mtime_ns) for file in there if file.is_file())
    return next((digits for digits in whole if digits is not None), None)


@lru_cache(2)
def _test_digits(file: Path, changed: int) -> np.ndarray | None:
    """Read them once for each time that the file was written."""
    if not is_sound(file, TEST_IMAGES):
        return None
    return np.frombuffer(gzip.decompress(file.read_bytes()), np.uint8, offset=HEADER).reshape(-1, SIDE, SIDE)


def is_mnist(path: str | Path) -> bool:
    """Return whether this is the name of the set rather than a file or folder."""
    return str(path) == "mnist" and not Path(path).exists()


def usual_folder() -> Path:
    """Return the folder of the user's cache."""
    from platformdirs import user_cache_path

    return user_cache_path("vectorscape", appauthor=False) / "mnist"


def is_sound(path: Path, name: str) -> bool:
    """Return whether a file is there with the content that was published."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest() == FILES[name][0]


def fetch(name: str, folder: Path, mirrors: Sequence[str], told: Callable[[int], None]) -> None:
    """Fetch one file: what one mirror left unfinished goes on from the next, what is wrong is thrown away.

    Raises
    ------
    UserError
        If no mirror has it whole, saying what each did.
    """
    made = folder / f".tmp-{uuid.uuid4().hex}"
    faults = []
    try:
        for mirror in mirrors:
            fault = received(f"{mirror}{name}", made, FILES[name][1], told)
            if fault is None and is_sound(made, name):
                made.replace(folder / name)
                return
            if fault is None:
                made.unlink()
                fault = "sent another file (its checksum is wrong), which was thrown away"
            faults.append(f"{mirror} {fault}")
    finally:
        made.unlink(missing_ok=True)
    detail = f"“{name}” could not be fetched: {'; '.join(faults)}"
    hint = f"Try again later, or put the four files ({', '.join(FILES)}) into the folder “{folder}”."
    raise UserError("MNIST cannot be fetched", detail, hint)


def received(address: str, made: Path, size: int, told: Callable[[int], None]) -> str | None:
    """Add to a file what an address has beyond what is there, and return what went wrong, or None."""
    import httpx

    have = made.stat().st_size if made.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    try:
        with (
            httpx.stream("GET", address, headers=headers, timeout=PATIENCE, follow_redirects=True) as answer,
            made.open("ab") as file,
        ):
            if answer.status_code not in {httpx.codes.OK, httpx.codes.PARTIAL_CONTENT}:
                return f"answered {answer.status_code}"
            if answer.status_code == httpx.codes.OK:  # all of it, whatever was asked for
                file.truncate(0)
                have = 0
            for part in answer.iter_raw():
                have += file.write(part)
                if have > size:
                    break
                told(have)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"cannot be reached or broke off ({type(error).__name__})"
    return None if have >= size else f"broke off after {have:,} of {size:,} bytes"
