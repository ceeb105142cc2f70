"""Content keys: a result is named by the content it was made from, never by a file's name or a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

Part: TypeAlias = "str | int | float | bool | np.ndarray | Sequence[Part] | Mapping[str, Part] | None"


def content_key(kind: str, *parts: Part) -> str:
    """Hash parts into a key of 32 hexadecimal digits.

    Arrays count with their shape, dtype and bytes; an integer and an equal float are the same parameter.

    Parameters
    ----------
    kind
        What the key names, such as ``"space"``; two kinds never share a key.
    parts
        What the result depends on.

    Examples
    --------
    >>> content_key("projection", {"neighbours": 15}) == content_key("projection", {"neighbours": 15.0})
    True
    """
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        _feed(digest, part)
    return digest.hexdigest()[:32]


def _feed(digest: hashlib._Hash, part: Part) -> None:
    if isinstance(part, np.ndarray):
        if part.dtype.hasobject:
            raise TypeError("an array of objects has no exact content to hash")
        digest.update(f"|array {part.shape} {part.dtype.str}|".encode())
        digest.update(np.ascontiguousarray(part).data)
    elif isinstance(part, Mapping):
        digest.update(b"|{")
        for name in sorted(part):
            digest.update(b"|" + json.dumps(name).encode() + b":")
            _feed(digest, part[name])
        digest.update(b"}")
    elif isinstance(part, Sequence) and not isinstance(part, str):
        digest.update(f"|[{len(part)}".encode())
        for entry in part:
            _feed(digest, entry)
        digest.update(b"]")
    else:
        if isinstance(part, float) and part.is_integer():
            part = int(part)
        digest.update(b"|" + json.dumps(part, ensure_ascii=False).encode("utf-8", "surrogatepass"))
