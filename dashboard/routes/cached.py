"""Answers that never change under their address: an ETag, a long life, and compression where it helps."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any

from flask import Response, request

FOREVER = "private, max-age=31536000, immutable"
REVALIDATED = "private, no-cache"
WORTH_COMPRESSING = 1024


def binary(
    content: bytes, etag: str, *, compress: bool = True, headers: dict[str, str] | None = None, life: str = FOREVER
) -> Response:
    """Answer with bytes that this address will always give, or for as long as `life` says."""
    return _answer(content, "application/octet-stream", etag, life, compress, headers or {})


def picture(content: bytes, kind: str, etag: str, life: str = FOREVER) -> Response:
    """Answer with a picture that this address will always give, or for as long as `life` says; it is compressed already."""
    return _answer(content, kind, etag, life, False, {})


def json_answer(content: Any) -> Response:
    """Answer with JSON that is sent again only when it differs, be it by another version of this program."""
    encoded = json.dumps(content, ensure_ascii=True).encode()
    return _answer(encoded, "application/json", tag_of(encoded), REVALIDATED, True, {})


def tag_of(content: bytes) -> str:
    """Return a tag that equal content alone has."""
    return hashlib.sha256(content).hexdigest()[:32]


def _answer(content: bytes, kind: str, etag: str, life: str, compress: bool, headers: dict[str, str]) -> Response:
    if etag in request.if_none_match:
        response = Response(status=304)
    else:
        accepted = compress and "gzip" in request.headers.get("Accept-Encoding", "")
        if accepted and len(content) >= WORTH_COMPRESSING:
            response = Response(gzip.compress(content, compresslevel=1), mimetype=kind)
            response.headers["Content-Encoding"] = "gzip"
        else:
            response = Response(content, mimetype=kind)
    response.set_etag(etag)
    response.headers["Cache-Control"] = life
    response.headers["Vary"] = "Accept-Encoding"
    response.headers.update(headers)
    return response
