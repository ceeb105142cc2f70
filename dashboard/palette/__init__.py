"""The colours of the points: distinct for 100 categories on paper and at night, and a scale for numbers.

The first ten are distinct for colour-blind eyes too.

The categorical colours lie in `categorical.json`, made by `python -m dashboard.palette.build`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

Theme = Literal["light", "dark"]
FILE = Path(__file__).with_name("categorical.json")
SCALE_STOPS = 16
TWO_ENDED = ("#2f7fd6", "#85888d", "#cb681d")  # blue and orange, which colour-blind eyes tell apart, by way of grey


@cache
def _categorical() -> dict[str, list[str]]:
    content: dict[str, list[str]] = json.loads(FILE.read_text("ascii"))
    return content


def category_colours(count: int, theme: Theme) -> list[str]:
    """Return `count` colours as ``#rrggbb``; past the last they begin again."""
    colours = _categorical()[theme]
    return [colours[index % len(colours)] for index in range(count)]


@cache
def sequential() -> list[str]:
    """Return the perceptual scale of numbers, dark blue to yellow, as 16 stops that both backgrounds bear."""
    from colorcet import palette

    stops = palette["CET_L20"]
    low, high = int(0.12 * len(stops)), len(stops) - 1
    places = [low + round(step * (high - low) / (SCALE_STOPS - 1)) for step in range(SCALE_STOPS)]
    return [stops[place].lower() for place in places]


def two_ended_scale() -> list[str]:
    """Return the scale of numbers that mean something on either side of zero, blue to grey to orange, as 16 stops."""
    low, middle, high = (np.array([int(stop[part : part + 2], 16) for part in (1, 3, 5)]) for stop in TWO_ENDED)
    places = np.linspace(-1, 1, SCALE_STOPS)
    mixed = [middle + abs(place) * ((high if place > 0 else low) - middle) for place in places]
    return ["#" + "".join(f"{round(float(part)):02x}" for part in colour) for colour in mixed]
