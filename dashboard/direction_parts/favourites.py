"""Axes that work in the built-in spaces; each was looked at, and its ends are told apart beyond chance (a test says so)."""

from __future__ import annotations

from dataclasses import dataclass

from dash.development.base_component import Component

from dashboard.direction_parts import FROM, NAME, TO
from dashboard.tools.parts import sets
from embeddings import Space

EMPTIED = ("from", "from.all", "from.name", "to", "to.all", "to.name", "pairs")


@dataclass(frozen=True)
class Favourite:
    """An axis: the names of the items at its ends, or else what all items of an end have in common.

    Parameters
    ----------
    low_name, high_name
        What the ends are called.
    low, high
        The items' names, parted by blanks; in pairs the first belongs to the first.
    pairs
        Whether they are pairs.
    """

    low_name: str
    high_name: str
    low: str = ""
    high: str = ""
    pairs: bool = False

    def patch(self, space: Space) -> dict[str, str | None]:
        """Return what the address says of it."""
        empty: dict[str, str | None] = {f"{NAME}.{name}": None for name in EMPTIED}
        if not self.low:
            return empty | {f"{FROM}.all": self.low_name, f"{TO}.all": self.high_name}
        ends = {FROM: self.low, TO: self.high}
        items = {name: ",".join(str(space.find(word)) for word in words.split()) for name, words in ends.items()}
        names = {f"{FROM}.name": self.low_name, f"{TO}.name": self.high_name}
        return empty | items | names | ({f"{NAME}.pairs": "yes"} if self.pairs else {})


FAVOURITES: dict[str, tuple[Favourite, ...]] = {
    "words": (
        Favourite(
            "man",
            "woman",
            "man king uncle boy father brother son prince actor",
            "woman queen aunt girl mother sister daughter princess actress",
            pairs=True,
        ),
        Favourite(
            "sad", "happy", "sad grief cry misery pain fear anger", "happy joy laugh delight pleasure love smile"
        ),
        Favourite("cold", "hot", "cold ice snow winter frost", "hot sun summer warm"),
        Favourite(
            "country",
            "capital",
            "France Germany Italy Spain Japan Russia Greece Egypt",
            "Paris Berlin Rome Madrid Tokyo Moscow Athens Cairo",
            pairs=True,
        ),
        Favourite(
            "now",
            "then",
            "go eat run swim walk sing give think",
            "went ate ran swam walked sang gave thought",
            pairs=True,
        ),
        Favourite("land", "sea", "dog horse lion cow elephant tiger", "fish whale shark dolphin octopus salmon"),
    ),
    "sentences": (Favourite("Work", "Sleep"), Favourite("Physics", "Music"), Favourite("Building", "Sea")),
    "digits": (Favourite("0", "1"), Favourite("3", "8"), Favourite("4", "9")),
    "shapes": (Favourite("small", "huge"), Favourite("red", "blue"), Favourite("triangle", "heart")),
}


def favourites(space_id: str, space: Space) -> list[Component]:
    """Return a button for each axis that is known to work in a space; of others, one between two of its labels."""
    known = FAVOURITES.get(space_id) or between_labels(space)
    return [sets(f"{one.low_name} ↔ {one.high_name}", one.patch(space), kind="small") for one in known]


def between_labels(space: Space) -> tuple[Favourite, ...]:
    """Return the axis between the two most frequent labels, where there are two."""
    if space.label is None:
        return ()
    labels = space.items[space.label].dropna().map(str)
    counts = labels[labels != ""].value_counts()
    if len(counts) < 2 or counts.iloc[1] < 2:
        return ()
    return (Favourite(str(counts.index[0]), str(counts.index[1])),)
