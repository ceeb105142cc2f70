"""Data URLs (RFC 2397): a whole picture written into a cell, as `data:image/png;base64,…`."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_to_bytes

from embeddings.pictures.opening import RefusedError

BEGINS = "data:"


def is_data_url(cell: str) -> bool:
    """Return whether a cell begins like a data URL of a picture."""
    return cell[:32].strip().lower().startswith(("data:image/", "data:;base64", "data:application/octet-stream"))


def decoded(cell: str) -> bytes:
    """Return the bytes that a data URL holds.

    Examples
    --------
    >>> decoded("data:image/gif;base64,R0lGODlh")
    b'GIF89a'

    Raises
    ------
    RefusedError
        If it holds none.
    """
    head, comma, body = cell.strip().partition(",")
    if not comma or not head.lower().startswith(BEGINS):
        raise RefusedError("the cell is no data URL, as those of other rows are")
    plain = unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return plain
    compact = b"".join(plain.split()).translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return base64.b64decode(compact + b"=" * (-len(compact) % 4), validate=True)
    except binascii.Error as error:
        raise RefusedError("its data URL is damaged") from error
