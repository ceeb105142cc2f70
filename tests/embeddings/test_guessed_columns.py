"""The text column and the label column are guessed as a person would choose them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.reading import preview

TABLES = {
    "reviews": (
        "review_id,stars,review,date,verified\n"
        "R1,5,This lamp lights the whole room,2024-01-02,yes\n"
        "R2,1,It broke after two days of use,2024-01-03,no\n"
        "R3,5,A present that my aunt adored,2024-01-03,yes\n"
        "R4,4,Good value and quick delivery,2024-01-05,yes\n",
        ("review", "verified"),
    ),
    "headlines beside their addresses": (
        "url,headline,section\n"
        "https://example.org/news/2024/storm-warning-for-the-coast,Storm warning for the coast,weather\n"
        "https://example.org/news/2024/city-wins-the-cup-at-last,City wins the cup at last,sport\n"
        "https://example.org/news/2024/rain-until-friday-evening,Rain until Friday evening,weather\n"
        "https://example.org/news/2024/striker-signs-for-two-years,Striker signs for two years,sport\n",
        ("headline", "section"),
    ),
    "tickets with long keys": (
        "uuid;note;priority\n"
        "3f2a9bde-acde-4cbe-9bed-abcdefabcdef;Printer jams;high\n"
        "bd1c7afe-bead-4dad-8ace-fedcbafedcba;No sound;low\n"
        "cafebabe-dead-4bee-afad-aabbccddeeff;Screen flickers;high\n"
        "abcdefab-face-4fad-babe-ffeeddccbbaa;Slow start;low\n",
        ("note", "priority"),
    ),
    "products by their usual name": (
        "sku,title,description,category\n"
        "A1,Blue lamp,A lamp of blue glass that stands on any table,light\n"
        "A2,Red lamp,A lamp of red glass that hangs from any ceiling,light\n"
        "A3,Oak chair,A chair of oak with arms and a woven seat,seat\n"
        "A4,Ash stool,A stool of ash that three generations will use,seat\n",
        ("description", "category"),
    ),
    "Japanese": (
        "番号,文,種類\n1,今日は天気がいいので散歩に行きます,天気\n2,昨日は雨が降っていました,天気\n"
        "3,新しい映画を見に行きました,娯楽\n4,音楽を聞くのが大好きです,娯楽\n",
        ("文", "種類"),
    ),
    "words": ("word,kind\nking,person\nqueen,person\napple,food\nbread,food\n", ("word", "kind")),
    "messages without a header": (
        "ham\tI will call you later today\nspam\tWin a prize now\nham\tAre you at home\nham\tSee you at eight\n",
        ("Column 2", "Column 1"),
    ),
    "one text a line": ("The first line of a poem\nThe second line of it\nAnd then the third\n", ("Column 1", None)),
    "a label that always differs": ("text,id\nhello there,1\ngood bye,2\nwell then,3\n", ("text", None)),
    "a label that never differs": ("text,kind\nhello there,a\ngood bye,a\nwell then,a\n", ("text", None)),
    "three rows with a label": ("text,label\nhello there,a\ngood bye,b\nwell then,c\n", ("text", "label")),
    "a text that repeats": (
        "text,number\nhello there,1\nhello there,2\ngood bye,3\nhello there,4\n",
        ("text", None),
    ),
    "codes alone": ("district,lean\nAK-1,R+15\nAL-1,R+28\nAL-2,R+30\n", ("district", None)),
    "numbers alone": ("a,b\n1,2\n3,4\n", (None, None)),
}


@pytest.mark.parametrize(("content", "guesses"), TABLES.values(), ids=TABLES)
def test_text_and_label_are_guessed(
    file: Callable[..., Path], content: str, guesses: tuple[str | None, str | None]
) -> None:
    seen = preview(file(content))
    assert (seen.text, seen.label) == guesses


@pytest.mark.parametrize(
    ("content", "header"),
    [
        ("text,label\nhello there,a\n", True),
        ("name;size\nhello there;3\nbye;4\n", True),
        ("ham,I will call you later\nspam,Win now\nham,See you\n", False),
        ("1,one\n2,two\n3,three\n", False),
        ("year,2018,2019\nsales,1,2\ncosts,3,4\n", True),
        ("hello\nhello\nbye\n", False),
        ("This is my first note\nThis is another\n", False),
        ("animals\nlion\ntiger\n", True),
    ],
)
def test_the_first_row_is_taken_for_names_where_it_looks_like_them(
    file: Callable[..., Path], content: str, header: bool
) -> None:
    assert preview(file(content)).format.endswith("no header") is not header


def test_at_most_500_rows_decide(file: Callable[..., Path]) -> None:
    rows = "".join(f"a note on number {n},{'xy'[n % 2]}\n" for n in range(500))
    seen = preview(file("first,second\n" + rows + "1,a long and winding text of many words\n" * 500))
    assert (seen.text, seen.label) == ("first", "second")
