"""What a file's first bytes tell: whether it is text at all, and in which encoding."""

from __future__ import annotations

import codecs
import unicodedata
from itertools import pairwise

from embeddings.errors import UserError

SIGNATURES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive or an Excel file",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "an SQLite database",
    b"\x93NUMPY": "a NumPy array",
}
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
FOREIGN = {
    "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp1253", "iso8859_7", "cp1255", "iso8859_8", "cp1256", "iso8859_6",
    "cp874", "tis_620", "shift_jis", "cp932", "euc_jp", "iso2022_jp", "gb2312", "gbk", "gb18030", "big5", "big5hkscs",
    "euc_kr", "cp949",
}  # fmt: skip
CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
WESTERN = ("cp1252", "mac_roman")
CENTRAL = frozenset("ŠŤŽŹšťžźŁĄŻłążĽľ")  # where Windows-1252 has signs, or letters that hardly any language there uses
CENTRAL_SHARE = 0.04
OFFERED = ("utf-8", "cp1252", "cp1250", "mac_roman", "iso8859_2", "cp1251", "cp1253", "cp1254", "shift_jis", "gb18030")
STRAY = 10
MOST_CONTROLS = 0.02
MOST_NULS = 0.3


def refuse_binary(head: bytes, name: str) -> None:
    """Refuse what is not text, naming what it is.

    Raises
    ------
    UserError
        If the bytes begin like another kind of file, or hold too many control characters.
    """
    hint = "Save it as CSV or TSV, and add that."
    for signature, kind in SIGNATURES.items():
        if head.startswith(signature):
            raise UserError("Not a table of text", f"“{name}” looks like {kind}", hint)
    if not head.strip():
        raise UserError("An empty file", f"“{name}” has no content", "Choose a file with rows.")
    if any(head.startswith(mark) for mark in MARKS) or utf16_without_mark(head):
        return
    controls = sum(head.count(byte) for byte in CONTROLS) - head.count(0)
    if controls > MOST_CONTROLS * len(head) or head.count(0) > MOST_CONTROLS * len(head):
        raise UserError("Not a table of text", f"“{name}” holds binary data", hint)


def utf16_without_mark(head: bytes) -> str | None:
    """Return the byte order of UTF-16 text without its mark, or None for anything else."""
    sample = head[: len(head) // 2 * 2]
    if not sample:
        return None
    even, odd = sample[::2].count(0) / (len(sample) / 2), sample[1::2].count(0) / (len(sample) / 2)
    if odd > MOST_NULS and even < odd / 10:
        return "utf-16-le"
    if even > MOST_NULS and odd < even / 10:
        return "utf-16-be"
    return None


def encoding_of(head: bytes) -> str:
    """Return the encoding of a text: its mark, else UTF-8 where that fits but for stray bytes, else the likeliest."""
    for mark, encoding in MARKS.items():
        if head.startswith(mark):
            return encoding
    if without_mark := utf16_without_mark(head):
        return without_mark
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return "utf-8"
    except UnicodeDecodeError:
        text = head.decode("utf-8", "replace")
        strange = text.count("\ufffd")
        beyond_ascii = sum(character > "\x7f" for character in text)
        return "utf-8" if beyond_ascii > STRAY * strange else likeliest(head)


def likeliest(head: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8: of another script, else of Windows or the old Mac."""
    from charset_normalizer import from_bytes

    sample = head[:50_000]
    found = from_bytes(sample[: sample.rfind(b"\n") + 1] or sample)
    likely = [match.encoding for match in found if match.chaos == found[0].chaos]
    foreign = next((encoding for encoding in likely if encoding in FOREIGN), None)
    if foreign and (foreign == likely[0] or (likely[0].startswith("mac_") and "cp1252" not in likely)):
        return foreign
    near = ("cp1250", *WESTERN[1:]) if is_central(head) else WESTERN
    return max(near, key=lambda encoding: westernness(head.decode(encoding, "replace")))


def is_central(head: bytes) -> bool:
    """Return whether bytes are rather Windows-1250 than 1252: Polish, Czech and their neighbours, by their own letters.

    Hungarian and Romanian, whose letters are nearly all letters of Windows-1252 too, are not told apart.
    """
    text = head.decode("cp1250", "replace")
    accented = sum(character > "\x7f" and character.isalpha() for character in text)
    within = sum(before.isalpha() and character in CENTRAL for before, character in pairwise(text))  # not “¿Qué”
    return within > CENTRAL_SHARE * accented


def westernness(text: str) -> int:
    """Return how much a text looks like a western language: accents inside words, not signs and capitals."""
    score = 0
    for before, character, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if character.isascii():
            continue
        beside = before.isalpha() or after.isalpha()
        if character == "\ufffd" or unicodedata.category(character) == "Cc":
            score -= 3
        elif character.isupper() and before.islower():
            score -= 2
        elif character.isalpha() or character.isspace() or character in "‘’“”–—…":
            score += beside
        else:
            score -= before.isalpha() and after.isalpha()
    return score


def known(encoding: str) -> str:
    """Return an encoding that was asked for.

    Raises
    ------
    UserError
        If there is none of that name.
    """
    try:
        "".encode(encoding)
    except LookupError:
        detail = f"No encoding is called “{encoding}”"
        raise UserError("No such encoding", detail, "Try utf-8, cp1250, cp1252 or mac_roman.") from None
    return encoding


def spoken(encoding: str) -> str:
    """Return an encoding's name as people write it."""
    names = {
        "utf-8": "UTF-8",
        "utf-8-sig": "UTF-8 with a mark",
        "utf-16": "UTF-16",
        "cp1250": "Windows-1250",
        "cp1252": "Windows-1252",
        "mac_roman": "Mac Roman",
    }
    return names.get(encoding, encoding.upper().replace("_", "-"))
