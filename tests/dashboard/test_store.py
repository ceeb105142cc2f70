"""What is put into the store comes out as it was, and only under an id."""

import hashlib
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.recipes import GraphRecipe
from dashboard.store import Store
from dashboard.store.files import is_id, sweep, write_json
from embeddings import Space, UserError

ID = "0123456789abcdef"
TRICKS = [
    "../../etc",
    "..",
    ".",
    "",
    "/etc/passwd",
    "abcdefgh/../x",
    "ABCDEF01",
    f"{ID}\n",
    f"{ID}\0",
    "a" * 65,
    "ab",
    "../../../0",
    "dead/../beef",
]
COLUMNS = {
    "whole": [1, 2, 3],
    "large": [2**62 + 1, -(2**62), 0],
    "number": [0.1, np.nan, np.inf],
    "small numbers": np.array([1, 2, 3], np.float32),
    "yes": [True, False, True],
    "perhaps": pd.array([1, None, 3], dtype="Int64"),
    "text": ["é\n\0", "", "🏳 \u202ex\u200b"],
    "text with gaps": ["a", None, "c"],
    "day": pd.to_datetime(["2020-01-01", None, "2021-05-06"]),
    "kind": pd.Categorical(["x", "y", "x"], categories=["z", "y", "x"]),
    "money": [Decimal("1.50"), Decimal("2"), None],
    "bytes": [b"\0\xff", b"", b"c"],
}
AS_TEXT = {
    "mixed": ([1, "b", None], ["1", "b", ""]),
    "lists": ([[1, 2], [], ["x"]], ["[1, 2]", "[]", "['x']"]),
    "complex": ([1j, 2, 3], ["1j", "(2+0j)", "(3+0j)"]),
    "lone surrogates": (pd.Series(["\ud800x", "b", None], dtype=object), ["?x", "b", None]),
}


def space_of(columns: dict[str, object], **more: str) -> Space:
    return Space(np.eye(3, dtype=np.float32), pd.DataFrame(columns), **more)


def test_a_space_comes_back_as_it_was(store: Store) -> None:
    made = Space(
        np.random.default_rng(0).standard_normal((3, 4), dtype=np.float32),
        pd.DataFrame({"text": ["a", "b", "c"], "label": ["x", "y", "x"]}),
        name="Drei Wörter",
        text="text",
        label="label",
        encoder="lsa",
        provenance={"model": "LSA", "terms": 3, "normalised": True},
        notes=("One note.",),
    )
    store.save_space(ID, made)
    found = Store(store.root, shipped=None).space(ID)
    np.testing.assert_array_equal(found.vectors, made.vectors)
    pd.testing.assert_frame_equal(found.items, made.items)
    for part in ("name", "text", "label", "encoder", "provenance", "notes", "key"):
        assert getattr(found, part) == getattr(made, part)


@pytest.mark.parametrize("name", COLUMNS)
def test_an_odd_column_comes_back_as_it_was(store: Store, name: str) -> None:
    made = space_of({name: COLUMNS[name]})
    store.save_space(ID, made)
    pd.testing.assert_frame_equal(store.space(ID).items, made.items)


@pytest.mark.parametrize("name", AS_TEXT)
def test_a_column_that_no_file_can_hold_comes_back_as_text(store: Store, name: str) -> None:
    given, expected = AS_TEXT[name]
    store.save_space(ID, space_of({name: given}))
    found = store.space(ID).items[name]
    assert [None if pd.isna(value) else value for value in found] == expected


def test_columns_whose_names_read_the_same_are_numbered(store: Store) -> None:
    items = pd.DataFrame([[1, 2, 3]] * 3, columns=[1, "1", "1 (2)"])
    store.save_space(ID, Space(np.eye(3, dtype=np.float32), items))
    assert list(store.space(ID).items.columns) == ["1", "1 (2)", "1 (2) (2)"]


def test_vectors_are_opened_memory_mapped_and_read_only(store: Store, small_space: Callable[..., Space]) -> None:
    store.save_space(ID, small_space())
    vectors = store.space(ID).vectors
    assert isinstance(vectors, np.memmap)
    assert not vectors.flags.writeable
    assert store.space(ID) is store.space(ID), "what is open stays open"


def test_many_spaces_may_be_open_one_after_the_other(store: Store, small_space: Callable[..., Space]) -> None:
    for number in range(12):
        store.save_space(f"{number:08x}", small_space(5, seed=number))
    assert [len(store.space(f"{number:08x}")) for number in range(12)] == [5] * 12


