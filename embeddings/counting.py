"""Numbers of things, and of rows, in a person's sentence."""

NAMED_ROWS = 5


def counted(count: int, thing: str) -> str:
    """Return a number of things in words: “1 row”, “2,000 rows”."""
    return f"{count:,} {thing}{'s' * (count != 1)}"


def listed(numbers: list[int]) -> str:
    """Return the first few numbers as words."""
    return ", ".join(f"{number:,}" for number in numbers[:NAMED_ROWS]) + (" …" if len(numbers) > NAMED_ROWS else "")
