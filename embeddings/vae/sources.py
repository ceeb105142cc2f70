"""Where pictures to learn from come from: idx files, MNIST, scikit-learn's digits, a folder, or pictures at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from embeddings.errors import UserError
from embeddings.mnist import mnist_files
from embeddings.pictures import as_pictures
from embeddings.progress import Progress, silent
from embeddings.vae.images import Images
from embeddings.vector_files import Ask
from embeddings.vector_files.idx import array_of, sides_of

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff", ".bmp", ".pgm", ".ppm", ".pbm"}


def idx_images(images: str | Path, labels: str | Path | None = None) -> Images:
    """Read pictures in the format of MNIST, Fashion-MNIST, KMNIST and EMNIST, packed by gzip or not.

    Parameters
    ----------
    images
        A file of unsigned bytes, ``(n, height, width)``.
    labels
        The file of labels; where it is None, the file beside it is taken that is called so, if there is one.

    Raises
    ------
    UserError
        If a file is absent, is no idx file (the wrong magic number), is cut off, or the labels are of another count.
    """
    path = Path(images)
    array = _read(path, 3, "pictures", "(count, height, width)")
    beside = Path(labels) if labels is not None else _beside(path)
    told = None if beside is None else _read(beside, 1, "labels", "(count)")
    if told is not None and len(told) != len(array):
        detail = f"“{path.name}” has {len(array):,} pictures, “{beside.name if beside else ''}” {len(told):,} labels"
        raise UserError("Labels of another length", detail, "Choose the labels that belong to these pictures.")
    rows = array.reshape(len(array), -1)
    height, width = array.shape[1:]
    labelled = None if told is None else [str(one) for one in told]
    return Images(rows, height, width, labels=labelled, source=path.name)


def mnist(part: str = "train", folder: str | Path | None = None, progress: Progress = silent) -> Images:
    """Return MNIST's 60,000 pictures to learn from (``"train"``) or its 10,000 to test by (``"test"``), fetched once."""
    place = mnist_files(folder, progress=progress)
    return idx_images(place / f"{'t10k' if part == 'test' else part}-images-idx3-ubyte.gz")


def sklearn_digits() -> Images:
    """Return the 1,797 digits of 8 × 8 pixels that come with scikit-learn."""
    from embeddings.builtins.digits import DARKEST, handwritten

    vectors, digits = handwritten()
    rows = np.rint(vectors * (255 / DARKEST)).astype(np.uint8)
    return Images(rows, 8, 8, labels=[str(digit) for digit in digits], source="scikit-learn's digits")


def picture_images(
    pictures: Sequence[object],
    *,
    side: int = 32,
    colour: bool = False,
    labels: Sequence[str] | None = None,
    source: str = "pictures",
    progress: Progress = silent,
) -> Images:
    """Return any pictures as squares of one size: the middle of each is kept.

    Parameters
    ----------
    pictures
        Paths, Pillow images or `embeddings.pictures.Picture`.
    side
        Pixels of each side.
    colour
        Whether to keep the colours; greys are quicker.

    Raises
    ------
    UserError
        If one cannot be read.
    """
    given = as_pictures(list(pictures))
    rows = np.empty((len(given), side * side * (3 if colour else 1)), np.uint8)
    for place, picture in enumerate(given):
        progress(place, len(given), "reading pictures")
        rows[place] = row_of(picture.image(4 * side), (side, side), colour)
    progress(len(given), len(given), "reading pictures")
    names = [picture.name for picture in given]
    return Images(rows, side, side, 3 if colour else 1, labels, names, source)


def folder_images(folder: str | Path, *, side: int = 32, colour: bool = False, progress: Progress = silent) -> Images:
    """Return the pictures of a folder and of those in it, which name their classes; see `picture_images`.

    Raises
    ------
    UserError
        If there is no such folder, or no picture in it, or one cannot be read.
    """
    root = Path(folder)
    if not root.is_dir():
        raise UserError("No such folder", f"There is no folder “{folder}”", "Check its name.")
    files = sorted(path for path in root.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    if not files:
        raise UserError(
            "No pictures", f"There is no picture in “{root.name}”", "Choose a folder with JPEG or PNG files."
        )
    classes = [path.parent.name if path.parent != root else "" for path in files]
    labels = classes if len(set(classes)) > 1 else None
    return picture_images(files, side=side, colour=colour, labels=labels, source=root.name, progress=progress)


def array_images(pictures: Sequence[np.ndarray], labels: Sequence[str] | None = None, source: str = "arrays") -> Images:
    """Return arrays of uint8, each ``(height, width)`` or ``(height, width, 3)``, as pictures to learn from.

    Raises
    ------
    UserError
        If there are none, or two of them have different sizes.
    """
    sizes = sorted({np.shape(one) for one in pictures})
    if not sizes:
        raise UserError("No pictures", "There is nothing to learn from", "Give at least some pictures.")
    if len(sizes) > 1:
        first, other = (" × ".join(map(str, size)) for size in sizes[:2])
        detail = f"One picture is {first}, another {other}"
        raise UserError("Pictures of different sizes", detail, "Choose a size to which all of them are resized.")
    stacked = np.asarray(pictures, np.uint8)
    height, width, channels = (*stacked.shape[1:], 1)[:3]
    rows = stacked.reshape(len(stacked), height, width, channels).transpose(0, 3, 1, 2).reshape(len(stacked), -1)
    return Images(np.ascontiguousarray(rows), height, width, channels, labels, source=source)


def row_of(image: Image.Image, size: tuple[int, int], colour: bool) -> np.ndarray:
    """Return the middle of a picture, of a width and a height, as a row of bytes, channel by channel."""
    small = ImageOps.fit(image.convert("RGB" if colour else "L"), size, Image.Resampling.BOX)
    pixels = np.asarray(small, np.uint8)
    return (pixels.transpose(2, 0, 1) if colour else pixels).ravel()


def _beside(path: Path) -> Path | None:
    name = path.name.removesuffix(".gz").replace("images", "labels").replace("idx3", "idx1")
    found = (path.with_name(one) for one in (name, f"{name}.gz") if one != path.name)
    return next((one for one in found if one.is_file()), None)


def _read(path: Path, sides: int, what: str, layout: str) -> np.ndarray:
    if not path.is_file():
        raise UserError("No such file", f"There is no file “{path.name}” of {what}", "Check its name and folder.")
    found = sides_of(path)
    if found is None:
        detail = f"“{path.name}” does not begin with the magic number of an idx file (0, 0, type, axes)"
        raise UserError("Not an idx file", detail, f"Choose a file of {what} as MNIST has them, .gz or not.")
    array, shape = array_of(path, path.name, Ask())
    if found != sides or array.dtype != np.uint8:
        size = " × ".join(f"{one:,}" for one in shape)
        detail = f"“{path.name}” holds {size} numbers of type {array.dtype}; {what} are bytes of {layout}"
        raise UserError(f"Not a file of {what}", detail, f"Choose the file of {what}.")
    return array
