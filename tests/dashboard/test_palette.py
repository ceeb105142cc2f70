"""The palette stays distinct for 77 categories, its first ten for colour-blind eyes too, and both backgrounds bear it.

Distances are in CAM02-UCS, where 1 is about what an eye can just tell apart side by side.
"""

import json
import re

import numpy as np
import pytest
from colorspacious import cspace_convert

from dashboard.palette import FILE, category_colours, sequential, two_ended_scale
from dashboard.palette.build import BACKGROUNDS, contrast, red_green_blue

THEMES = ["light", "dark"]
# Least distances of the first so many, measured when the palette was made, and rounded down a little.
NORMAL = {10: 24, 20: 17, 77: 9, 100: 8}
COLOUR_BLIND = {10: 13, 20: 6, 77: 3}


def seen_by(colours: list[str], eye: str | None) -> np.ndarray:
    numbers = np.stack([red_green_blue(colour) for colour in colours])
    if eye:
        numbers = cspace_convert(numbers, {"name": "sRGB1+CVD", "cvd_type": eye, "severity": 100}, "sRGB1")
    return cspace_convert(numbers.clip(0, 1), "sRGB1", "CAM02-UCS")


def least_distance(colours: list[str], eye: str | None = None) -> float:
    seen = seen_by(colours, eye)
    apart = np.linalg.norm(seen[:, None] - seen[None], axis=2)
    return float(apart[~np.eye(len(seen), dtype=bool)].min())


@pytest.mark.parametrize("theme", THEMES)
def test_there_are_a_hundred_different_colours(theme: str) -> None:
    colours = category_colours(100, theme)
    assert len(set(colours)) == 100
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)
    assert set(json.loads(FILE.read_text())) == set(THEMES)


@pytest.mark.parametrize(("count", "least"), NORMAL.items())
@pytest.mark.parametrize("theme", THEMES)
def test_the_first_so_many_are_told_apart(theme: str, count: int, least: float) -> None:
    assert least_distance(category_colours(count, theme)) >= least


@pytest.mark.parametrize(("count", "least"), COLOUR_BLIND.items())
@pytest.mark.parametrize("eye", ["deuteranomaly", "protanomaly", "tritanomaly"])
@pytest.mark.parametrize("theme", THEMES)
def test_colour_blind_eyes_tell_them_apart(theme: str, eye: str, count: int, least: float) -> None:
    assert least_distance(category_colours(count, theme), eye) >= least


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_stands_out_from_its_background(theme: str) -> None:
    colours = np.stack([red_green_blue(colour) for colour in category_colours(100, theme)])
    for background in BACKGROUNDS[theme]:
        assert contrast(colours, red_green_blue(background)).min() >= 3


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert contrast(np.zeros((1, 3)), np.ones(3)) == pytest.approx(21)
    assert contrast(red_green_blue("#777777")[None], np.ones(3)) == pytest.approx(4.48, abs=0.01)


def test_past_the_last_they_begin_again() -> None:
    colours = category_colours(205, "dark")
    assert colours[:100] == colours[100:200]
    assert colours[200:] == colours[:5]


def test_the_scale_grows_steadily_lighter() -> None:
    lightness = seen_by(sequential(), None)[:, 0]
    assert len(lightness) == 16
    assert (np.diff(lightness) > 2).all()


def test_a_scale_of_two_ends_stands_out_everywhere_and_parts_in_the_middle() -> None:
    colours = np.stack([red_green_blue(colour) for colour in two_ended_scale()])
    for theme in BACKGROUNDS.values():
        for background in theme:
            assert contrast(colours, red_green_blue(background)).min() >= 3
    blueness = colours[:, 2] - colours[:, 0]
    assert (np.diff(blueness) < 0).all(), "from blue to orange without a turn"
    assert np.abs(blueness[7:9]).max() < 0.1, "grey in the middle"
