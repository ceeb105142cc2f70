"""Reading word vectors: our loaders beside gensim's, on 20,000 made words and on real files where they are."""

import tempfile
from pathlib import Path

import numpy as np

from benchmarks.data import SHARED
from benchmarks.timing import median_seconds, milliseconds, table
from embeddings import load

WORDS, DIMENSIONS = 20_000, 300
TWITTER = SHARED / "words" / "vectors" / "glove.twitter.27B.25d.subset11925.txt"


def written(folder: Path) -> tuple[Path, Path]:
    """Write the same words as word2vec text and as word2vec binary."""
    vectors = np.random.default_rng(0).normal(size=(WORDS, DIMENSIONS)).astype(np.float32)
    text, binary = folder / "words.vec", folder / "words.bin"
    head = f"{WORDS} {DIMENSIONS}\n"
    rows = (f"word{place} " + " ".join(f"{value:.6f}" for value in row) for place, row in enumerate(vectors))
    text.write_text(head + "\n".join(rows) + "\n")
    binary.write_bytes(
        head.encode() + b"".join(b"word%d " % place + row.tobytes() for place, row in enumerate(vectors))
    )
    return text, binary


def compared(kind: str, path: Path, options: dict[str, bool]) -> list[str]:
    """Return the row of one file."""
    from gensim.models import KeyedVectors

    def theirs() -> KeyedVectors:
        return KeyedVectors.load_word2vec_format(str(path), **options)

    quick, plain = median_seconds(lambda: load(path), repeats=3), median_seconds(theirs, repeats=3)
    same = "yes" if np.array_equal(theirs().vectors, load(path).vectors) else "no"
    return [kind, milliseconds(quick), milliseconds(plain), f"{plain / quick:.1f}×", same]


def main() -> None:
    """Time both on each format, and say whether they read the same."""
    with tempfile.TemporaryDirectory() as folder:
        text, binary = written(Path(folder))
        files = [("word2vec text", text, {}), ("word2vec binary", binary, {"binary": True})]
        if TWITTER.exists():
            files.append(("GloVe, 11,925 × 25", TWITTER, {"no_header": True}))
        rows = [compared(kind, path, options) for kind, path, options in files]
    table([f"{WORDS:,} × {DIMENSIONS}", "embeddings.load", "gensim", "ratio", "the same vectors"], rows)
