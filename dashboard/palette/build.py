"""Make `categorical.json` again: `python -m dashboard.palette.build` (needs `colorspacious`, a development library).

The first ten begin at Okabe and Ito's colours and their kin, and move as little as it takes for the closest two of
them to lie as far apart as can be for normal and for colour-blind eyes. The others follow one by one, each as far as
can be from all before it (Glasbey et al., 2007), in CAM02-UCS. Every colour has a contrast of 3 to its background.
"""

from __future__ import annotations

import json

import numpy as np

from dashboard.palette import FILE

COUNT = 100
LEAST_CONTRAST = 3.05
BACKGROUNDS = {"light": ("#fbfbf9", "#ffffff"), "dark": ("#0f1216", "#161a20")}
BEGINNINGS = {
    "light": [
        "#0072b2",
        "#d55e00",
        "#009e73",
        "#cc79a7",
        "#b58900",
        "#4aa8dd",
        "#7b4fb5",
        "#8c564b",
        "#3f3f46",
        "#7a9a01",
    ],
    "dark": [
        "#3d9be0",
        "#f07f2e",
        "#1fc795",
        "#e59ac4",
        "#f0d23c",
        "#8fd3f7",
        "#ad86e8",
        "#c08a7a",
        "#c9ccd3",
        "#b4d433",
    ],
}
EYES = (None, "deuteranomaly", "protanomaly", "tritanomaly")  # at severity 100: -anopia
STEPS = 25  # of red, green and blue: 15,625 colours to choose from
CHROMA = (12, 42)  # neither the grey of a missing value nor a glare
LIGHTNESS = (25, 94)  # neither black nor white, whose hue nobody sees
NEARNESS = 20  # how far each of the first ten may move
FIRST_WEIGHTS = np.array([0.55, 1, 1, 0.8])  # what a distance counts for each kind of eye, among the first ten
OTHER_WEIGHTS = np.array([1, 3, 3, 3])  # and among all, where two colours of a hundred must be alike to some eye
STARTS = 12


def red_green_blue(colour: str) -> np.ndarray:
    """Return ``#rrggbb`` as three numbers from 0 to 1."""
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255


def contrast(colours: np.ndarray, background: np.ndarray) -> np.ndarray:
    """Return the contrast of colours to a background as WCAG 2 defines it, 1 to 21."""
    linear = [
        np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4) for part in (colours, background)
    ]
    bright, dark = (part @ np.array([0.2126, 0.7152, 0.0722]) + 0.05 for part in linear)
    return np.asarray(np.maximum(bright, dark) / np.minimum(bright, dark))


def as_seen(colours: np.ndarray) -> np.ndarray:
    """Return where (n, 3) colours lie in CAM02-UCS for each kind of eye: (4, n, 3)."""
    from colorspacious import cspace_convert

    seen = []
    for eye in EYES:
        space = {"name": "sRGB1+CVD", "cvd_type": eye, "severity": 100} if eye else "sRGB1"
        seen.append(cspace_convert(np.clip(cspace_convert(colours, space, "sRGB1"), 0, 1), "sRGB1", "CAM02-UCS"))
    return np.stack(seen)


def candidates(theme: str) -> np.ndarray:
    """Return the colours that a background bears."""
    steps = np.linspace(0, 255, STEPS).round() / 255
    colours = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), -1).reshape(-1, 3)
    borne = [contrast(colours, red_green_blue(background)) >= LEAST_CONTRAST for background in BACKGROUNDS[theme]]
    lightness, red_green, yellow_blue = as_seen(colours)[0].T
    chroma = np.hypot(red_green, yellow_blue)
    wanted = (chroma >= CHROMA[0]) & (chroma <= CHROMA[1]) & (lightness >= LIGHTNESS[0]) & (lightness <= LIGHTNESS[1])
    return np.asarray(colours[np.all(borne, axis=0) & wanted])


def least_distance(seen: np.ndarray, some: np.ndarray, others: list[int], weights: np.ndarray) -> np.ndarray:
    """Return the weighted distance of each of `some` to the nearest of `others`, for the worst eye."""
    apart = np.linalg.norm(seen[:, some][:, :, None] - seen[:, others][:, None], axis=3)
    return np.asarray((apart * weights[:, None, None]).min(axis=(0, 2)))


def first_ten(seen: np.ndarray, beginnings: np.ndarray) -> list[int]:
    """Choose ten candidates near the beginnings, exchanging one at a time while the closest two move apart."""
    homes = [np.flatnonzero(np.linalg.norm(seen[0] - home, axis=1) < NEARNESS) for home in as_seen(beginnings)[0]]
    random = np.random.default_rng(0)
    best: tuple[float, list[int]] = (0.0, [])
    for _ in range(STARTS):
        chosen = [int(random.choice(home)) for home in homes]
        before: list[int] = []
        while chosen != before:
            before = list(chosen)
            for place, home in enumerate(homes):
                apart = least_distance(seen, home, chosen[:place] + chosen[place + 1 :], FIRST_WEIGHTS)
                chosen[place] = int(home[apart.argmax()])
        least = min(
            float(least_distance(seen, np.array([one]), [other for other in chosen if other != one], FIRST_WEIGHTS)[0])
            for one in chosen
        )
        best = max(best, (least, chosen))
    return best[1]


def extended(seen: np.ndarray, chosen: list[int]) -> list[int]:
    """Add the candidate that is farthest from all before it until there are enough."""
    everyone = np.arange(seen.shape[1])
    apart = least_distance(seen, everyone, chosen, OTHER_WEIGHTS)
    while len(chosen) < COUNT:
        chosen = [*chosen, int(apart.argmax())]
        apart = np.minimum(apart, least_distance(seen, everyone, chosen[-1:], OTHER_WEIGHTS))
    return chosen


def main() -> None:
    """Find both palettes and write the file."""
    made = {}
    for theme, beginnings in BEGINNINGS.items():
        colours = candidates(theme)
        seen = as_seen(colours)
        chosen = extended(seen, first_ten(seen, np.stack([red_green_blue(colour) for colour in beginnings])))
        whole = (colours[chosen] * 255).round().astype(int)
        made[theme] = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in whole]
    FILE.write_text(json.dumps(made, indent=1) + "\n", "ascii")


if __name__ == "__main__":
    main()
