"""Make `categorical.json` again: `python -m dashboard.palette.build` (needs `glasbey`, a development library).

The first ten are Okabe and Ito's colours and their kin, tuned for each background. The others are found by glasbey
(Glasbey et al., 2007, in CAM02-UCS), each as far as can be from all before it as normal and colour-blind eyes see
them, within the lightness that its background bears.
"""

from __future__ import annotations

import json

from dashboard.palette import FILE

COUNT = 100
FIRST = {
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
LIGHTNESS = {"light": (28, 66), "dark": (52, 92)}


def main() -> None:
    """Extend both beginnings to 100 colours and write the file."""
    from glasbey import extend_palette

    made = {
        theme: extend_palette(
            first, palette_size=COUNT, lightness_bounds=LIGHTNESS[theme], chroma_bounds=(18, 90), colorblind_safe=True
        )
        for theme, first in FIRST.items()
    }
    FILE.write_text(json.dumps(made, indent=1) + "\n", "ascii")


if __name__ == "__main__":
    main()
