"""The letters of a file are read right, whatever its encoding, or its unreadable cells are counted and placed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings import UserError
from embeddings.reading import preview, read

FRENCH = ["Le café crème était “très” bon – naïve", "Où êtes-vous allés, élève ?", "Ça coûte 3 € à l’hôtel"]
RUSSIAN = ["Сегодня хорошая погода, и мы гуляли в парке", "Он не любит читать книги по вечерам"]
POLISH = ["Zażółć gęślą jaźń, proszę", "Gdzie jest dworzec główny?", "Może być, że książka leży tutaj"]
CZECH = ["Příliš žluťoučký kůň úpěl ďábelské ódy", "Kde je nádraží, prosím?", "Můžeš mi říct, kolik je hodin?"]
SPANISH = ["¿Dónde está el niño?", "¡Qué mañana tan bonita!", "¿Cuándo empezó la canción?"]
JAPANESE = ["これは日本語の文章です", "今日は天気がいいので散歩に行きます"]


def table(texts: list[str]) -> str:
    return "text;label\n" + "".join(f"{text};{'ab'[n % 2]}\n" for n, text in enumerate(texts))


@pytest.mark.parametrize("texts", [FRENCH, RUSSIAN, JAPANESE], ids=["French", "Russian", "Japanese"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_by_its_mark(file: Callable[..., Path], encoding: str, texts: list[str]) -> None:
    assert read(file(table(texts), encoding=encoding)).frame["text"].tolist() == texts


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["without a mark", "with a mark"])
def test_utf_16_is_known_by_its_zeros(file: Callable[..., Path], encoding: str, mark: str) -> None:
    path = file(mark + table(FRENCH), encoding=encoding)
    assert read(path).frame["text"].tolist() == FRENCH
    assert "UTF-16" in preview(path).format


@pytest.mark.parametrize(
    ("encoding", "texts", "spoken"),
    [
        ("cp1252", FRENCH, "Windows-1252"),
        ("latin-1", ["Le café crème", "Où êtes-vous", "Ça coûte"], "Windows-1252"),
        ("cp1250", POLISH, "Windows-1250"),
        ("cp1250", CZECH, "Windows-1250"),
        ("cp1252", SPANISH, "Windows-1252"),
        ("mac_roman", FRENCH, "Mac Roman"),
        ("cp1251", RUSSIAN * 5, "CP1251"),
        ("koi8_r", RUSSIAN * 5, "KOI8-R"),
        ("shift_jis", JAPANESE * 2_000, "CP932"),
    ],
)
def test_older_encodings_are_guessed(file: Callable[..., Path], encoding: str, texts: list[str], spoken: str) -> None:
    read_back = read(file(table(texts), encoding=encoding))
    assert read_back.frame["text"].tolist() == texts
    assert spoken in read_back.format
    assert read_back.notes == ()


def test_a_letter_far_beyond_an_ascii_beginning_tells_the_encoding(file: Callable[..., Path]) -> None:
    for encoding in ("cp1252", "utf-8", "mac_roman"):
        path = file(table(["hello again, dear world"] * 20_000 + FRENCH), encoding=encoding)
        assert read(path).frame["text"].tolist()[-3:] == FRENCH


def test_a_stray_byte_does_not_spoil_the_other_letters_and_is_told_of(file: Callable[..., Path]) -> None:
    for marked in (b"", b"\xef\xbb\xbf"):
        read_back = read(file(marked + table(FRENCH).encode() + b"caf\xe9;b\n"))
        assert read_back.frame["text"].tolist() == [*FRENCH, "caf�"]
        assert read_back.notes == ("1 cell with “�” for an unreadable letter, first in row 5, “text”.",)


def test_the_mark_is_no_part_of_the_first_column(file: Callable[..., Path]) -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        assert preview(file(table(FRENCH), encoding=encoding)).columns == ("text", "label")


def test_an_encoding_that_was_guessed_wrong_can_be_given(file: Callable[..., Path]) -> None:
    hungarian = ["Árvíztűrő tükörfúrógép", "Hol van az állomás?"]
    path = file(table(hungarian), encoding="cp1250")
    guessed = preview(path)
    assert guessed.reading == {"encoding": "cp1252"}
    given = {"encoding": "cp1250"}
    assert preview(path, reading=given).rows["text"].tolist() == hungarian
    assert read(path, reading=given).frame["text"].tolist() == hungarian
    assert "Windows-1250" in read(path, reading=given).format
    with pytest.raises(UserError, match="No encoding is called “klingon”"):
        read(path, reading={"encoding": "klingon"})
