"""An encode that is killed goes on where it was: no item is encoded twice, and damage is noticed."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from embeddings.encoders.colour_histogram import ColourHistogram
from embeddings.encoding import _in_blocks
from embeddings.progress import Progress, silent
from embeddings.shards import Block, Shards
from embeddings.tally import Tally, merged, tallied

ITEMS = [f"item {number}" for number in range(10)]


class Counting(ColourHistogram):
    """An encoder that remembers what it saw."""

    seen: ClassVar[list[str]] = []

    def encode(self, items: Sequence[str], progress: Progress) -> tuple[np.ndarray, dict, list[str]]:
        progress(0, len(items), "counting")
        self.seen.extend(items)
        progress(len(items), len(items), "counting")
        vectors = np.array([[len(item), int(item[5:])] for item in items], np.float32)
        return vectors, {"model": "counting"}, tallied(1, len(items), "item is first", "items are first")


def test_each_item_is_seen_once_when_it_is_stopped_and_started_again(tmp_path: Path) -> None:
    encoder, keep, told = Counting(), Shards(tmp_path / "kept", block=3), []
    encoder.seen.clear()

    def stop(done: int, total: int, message: str) -> None:
        if done == 6 and len(encoder.seen) == 6 and told.count(6):
            raise KeyboardInterrupt("killed")
        told.append(done)

    with pytest.raises(KeyboardInterrupt, match="killed"):
        _in_blocks(encoder, ITEMS, stop, keep)
    told.clear()
    vectors, about, notes, _ = _in_blocks(
        encoder, ITEMS, lambda *step: told.append(step[0]), Shards(keep.folder, block=3)
    )
    assert encoder.seen == ITEMS
    assert vectors[:, 1].tolist() == list(range(10))
    assert (about, notes) == ({"model": "counting"}, ["4 of 10 items are first."])
    assert told == sorted(told)
    assert told[-1] == 10
    keep.remove()
    assert not keep.folder.exists()


def test_a_block_that_is_damaged_or_of_another_length_is_made_again(tmp_path: Path) -> None:
    keep = Shards(tmp_path, block=3)
    keep.put(0, 3, Block(np.ones((3, 2), np.float32), {}, []))
    assert keep.get(0, 3) is not None
    assert keep.get(0, 2) is None
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-40])
    assert keep.get(0, 3) is None
    encoder = Counting()
    encoder.seen.clear()
    _in_blocks(encoder, ITEMS[:3], silent, keep)
    assert encoder.seen == ITEMS[:3]


def test_notes_of_blocks_are_added() -> None:
    kind = ("text is long", "texts are long")
    assert merged([(5, [Tally(1, 5, *kind), "Odd."]), (4, [Tally(2, 4, *kind), "Odd."])]) == [
        "3 of 9 texts are long.",
        "Odd.",
    ]
