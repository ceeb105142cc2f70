"""Writing over a space in the store: two writers lose nothing, every change can be taken back, nothing is half-written."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import annotating
from dashboard.annotating import add_column, delete_column, label_items, redo, rename_column, revert, undo, write_column
from dashboard.jobs.tasks import run
from dashboard.recipes import SubsetRecipe
from dashboard.services import Services
from dashboard.spaces import bare_space, columns_version, open_space
from dashboard.store import Store
from dashboard.store.versions import KEPT_STEPS
from embeddings import Space, UserError


@pytest.fixture
def space_id(store: Store, small_space: Callable[..., Space]) -> str:
    space = small_space()
    store.save_space(space.key, space)
    return space.key


def cells(store: Store, space_id: str, name: str = "mine") -> dict[int, str]:
    column = open_space(space_id, store).items[name]
    return {int(index): str(value) for index, value in column.items() if not pd.isna(value)}


def test_labels_are_there_after_a_restart_and_the_key_is_the_same(store: Store, space_id: str) -> None:
    add_column(store, space_id, "mine")
    label_items(store, space_id, "mine", [3, 1, 3], "  odd  ones ")
    again = Store(store.root, shipped=None)
    assert cells(again, space_id) == {1: "odd ones", 3: "odd ones"}
    assert open_space(space_id, again).key == space_id
    assert "mine" not in bare_space(space_id, again).items


def test_a_built_in_space_can_be_written_over(store: Store) -> None:
    label_items(store, "words", "mine", range(5), "first", create=True)
    assert cells(store, "words") == dict.fromkeys(range(5), "first")


def test_a_column_of_its_own_is_covered_and_restored(store: Store, space_id: str) -> None:
    own = open_space(space_id, store).items["group"].tolist()
    label_items(store, space_id, "group", [0], "moved")
    assert open_space(space_id, store).items["group"].tolist() == ["moved", *own[1:]]
    assert annotating.about_annotations(space_id, store)["written"] == [{"name": "group", "own": True}]
    delete_column(store, space_id, "group")
    assert open_space(space_id, store).items["group"].tolist() == own


def test_every_change_is_taken_back_and_made_again_in_order(store: Store, space_id: str) -> None:
    add_column(store, space_id, "mine")
    label_items(store, space_id, "mine", [1, 2], "a")
    label_items(store, space_id, "mine", [2, 3], "b")
    rename_column(store, space_id, "mine", "yours")
    undo(store, space_id)
    assert cells(store, space_id) == {1: "a", 2: "b", 3: "b"}
    undo(store, space_id)
    assert cells(store, space_id) == {1: "a", 2: "a"}
    redo(store, space_id)
    redo(store, space_id)
    assert cells(store, space_id, "yours") == {1: "a", 2: "b", 3: "b"}
    assert redo(store, space_id) is None
    for _ in range(4):
        undo(store, space_id)
    assert undo(store, space_id) is None
    assert "mine" not in open_space(space_id, store).items


def test_a_deleted_column_comes_back(store: Store, space_id: str) -> None:
    label_items(store, space_id, "mine", [4], "a", create=True)
    number = delete_column(store, space_id, "mine")
    assert number is not None
    revert(store, space_id, number)
    assert cells(store, space_id) == {4: "a"}


def test_taking_ones_own_change_back_leaves_the_others(store: Store, space_id: str) -> None:
    other = Store(store.root, shipped=None)
    mine = label_items(store, space_id, "mine", [1, 2], "a", create=True)
    label_items(other, space_id, "mine", [2, 5], "theirs")
    assert mine is not None
    back = revert(store, space_id, mine)
    assert cells(store, space_id) == {2: "theirs", 5: "theirs"}
    assert back is not None
    revert(store, space_id, back)
    assert cells(store, space_id) == {1: "a", 2: "theirs", 5: "theirs"}


def test_what_changes_nothing_is_no_step(store: Store, space_id: str) -> None:
    label_items(store, space_id, "mine", [1], "a", create=True)
    before = columns_version(space_id, store)
    assert label_items(store, space_id, "mine", [1], "a") is None
    assert columns_version(space_id, store) == before


def write_often(root: Path, space_id: str, writer: int) -> None:
    store = Store(root, shipped=None)
    for round_ in range(5):
        label_items(store, space_id, "mine", [5 * writer + round_], f"writer {writer}", create=True)


def test_writers_in_several_processes_lose_nothing(store: Store, space_id: str) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_often, args=(store.root, space_id, writer)) for writer in range(3)]
    for process in writers:
        process.start()
    for process in writers:
        process.join(120)
    assert [process.exitcode for process in writers] == [0, 0, 0]
    assert cells(store, space_id) == {item: f"writer {item // 5}" for item in range(15)}
    assert columns_version(space_id, store) == 15


def test_history_is_bounded_and_no_file_is_left_behind(store: Store, space_id: str) -> None:
    for step in range(KEPT_STEPS * 2 + 10):
        label_items(store, space_id, "mine", [step % 30], f"label {step}", create=True)
    (place,) = (folder for folder in store.annotations.folder.iterdir() if folder.is_dir())
    assert len(list(place.glob("*.json"))) <= KEPT_STEPS + 2
    assert list(store.annotations.folder.glob(".tmp-*")) == []
    for _ in range(KEPT_STEPS):
        assert undo(store, space_id)
    assert undo(store, space_id) is None
    with pytest.raises(UserError, match="no longer kept"):
        revert(store, space_id, 3)


def test_a_damaged_version_and_a_damaged_column_count_as_absent(store: Store, space_id: str) -> None:
    label_items(store, space_id, "mine", [1], "a", create=True)
    label_items(store, space_id, "other", [1], "a", create=True)
    (place,) = (folder for folder in store.annotations.folder.iterdir() if folder.is_dir())
    newest = max(place.glob("*.json"))
    newest.write_bytes(newest.read_bytes()[:20])
    assert "other" not in open_space(space_id, Store(store.root, shipped=None)).items
    for file in (place / "values").iterdir():
        file.write_bytes(b"PAR1 and nothing else")
    assert list(open_space(space_id, Store(store.root, shipped=None)).items.columns) == ["text", "group"]
    label_items(Store(store.root, shipped=None), space_id, "mine", [2], "b", create=True)
    assert cells(store, space_id) == {2: "b"}


REFUSED: dict[str, tuple[Callable[[Store, str], object], str]] = {
    "a name that is taken": (lambda store, key: add_column(store, key, "Group"), "There is a column “Group” already"),
    "no name": (lambda store, key: add_column(store, key, " "), "needs a name"),
    "a copy of nothing": (lambda store, key: add_column(store, key, "mine", "absent"), "no column “absent”"),
    "no items": (lambda store, key: label_items(store, key, "group", [], "a"), "Nothing is selected"),
    "an item that is not there": (lambda store, key: label_items(store, key, "group", [0, 30], "a"), "no item 30"),
    "an item before the first": (lambda store, key: label_items(store, key, "group", [-1, 3], "a"), "no item -1"),
    "a label that is too long": (lambda store, key: label_items(store, key, "group", [0], "x" * 201), "201 letters"),
    "the text itself": (lambda store, key: label_items(store, key, "text", [0], "a"), "vectors were made from"),
    "no such column": (lambda store, key: label_items(store, key, "mine", [0], "a"), "no column “mine”"),
    "a new name for its own": (lambda store, key: rename_column(store, key, "group", "b"), "came with the data"),
    "nothing to restore": (lambda store, key: delete_column(store, key, "group"), "Nobody has changed “group”"),
    "nothing to delete": (lambda store, key: delete_column(store, key, "mine"), "no column “mine”"),
    "too few values": (lambda store, key: write_column(store, key, "mine", ["a"]), "1 values, and “small” has 30"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_will_not_do_is_refused_in_words(case: str, store: Store, space_id: str) -> None:
    act, said = REFUSED[case]
    with pytest.raises(UserError, match=said):
        act(store, space_id)
    assert columns_version(space_id, store) == 0


def test_a_tool_writes_a_column_of_numbers_and_a_person_mends_it(store: Store, space_id: str) -> None:
    write_column(store, space_id, "score", [index / 2 for index in range(30)], "number")
    label_items(store, space_id, "score", [0], "7.5")
    label_items(store, space_id, "score", [1], "")
    assert open_space(space_id, store).items["score"].head(3).isna().tolist() == [False, True, False]
    assert open_space(space_id, store).items["score"][0] == 7.5
    with pytest.raises(UserError, match="“score” holds numbers, and “high” is none"):
        label_items(store, space_id, "score", [0], "high")


def test_the_routes_tell_of_a_written_column_and_never_keep_what_it_was(
    client: FlaskClient, services: Services
) -> None:
    items = pd.DataFrame({"text": [f"item {index}" for index in range(40)], "group": ["a", "b"] * 20})
    space = Space(np.eye(40, 3, dtype=np.float32) + 1, items, name="written", text="text", label="group")
    services.store.save_space(space.key, space)
    at = f"/api/spaces/{space.key}"
    before = client.get(f"{at}/columns/1")
    told = client.post(f"{at}/annotations", json={"do": "label", "name": "group", "indices": [0], "value": "z"}).json
    assert (told["number"], told["space"]["version"]) == (1, 1)
    assert told["space"]["undo"] == "“z” for 1 item in “group”"
    after = client.get(f"{at}/columns/1", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert [one["value"] for one in after.json["categories"]] == ["b", "a", "z"]
    assert "immutable" not in client.get(before.json["values"]).headers["Cache-Control"]
    assert "immutable" in client.get(after.json["values"]).headers["Cache-Control"]
    assert ["group", "z"] in client.get(f"{at}/items/0").json["rows"]
    assert client.get(f"{at}/items.csv").data.decode().splitlines()[1] == "item 0,z"
    back = client.post(f"{at}/annotations", json={"do": "revert", "number": 1}).json
    assert (back["space"]["undo"], back["space"]["redo"]) == (None, "“z” for 1 item in “group”")
    assert ["group", "a"] in client.get(f"{at}/items/0").json["rows"]


@pytest.mark.parametrize(
    "body", [None, {}, {"do": "burn"}, {"do": "label", "name": "group"}, {"do": "revert", "number": 0}]
)
def test_what_says_no_change_is_refused(client: FlaskClient, body: object) -> None:
    reply = client.post("/api/spaces/words/annotations", json=body)
    assert (reply.status_code, reply.json["title"]) == (422, "Which change?")


def test_a_space_of_some_items_takes_over_what_was_written(store: Store, space_id: str) -> None:
    label_items(store, space_id, "mine", [2, 5], "a", create=True)
    recipe = SubsetRecipe(parent=space_id, parent_key=space_id, parent_name="small", indices=(1, 2, 5))
    run(recipe, store, lambda *_: None)
    assert cells(store, recipe.key) == {1: "a", 2: "a"}
    assert "mine" not in bare_space(recipe.key, store).items
    assert undo(store, recipe.key) is None
