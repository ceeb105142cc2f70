"""Analogies that work in the built-in spaces: each was tried, and a test tries each again."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import pictured
from dashboard.analogy_parts.given import FORM, NAME, SLOTS
from dashboard.tools.parts import sets
from embeddings import Space

Group = tuple[str, tuple[tuple[str, str, str, str], ...]]

FAVOURITES: dict[str, tuple[Group, ...]] = {
    "words": (
        (
            "Women and men",
            (
                ("man", "king", "woman", "queen"),
                ("boy", "brother", "girl", "sister"),
                ("uncle", "nephew", "aunt", "niece"),
                ("man", "actor", "woman", "actress"),
                ("man", "waiter", "woman", "waitress"),
                ("he", "his", "she", "her"),
            ),
        ),
        (
            "Capitals",
            (
                ("France", "Paris", "Italy", "Rome"),
                ("Germany", "Berlin", "Spain", "Madrid"),
                ("Japan", "Tokyo", "China", "Beijing"),
                ("England", "London", "Ireland", "Dublin"),
            ),
        ),
        (
            "Languages",
            (
                ("France", "French", "Spain", "Spanish"),
                ("Italy", "Italian", "Sweden", "Swedish"),
                ("Japan", "Japanese", "China", "Chinese"),
            ),
        ),
        (
            "Grammar",
            (
                ("big", "bigger", "small", "smaller"),
                ("good", "best", "bad", "worst"),
                ("walk", "walking", "swim", "swimming"),
                ("eat", "ate", "drink", "drank"),
            ),
        ),
        (
            "Things",
            (
                ("cat", "kitten", "dog", "puppy"),
                ("hand", "glove", "foot", "shoe"),
                ("finger", "hand", "toe", "foot"),
                ("bread", "baker", "meat", "butcher"),
                ("bee", "honey", "cow", "milk"),
                ("author", "book", "painter", "painting"),
                ("car", "road", "train", "railway"),
            ),
        ),
    ),
    "shapes": (
        (
            "Another shape",
            (
                (
                    "medium blue half-moon, 0°",
                    "medium blue heart, 0°",
                    "medium purple half-moon, 0°",
                    "medium purple heart, 0°",
                ),
            ),
        ),
        (
            "Another size",
            (("medium green kite, 0°", "large green kite, 0°", "medium green arrow, 0°", "large green arrow, 0°"),),
        ),
        (
            "Another colour",
            (
                (
                    "medium blue half-moon, 216°",
                    "medium purple half-moon, 216°",
                    "large blue half-moon, 144°",
                    "large purple half-moon, 144°",
                ),
                (
                    "medium orange arrow, 324°",
                    "medium red arrow, 324°",
                    "medium orange corner, 144°",
                    "medium red corner, 144°",
                ),
            ),
        ),
        (
            "Turned round",
            (
                (
                    "large orange heart, 216°",
                    "large orange heart, 108°",
                    "large purple heart, 216°",
                    "large purple heart, 108°",
                ),
            ),
        ),
    ),
    "sentences": (
        (
            "From the animal to the computer",
            (
                (
                    "Behind the skirting board a tiny mouse was building its nest.",
                    "My mouse has stopped working, so I am clicking with the keyboard.",
                    "I have locked myself out and my key is on the kitchen table.",
                    "The enter key on my computer keyboard is stuck.",
                ),
            ),
        ),
        (
            "From physics to water",
            (
                (
                    "An electron behaves like a particle and like a wave.",
                    "Wait for the right wave, then paddle as hard as you can.",
                    "The current through the wire doubles when the voltage doubles.",
                    "Let the current carry the canoe, and steer with the paddle.",
                ),
            ),
        ),
        (
            "From the animal to the tree",
            (
                (
                    "The elephant picked up a peanut with the tip of its trunk.",
                    "The trunk of the fallen beech lay across the footpath.",
                    "Our dog has a deep bark but would not hurt a fly.",
                    "You can tell a plane tree by its patchy, flaking bark.",
                ),
            ),
        ),
        (
            "From nature to the machine",
            (
                (
                    "The grey crane is a tall wading bird with long legs.",
                    "A yellow crane swung the steel beam high above the building site.",
                    "A clear spring bubbles out of the rock and feeds the brook below.",
                    "A weight bounced slowly up and down on the end of a steel spring.",
                ),
            ),
        ),
    ),
    "digits": (
        ("A five becomes a three", (("5 (no. 1441)", "3 (no. 346)", "5 (no. 721)", "3 (no. 1751)"),)),
        ("A nought becomes a two", (("0 (no. 151)", "2 (no. 1015)", "0 (no. 1158)", "2 (no. 571)"),)),
        ("A seven becomes a nine", (("7 (no. 343)", "9 (no. 1697)", "7 (no. 759)", "9 (no. 656)"),)),
    ),
}


def gallery(space_id: str, space: Space, *, folded: bool) -> Component | None:
    """Return the analogies of a built-in space, each one click, or nothing where there are none.

    Parameters
    ----------
    space_id, space
        The space and its id.
    folded
        Whether they stand behind a line that opens them.
    """
    groups = FAVOURITES.get(space_id, ())
    if not groups:
        return None
    made = [
        html.Div([html.H4(title), html.Ul([html.Li(favourite(one, space)) for one in some])], className="favourites")
        for title, some in groups
    ]
    return html.Details([html.Summary("Analogies that work here"), *made], open=not folded, className="gallery")


def favourite(one: tuple[str, str, str, str], space: Space) -> Component:
    """Return the button that fills the slots with one of them; pictures stand for their names."""
    a, b, c, answer = one
    items = [space.find(name) for name in one]
    filled = {f"{NAME}.{slot}": str(item) for slot, item in zip(SLOTS, items, strict=False)}
    pictures = [picture for item in items if (picture := pictured.thumbnail(space, item)) is not None]
    label: str | list[Component | str] = f"{short(a)} → {short(b)}, {short(c)} → ?"
    if len(pictures) == len(items):
        label = [pictures[0], " → ", pictures[1], pictures[2], " → ?"]
    words = f"{a} is to {b} as {c} is to {answer}"
    return sets(label, {**filled, FORM: None}, words, "link")


def short(name: str, most: int = 48) -> str:
    """Return a name that fits into a line or two."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
