"""How one searches: by text or by meaning, in which columns, with what; and what stands there before, and when nothing is found."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.search_parts import NAME
from dashboard.search_parts.found import searcher
from dashboard.search_parts.passages import of_passages
from dashboard.search_parts.wanted import KINDS, WAYS, Wanted, usual_columns, write_list
from dashboard.tools import Asked
from dashboard.tools.fields import choice
from dashboard.tools.parts import chip, empty, picture_chooser, sets
from embeddings import UserError
from embeddings.mixed import is_picture
from embeddings.searching.folding import words_of
from embeddings.searching.querying import check_encoder, takes
from embeddings.searching.text_search import MOST_COLUMNS

TRIED = 50  # names among which an example is looked for


def how_choice(asked: Asked, wanted: Wanted) -> Component:
    """Return the ways of searching this space, what is found in a space of pictures and texts, and the picture to ask with."""
    ways = dict(WAYS) | ({"ask": "Ask"} if of_passages(asked.space) else {})
    pictured = is_picture(asked.space)
    mixed = pictured.any() and not pictured.all()
    parts: list[Component | None] = [
        choice(f"{NAME}.how", "How to search", ways, wanted.how, "text")
        if wanted.like is None
        else like_chip(asked, wanted),
        choice(f"{NAME}.find", "What to find", KINDS, wanted.kind, "all") if mixed else None,
        picture_chooser(f"{NAME}.picture", asked.space),
        like_item(asked) if wanted.like is None else None,
    ]
    return html.Div(parts, className="search-how")


def like_chip(asked: Asked, wanted: Wanted) -> Component:
    """Return the picture or the item that is asked with."""
    assert wanted.like is not None
    return html.Ul(
        [
            html.Li("Like", className="search-like"),
            html.Li(chip(wanted.like, {f"{NAME}.picture": None}, asked.space), className="chip"),
        ],
        className="chips",
    )


def like_item(asked: Asked) -> Component | None:
    """Return the button that searches with the item in focus."""
    if asked.item is None:
        return None
    name = asked.space.names[asked.item]
    return sets("Like the clicked item", {f"{NAME}.picture": str(asked.item)}, f"Find what is nearest to “{name[:60]}”")


def columns_choice(asked: Asked, wanted: Wanted) -> Component | None:
    """Return a button for each column in which a text can be looked for."""
    usual = usual_columns(asked.space)
    others = [str(name) for name in asked.space.items.columns if name not in (*usual, asked.space.image)]
    names = [*usual, *others][:MOST_COLUMNS]
    if len(names) < 2:
        return None
    made = []
    for name in names:
        pressed = name in wanted.columns
        after = [one for one in names if (one in wanted.columns) != (one == name)]
        patch = {f"{NAME}.in": None if tuple(after) == usual or not after else write_list(after)}
        button = sets(name, patch, f"Look for the text in “{name}”")
        setattr(button, "aria-pressed", str(pressed).lower())
        made.append(button)
    words = html.Span("Look in", className="picker-label")
    return html.Div([words, html.Div(made, className="choice", role="group", **{"aria-label": "Look in"})])


def invitation(asked: Asked) -> list[Component | None]:
    """Say how to begin, with examples that work."""
    example = example_of(asked.space.names)
    tries = [sets(example, {f"{NAME}.q": example}, kind="link")] if example else []
    if example and takes(asked.space, "text"):
        tries.append(sets(f"{example}, by meaning", {f"{NAME}.q": example, f"{NAME}.how": "meaning"}, kind="link"))
    sentence = "Type a word or a part of one: what has it is listed and lit on the map. Spelling need not be exact."
    return [empty(sentence, *tries), meaning_told(asked)]


def meaning_told(asked: Asked) -> Component | None:
    """Say why a space cannot be searched by meaning, where it cannot."""
    if takes(asked.space, "text"):
        return None
    try:
        check_encoder(asked.space, "text")
    except UserError as error:
        return html.P(f"Not by meaning: {error.detail}. {error.hint}", className="help")
    return None


def nothing(asked: Asked, wanted: Wanted) -> list[Component | None]:
    """Say that nothing was found, and what is spelt most like it."""
    if not wanted.text or wanted.how != "text" or wanted.like is not None:
        return [html.P("No item has what the filters ask for. Take one of them away.", className="help", role="status")]
    said = f"No item has “{wanted.text[:80]}”" + (" under these filters." if wanted.filters else ".")
    near = searcher(asked, wanted.columns).spellings(wanted.text)
    tries = [sets(word, {f"{NAME}.q": word}, kind="link") for word in near]
    by_meaning = takes(asked.space, "text")
    ask = sets("Search by meaning", {f"{NAME}.how": "meaning"}, kind="link") if by_meaning else None
    spelt = html.P(["Spelt most like it: ", *tries], className="examples") if tries else None
    return [html.P(said, className="help", role="status"), spelt, ask]


def example_of(names: list[str]) -> str:
    """Return a word that is there to be found."""
    for name in names[:TRIED]:
        words = [word for word in words_of(name) if word.isalpha() and 4 <= len(word) <= 14]
        if words:
            return max(words, key=len)
    return names[0][:16] if names else ""
