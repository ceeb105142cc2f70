"""Controls drawn from the fields of a projection or an encoder: label, range and help come from its module."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import dash_mantine_components as dmc
from dash.development.base_component import Component
from pydantic import TypeAdapter

from dashboard import ids

WAIT = 400  # milliseconds


def select(**properties: Any) -> Component:
    """Return a labelled menu of which one entry is always chosen."""
    return dmc.Select(
        **{
            "allowDeselect": False,
            "checkIconPosition": "right",
            "comboboxProps": {"shadow": "md", "keepMounted": False},
            "attributes": {"input": {"role": "combobox"}},
            "maxDropdownHeight": 320,
        }
        | properties
    )


def parameter_schema(cls: type) -> dict[str, dict[str, object]]:
    """Return the JSON schema of each parameter of a registered class, by name."""
    properties: dict[str, dict[str, object]] = TypeAdapter(cls).json_schema().get("properties", {})
    return {field.name: properties[field.name] for field in fields(cls)}


def parameter_controls(of: str, cls: type, part: str = "parameter", wait: int | bool = WAIT) -> list[Component]:
    """Return one labelled control for each parameter of what is registered as `of`; `part` keeps their ids apart.

    A parameter whose schema says that it is not `drawn` has a place of its own on the page.

    What is typed counts after `wait` milliseconds, or at once where that is False: a button reads it then.
    """
    schemas = [(name, schema) for name, schema in parameter_schema(cls).items() if schema.get("drawn", True)]
    return [_control(ids.parameter(of, name, part), name, schema, wait) for name, schema in schemas]


def _control(control_id: dict[str, str], name: str, schema: dict[str, object], wait: int | bool) -> Component:
    common = {
        "id": control_id,
        "label": schema.get("title", name),
        "description": schema.get("description"),
        "size": "xs",
    }
    if choices := _choices(schema):
        return select(data=choices, value=str(schema.get("default") or ""), **common)
    if "spaces" in schema:
        return select(data=[], value=schema.get("default"), searchable=True, **common)
    if schema.get("type") == "string":
        return dmc.TextInput(value=str(schema.get("default") or ""), debounce=wait, **common)
    number = _number(schema)
    low, high = number.get("minimum", number.get("exclusiveMinimum")), number.get("maximum")
    whole = number.get("type") == "integer"
    step = schema.get("step", 1 if whole else 0.05)
    return dmc.NumberInput(
        value=schema.get("default") if schema.get("default") is not None else "",
        placeholder="automatic",
        min=low,
        max=high,
        step=step,
        allowDecimal=not whole,
        debounce=wait,
        **common,
    )


def asks_first(cls: type) -> bool:
    """Return whether a class has a parameter that most people want to choose: one whose entries have words of their own."""
    return any(schema.keys() & {"labels", "spaces"} for schema in parameter_schema(cls).values())


def _choices(schema: dict[str, object]) -> list[dict[str, str]]:
    values, labels = schema.get("enum"), schema.get("labels")
    words = labels if isinstance(labels, dict) else {}
    return (
        [{"value": str(value), "label": words.get(value, str(value))} for value in values]
        if isinstance(values, list)
        else []
    )


def _number(schema: dict[str, object]) -> dict[str, object]:
    options = schema.get("anyOf")
    if isinstance(options, list):
        return next(option for option in options if option.get("type") != "null")
    return schema