def test_the_list_has_the_newest_first(store: Store, small_space: Callable[..., Space]) -> None:
    for number in range(3):
        store.save_space(f"{number:08x}", small_space(5 + number))
    listed = store.spaces()
    assert [space.count for space in listed] == [7, 6, 5]
    assert (listed[0].id, listed[0].name, listed[0].dimensions) == ("00000002", "small", 6)


def test_a_result_comes_back_as_it_was(store: Store) -> None:
    arrays = {"one": np.arange(6, dtype=np.int32).reshape(2, 3), "two": np.array([np.nan, 1], np.float32)}
    store.save_result(ID, arrays, {"reading": "48 %", "notes": []})
    found = store.result(ID)
    assert store.has_result(ID)
    assert found.meta == {"reading": "48 %", "notes": []}
    for name, array in arrays.items():
        np.testing.assert_array_equal(found.arrays[name], array)
        assert isinstance(found.arrays[name], np.memmap)


def test_what_is_kept_first_stays(store: Store, small_space: Callable[..., Space]) -> None:
    store.save_result(ID, {"one": np.ones(2)}, {})
    store.save_result(ID, {"one": np.zeros(2)}, {})
    store.save_space(ID, small_space(5))
    store.save_space(ID, small_space(6))
    assert store.result(ID).arrays["one"].tolist() == [1, 1]
    assert len(store.space(ID)) == 5


def test_an_upload_is_named_by_the_hash_of_its_bytes(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "a file.csv"
    file.write_bytes(b"text\nhello\n" * 300_000)
    added = store.add_file(file)
    again = store.save_upload(io.BytesIO(file.read_bytes()), "another name.csv")
    assert added.id == again.id == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (again.name, again.size) == ("a file.csv", 3_300_000)
    assert store.upload(added.id).path.read_bytes() == file.read_bytes()


def test_a_file_past_the_limit_is_refused_and_nothing_of_it_is_kept(store: Store) -> None:
    with pytest.raises(UserError, match=r"“big\.csv” is larger than 2 MB, the most that this server takes"):
        store.save_upload(io.BytesIO(bytes(3 << 20)), "big.csv", limit=2 << 20)
    assert list((store.root / "uploads").iterdir()) == []
    assert store.save_upload(io.BytesIO(bytes(2 << 20)), "fits.csv", limit=2 << 20).size == 2 << 20


def test_a_stream_that_breaks_off_leaves_nothing(store: Store) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionResetError("the browser went away")
            return super().read(size)

    with pytest.raises(ConnectionResetError, match="went away"):
        store.save_upload(Broken(bytes(3 << 20)), "half.csv")
    assert list((store.root / "uploads").iterdir()) == []


def test_a_recipe_and_a_job_come_back_as_they_were(store: Store) -> None:
    recipe = GraphRecipe(space="words", space_key=ID, k=12)
    store.save_recipe(recipe)
    store.save_job(recipe.key, {"status": "queued"})
    again = Store(store.root, shipped=None)
    assert again.recipe(recipe.key) == recipe
    assert again.job(recipe.key) == {"status": "queued"}
    assert again.job_keys() == [recipe.key]


@pytest.mark.parametrize("name", TRICKS)
def test_an_id_is_never_a_path(store: Store, small_space: Callable[..., Space], name: str) -> None:
    write_json(store.root / "secret.json", {"format": 1})
    assert not is_id(name)
    assert not store.has_space(name)
    assert not store.has_result(name)
    assert store.result(name) is store.recipe(name) is store.job(name) is None
    with pytest.raises(UserError, match="The store has no space"):
        store.space(name)
    with pytest.raises(UserError, match="not in the store"):
        store.upload(name)
    for save in (
        lambda: store.save_space(name, small_space(3)),
        lambda: store.save_result(name, {}, {}),
        lambda: store.save_job(name, {}),
    ):
        with pytest.raises(ValueError, match="is not an id of the store"):
            save()
    assert {path.name for path in store.root.iterdir()} <= {"secret.json", "uploads", "spaces", "results"}


def test_only_old_leftovers_are_swept(store: Store) -> None:
    left = store.root / "spaces" / ".tmp-left"
    left.mkdir(parents=True)
    (left / "vectors.npy").write_bytes(b"half")
    (store.root / "jobs").mkdir()
    (store.root / "jobs" / ".tmp-job").write_text("{")
    assert sweep(store.root) == 0
    assert sweep(store.root, now=left.stat().st_mtime + 4_000) == 2
    assert not left.exists()


def test_a_folder_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match=r"cannot be the folder of the store: .+ Choose another with --store"):
        Store(tmp_path / "file")
