"""What was guessed of a file is shown, and said otherwise in one step: its letters, the row of its header."""

import io

import pytest
from openpyxl import Workbook

from dashboard.add_shown import shown_choices
from dashboard.adding import Choices, first_look
from dashboard.jobs.tasks import run
from dashboard.panels.add_data import recipe_of
from dashboard.recipes import EncodeRecipe
from dashboard.store import Store
from embeddings.progress import silent

HUNGARIAN = "text;label\nÁrvíztűrő tükörfúrógép;a\nHol van az állomás?;b\nKöszönöm szépen;a\n".encode("cp1250")


def workbook() -> bytes:
    made, content = Workbook(), io.BytesIO()
    for row in (["A survey"], ["text", "label"], ["hello there", "a"], ["bye now", "b"], ["well then", "a"]):
        made.active.append(row)
    made.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "guessed", "said", "row"),
    [
        (HUNGARIAN, "a.csv", {"encoding": "cp1252"}, {"encoding": "cp1250"}, ("Árvíztűrő tükörfúrógép", "a")),
        (workbook(), "a.xlsx", {"header_row": 2}, {"header_row": 0}, ("A survey", "")),
    ],
    ids=["letters", "header"],
)
def test_what_is_said_is_shown_and_stays_in_the_recipe(
    store: Store, content: bytes, name: str, guessed: dict, said: dict, row: tuple[str, ...]
) -> None:
    upload = store.save_upload(io.BytesIO(content), name)
    seen = first_look(upload, store)
    assert (seen["preview"]["reading"], seen["reading"]) == (guessed, {})
    again = first_look(upload, store, seen["way"], reading=said)
    assert again["preview"]["rows"][0] == row
    text = again["preview"]["columns"][0]
    recipe = recipe_of(again, Choices(text=text, encoder="lsa"))
    plain = recipe_of(seen, Choices(text=text, encoder="lsa"))
    assert isinstance(recipe, EncodeRecipe)
    assert (recipe.reading, plain.reading) == (said, {})
    assert recipe.key != plain.key
    run(recipe, store, silent)
    assert store.space(recipe.key).items.iloc[0].tolist() == list(row)


def test_only_what_may_be_wrong_is_asked(store: Store) -> None:
    def hidden(content: bytes, name: str, **reading: str) -> tuple[bool, bool]:
        upload = store.save_upload(io.BytesIO(content), name)
        shown = shown_choices(first_look(upload, store, reading=dict(reading)))
        return shown["no_encoding"], shown["no_header"]

    plain = b"text,label\nhello there,a\nbye now,b\n"
    assert hidden(plain, "a.csv") == (True, True)
    assert hidden(plain, "a.csv", encoding="cp1252") == (False, True)
    assert hidden(HUNGARIAN, "a.csv") == (False, True)
    assert hidden(workbook(), "a.xlsx") == (True, False)
