"""Analogies that work in the built-in spaces: each was tried, and a test tries each again."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

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
    """Return the button that fills the slots with one of them."""
    a, b, c, _ = one
    filled = {f"{NAME}.{slot}": str(space.find(name)) for slot, name in zip(SLOTS, (a, b, c), strict=True)}
    return sets(f"{a} → {b}, {c} → ?", {**filled, FORM: None}, kind="link")
