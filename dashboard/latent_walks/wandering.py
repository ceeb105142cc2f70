"""Wander: the picture of any place, under the pointer, by sliders, or from an item."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.latent_parts import NAME
from dashboard.latent_walks.ground import Ground
from dashboard.latent_walks.parts import LISTED, Walked, lines, listed, nearest_table
from dashboard.tools.parts import sets


def show(ground: Ground) -> Walked:
    """Show where one is: the nearest real items, and how to go elsewhere."""
    spots, note, again = ground.spots(ground.place[None])
    body = [
        where(ground),
        None if ground.axes is not None else plane_button(),
        html.P(note, className="help") if note else None,
        nearest_table(ground, ground.place, "Nearest to this place"),
        lines(
            ground,
            "nearest_to",
            "place_of, to_pictures",
            f"place = place_of(vae, {listed(ground.place)})",
            "picture = to_pictures(vae.decode(place[None]), vae.shape)[0]",
            f'nearest_to(space, place, {LISTED}, "euclidean")',
        ),
    ]
    spot = None if spots is None else spots[0]
    deep = spot is not None and len(spot) == 3  # the browser marks a place of a plane while it is dragged
    drawn = {"path": [], "marks": [{"at": spot, "shape": "diamond"}]} if deep else {}
    return Walked(body, {"spot": spot}, drawn, again)


def plane_button() -> Component:
    """Return the button that lays the map out by latent numbers, over which one can walk."""
    button = html.Button("Walk on the map itself", type="button", className="small", **{"data-shows-plane": ""})
    return html.Div(
        [button, html.Span("it then shows two latent numbers as they are", className="help")], className="buttons"
    )


def where(ground: Ground) -> Component:
    """Say whose place it is, and how to go on."""
    if ground.from_item is not None:
        at: list[Component | str] = ["The place of ", html.Strong(ground.space.names[ground.from_item]), ". "]
    elif ground.asked.values.get("z"):
        words = "Back to the item" if ground.asked.item is not None else "Back to the middle"
        at = [sets(words, {f"{NAME}.z": None}, kind="link"), ". "]
    else:
        at = ["The middle: all latent numbers are 0. "]
    if ground.axes is not None:
        how = "Move the pointer over the map: the picture there appears beside it. A click stays there."
    else:
        how = "Drag the sliders, or click a point to start from it."
    return html.P([*at, how], className="help")
