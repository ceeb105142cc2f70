"""What nobody needs any more is removed when the store is opened: old uploads, old blocks; nothing else."""

import io
import os
import time
from pathlib import Path

import numpy as np
import pytest

from dashboard.recipes import EncodeRecipe, VectorsRecipe
from dashboard.store import Store
from embeddings import UserError
from embeddings.galleries import Gallery
from embeddings.shards import Block

DAY = 24 * 3600


def aged(path: Path, days: float) -> None:
    """Make a folder look as if it was last written to so many days ago."""
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def given(store: Store, content: str, days: float) -> str:
    upload = store.save_upload(io.BytesIO(content.encode()), "some.csv")
    aged(upload.path.parent, days)
    return upload.id


def there(store: Store, upload: str) -> bool:
    try:
        return bool(store.upload(upload))
    except UserError:
        return False


def test_an_upload_that_nothing_names_goes_after_a_week(store: Store) -> None:
    old, young = given(store, "old", 8), given(store, "young", 6)
    again = Store(store.root, shipped=None)
    assert [there(again, one) for one in (old, young)] == [False, True]
    assert not (store.root / "uploads" / old).exists()


def test_what_a_recipe_or_a_gallery_names_stays_for_ever(store: Store) -> None:
    text, vectors, metadata, archive = (given(store, name, 400) for name in ("text", "vectors", "metadata", "archive"))
    store.save_recipe(EncodeRecipe(upload=text, name="n", text="text", encoder="lsa"))
    store.save_recipe(VectorsRecipe(upload=vectors, name="n", metadata=metadata))
    place = str(store.root / "uploads" / archive / "data")
    store.save_gallery(Gallery("archive", place, ("picture",), (), (), "picture", None))
    again = Store(store.root, shipped=None)
    assert all(there(again, one) for one in (text, vectors, metadata, archive))


def test_what_a_recipe_of_another_version_names_stays_too(store: Store) -> None:
    upload = given(store, "text", 400)
    folder = store.root / "recipes"
    folder.mkdir()
    (folder / "0123456789abcdef.json").write_text(f'{{"kind": "of tomorrow", "file": ["{upload}"]}}')
    assert there(Store(store.root, shipped=None), upload)


def test_a_file_that_is_given_again_is_new_again(store: Store) -> None:
    upload = given(store, "text", 8)
    store.save_upload(io.BytesIO(b"text"), "again.csv")
    assert there(Store(store.root, shipped=None), upload)


@pytest.mark.parametrize(("days", "left"), [(31, False), (29, True)])
def test_blocks_of_an_encode_that_was_given_up_go_after_a_month(store: Store, days: float, left: bool) -> None:
    keep = store.shards("ab" * 16)
    keep.put(0, 1, Block(np.ones((1, 2), np.float32), {}, []))
    aged(keep.folder, days)
    again = Store(store.root, shipped=None)
    assert (again.shards("ab" * 16).get(0, 1) is not None) == left
