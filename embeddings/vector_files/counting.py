"""How many lines a file has, where only its first ones are read: counted without understanding them."""

from __future__ import annotations

from pathlib import Path

MOST_BYTES = 1 << 28  # a larger file takes too long to run through for a preview
BLOCK = 1 << 22


def lines_of(path: Path) -> int | None:
    """Return the number of lines, or None where that would take long or there are empty lines."""
    if path.stat().st_size > MOST_BYTES:
        return None
    count, last = 0, b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if b"\n\n" in last + block or b"\n\r\n" in last + block:
                return None
            count += block.count(b"\n")
            last = block[-2:]
    return count + (not last.endswith(b"\n") and bool(last))


def has_quotation(path: Path) -> bool:
    """Return whether a file has marks of quotation, within which a line may end."""
    with path.open("rb") as file:
        return any(b'"' in block for block in iter(lambda: file.read(BLOCK), b""))
