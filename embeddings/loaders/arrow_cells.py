"""The cells of an Arrow column, as text: numbers, moments and nested values as a person reads them."""

from __future__ import annotations

from typing import Any

from embeddings.loaders.cells import as_text, moment_text


def holds_binary(kind: Any) -> bool:
    """Return whether a type is binary, or has binary in it."""
    import pyarrow as pa

    if isinstance(kind, pa.BaseExtensionType):
        return holds_binary(kind.storage_type)
    if pa.types.is_dictionary(kind):
        return holds_binary(kind.value_type)
    is_binary = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary, pa.types.is_binary_view)
    if any(test(kind) for test in is_binary):
        return True
    return any(holds_binary(kind.field(place).type) for place in range(kind.num_fields))


def texts(column: Any) -> list[str]:
    """Return the cells of a column as text; what is missing is empty."""
    import pyarrow as pa

    kind = column.type
    if isinstance(kind, pa.BaseExtensionType):
        return texts(column.storage)
    if pa.types.is_dictionary(kind):
        return texts(column.dictionary_decode())
    if pa.types.is_timestamp(kind):
        return [moment_text(cell) for cell in strings(column)]
    if pa.types.is_float32(kind):  # as a Python number it would show digits that it does not have
        return [as_text(None if cell is None else float(cell)) for cell in column.cast(pa.string()).to_pylist()]
    is_written = ("string", "large_string", "string_view", "integer", "boolean", "date", "decimal")
    if any(getattr(pa.types, f"is_{name}")(kind) for name in is_written):
        return strings(column)
    return [value_text(value) for value in column]


def value_text(value: Any) -> str:
    """Return an Arrow value as text, as Arrow writes it where Python has nothing like it."""
    try:
        return as_text(value.as_py())
    except (ValueError, OverflowError):  # a moment that Python's calendar does not hold
        if hasattr(value, "items"):
            return as_text({name: value_text(part) for name, part in value.items()})
        return value_text(value.cast("string"))


def strings(column: Any) -> list[str]:
    """Return the cells of a column that Arrow itself writes well; bytes that are no letters become “�”."""
    import pyarrow as pa

    try:
        return [cell or "" for cell in column.cast(pa.string()).to_pylist()]
    except UnicodeDecodeError:
        return [(cell or b"").decode("utf-8", "replace") for cell in column.cast(pa.large_binary()).to_pylist()]
