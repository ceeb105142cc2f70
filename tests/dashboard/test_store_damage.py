"""What is damaged counts as absent, says so once, and is made again."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.store import Store
from embeddings import Space, UserError

ID = "0123456789abcdef"


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def remove(file: Path) -> None:
    file.unlink()


def overwrite(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04 this is something else " * 40)


def nonsense(file: Path) -> None:
    file.write_text('{"format": 1, "arrays": 7, "name": 5, "shape": null}')


def from_the_future(file: Path) -> None:
    file.write_text(file.read_text().replace('"format": 1', '"format": 99'))


BREAK = [cut, empty, remove, overwrite]
BREAK_JSON = [*BREAK, nonsense, from_the_future]


@pytest.mark.parametrize("harm", BREAK)
@pytest.mark.parametrize("file", ["vectors.npy", "items.parquet"])
def test_a_damaged_space_says_so_and_is_made_again(
    store: Store, small_space: Callable[..., Space], file: str, harm: Callable[[Path], None]
) -> None:
    store.save_space(ID, small_space(300))
    harm(store.root / "spaces" / ID / file)
    again = Store(store.root, shipped=None)
    with pytest.raises(UserError, match=r"The space is damaged.+Reload the page to make it again"):
        again.space(ID)
    assert not again.has_space(ID)
    assert again.spaces() == []
    again.save_space(ID, small_space(300))
    assert len(again.space(ID)) == 300


@pytest.mark.parametrize("harm", BREAK_JSON)
def test_a_space_without_its_description_is_absent_and_is_made_again(
    store: Store, small_space: Callable[..., Space], harm: Callable[[Path], None]
) -> None:
    store.save_space(ID, small_space(5))
    harm(store.root / "spaces" / ID / "space.json")
    again = Store(store.root, shipped=None)
    assert not again.has_space(ID)
    assert again.spaces() == []
    with pytest.raises(UserError, match="The store has no space"):
        again.space(ID)
    again.save_space(ID, small_space(6))
    assert len(again.space(ID)) == 6


def test_a_space_whose_items_are_of_another_is_damaged(store: Store, small_space: Callable[..., Space]) -> None:
    store.save_space(ID, small_space(5))
    pd.DataFrame({"other": [1, 2]}).to_parquet(store.root / "spaces" / ID / "items.parquet")
    with pytest.raises(UserError, match="The space is damaged"):
        Store(store.root, shipped=None).space(ID)


@pytest.mark.parametrize(
    ("file", "harm"),
    [("one.npy", harm) for harm in BREAK] + [("result.json", harm) for harm in BREAK_JSON],
)
def test_a_damaged_result_is_absent_and_is_made_again(store: Store, file: str, harm: Callable[[Path], None]) -> None:
    store.save_result(ID, {"one": np.arange(500)}, {"note": 1})
    harm(store.root / "results" / ID / file)
    assert store.result(ID) is None
    assert not store.has_result(ID)
    store.save_result(ID, {"one": np.arange(3)}, {"note": 2})
    assert store.result(ID).meta == {"note": 2}
    assert store.result(ID).arrays["one"].tolist() == [0, 1, 2]


def test_a_damaged_result_of_the_program_is_made_again_in_the_store(tmp_path: Path) -> None:
    shipped = tmp_path / "shipped"
    Store(tmp_path / "made", shipped=None).save_result(ID, {"one": np.arange(500)}, {})
    (tmp_path / "made" / "results").rename(shipped)
    store = Store(tmp_path / "store", shipped=shipped)
    assert store.has_result(ID)
    cut(shipped / ID / "one.npy")
    assert not store.has_result(ID)
    store.save_result(ID, {"one": np.arange(3)}, {})
    assert store.result(ID).arrays["one"].tolist() == [0, 1, 2]
    assert (shipped / ID / "one.npy").is_file(), "what came with the program is only read"


@pytest.mark.parametrize(("file", "harm"), [("data", cut), ("data", remove)] + [("upload.json", h) for h in BREAK])
def test_a_damaged_upload_is_absent_and_can_be_given_again(
    store: Store, tmp_path: Path, file: str, harm: Callable[[Path], None]
) -> None:
    given = tmp_path / "notes.csv"
    given.write_text("text\nhello\n")
    upload = store.add_file(given)
    harm(upload.path.parent / file)
    with pytest.raises(UserError, match=r"The file is gone.+Add the file again"):
        store.upload(upload.id)
    assert store.add_file(given) == upload
    assert store.upload(upload.id).path.read_text() == "text\nhello\n"


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", "null", "7", '{"kind": "spell"}', "\ud7ff"])
def test_a_damaged_recipe_or_job_is_absent(store: Store, content: str) -> None:
    for folder in ("recipes", "jobs"):
        (store.root / folder).mkdir()
        (store.root / folder / f"{ID}.json").write_text(content, "utf-8")
    assert store.recipe(ID) is None
    assert store.job(ID) is None or store.job(ID) == {"kind": "spell"}
