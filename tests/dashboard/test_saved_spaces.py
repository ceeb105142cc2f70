"""A space of the store opens in Python too, without the page."""

from pathlib import Path

import numpy as np
import pytest

from dashboard.store import Store
from embeddings import UserError, builtin, saved


def test_a_stored_space_opens_by_its_folder(tmp_path: Path) -> None:
    words = builtin("words")
    Store(tmp_path).save_space("0123456789abcdef", words)
    again = saved(tmp_path / "spaces" / "0123456789abcdef")
    assert (again.key, again.names, again.text, again.label) == (words.key, words.names, words.text, words.label)
    assert np.array_equal(again.vectors, words.vectors)


def test_a_folder_without_a_space_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no saved space"):
        saved(tmp_path)
