"""Clusters: groups of items that lie together, by name; they colour the map, and their names stand on it.

Reads what to find, `clusters.level`, `clusters.by`, `clusters.names` and `clusters.column` of the address.
"""

from __future__ import annotations

from typing import Any

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.cluster_parts.against import against
from dashboard.cluster_parts.controls import controls
from dashboard.cluster_parts.found import BY, LEVEL, NAMES, Found, read_found, ways_of_naming
from dashboard.cluster_parts.lines import lines
from dashboard.cluster_parts.rows import cluster_table
from dashboard.cluster_parts.wanted import NAME, SECONDS_AT_ONCE, Wanted, usual_of, wanted
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.store import Result
from dashboard.tools import Asked, Shown, problem, register_tool, tool_layout
from dashboard.tools.fields import menu
from dashboard.tools.keeping import keeping, told, untaken
from dashboard.tools.parts import rounded, sets
from dashboard.tools.working import computed
from dashboard.work import duration
from embeddings import Space, UserError

RUN = f"{NAME}.run"
COLOUR = "~cluster"
DENSER = {
    0.5: "far denser than what lies between them",
    0.2: "denser than what lies between them",
    0: "a little denser than what lies between them",
}
APART = {0.5: "well apart", 0.25: "fairly apart", 0.1: "close to each other"}


def layout() -> Component:
    """Return the place of the answer, which has the controls in it."""
    return tool_layout(NAME, told())


def show(asked: Asked) -> Shown:
    """Find the clusters that the address asks for, at once where that is quick, and list them."""
    what = wanted(asked.values, asked.space_id, asked.space, asked.map)
    usual = usual_of(asked.space_id, asked.space, asked.map)
    head = controls(what, usual, asked.space)
    try:
        found = find(asked, what)
        if isinstance(found, Shown):
            return Shown([head, *found.body], found.drawn, found.again)
        body = listed(asked, what, read_found(found, asked.space, asked.values))
    except UserError as error:  # the controls stay, so that what will not do can be changed
        return Shown([head, problem(error, [f"{NAME}.{name}" for name in asked.values])])
    return Shown([head, *body])


def find(asked: Asked, what: Wanted) -> Result | Shown:
    """Return what was found, the work that finds it, or, where that takes long, the button that starts it."""
    space = asked.space
    recipe = what.recipe(asked.space_id, space, asked.map)
    known = asked.services.store.result(recipe.key)
    if known is not None:
        return known
    seconds = what.seconds(space)
    if seconds > SECONDS_AT_ONCE and asked.values.get("run") != recipe.key[:8]:
        said = f"Finding clusters among {len(space):,} items this way takes about {duration(seconds)}."
        start = sets("Find clusters", {RUN: recipe.key[:8]}, kind="small primary")
        return Shown([html.Div([html.P(said, className="help"), start], className="tool-empty")])
    return computed(asked, "clusters", what.parameters(space.vectors.shape[1]), on_map=what.place == "map")


def listed(asked: Asked, what: Wanted, found: Found) -> list[Component | None]:
    """Return everything that is told of clusters."""
    notes = [html.P(note, className="help") for note in found.meta["notes"]]
    if not len(found.clusters):
        return [*notes, none_found(what)]
    return [
        html.P(summary(found, what, asked.space), className="cluster-summary"),
        *notes,
        levels(found),
        actions(asked, found),
        html.Div(
            cluster_table(asked, found), **{"data-found": what.recipe(asked.space_id, asked.space, asked.map).key}
        ),
        keeping("cluster", "Save the clusters as a column called", untaken(asked.space, "cluster")),
        against(asked, found),
        lines(asked, what, found),
    ]


def none_found(what: Wanted) -> Component:
    """Say that nothing was found, and what to do."""
    smaller = max(2, what.size // 2)
    tries: list[Component | str] = ["Try: "]
    if smaller < what.size:
        tries += [sets(f"clusters from {smaller} items on", {f"{NAME}.size": str(smaller)}, kind="link"), ", "]
    tries += [sets("around centres", {f"{NAME}.method": "centres"}, kind="link")]
    if what.place == "vectors":
        tries += [", ", sets("on this map", {f"{NAME}.on": "map"}, kind="link")]
    said = "No cluster: nowhere do so many items lie denser than around them."
    return html.Div([html.P(said, className="warning"), html.P(tries, className="examples")])


def summary(found: Found, what: Wanted, space: Space) -> str:
    """Say in sentences what was found, how well apart, and what is in none."""
    count, left = len(found.sizes), int((found.labels < 0).sum())
    place = "on this map" if what.place == "map" else f"in the vectors, {space.vectors.shape[1]:,} dimensions"
    told = [f"{count:,} {'cluster' if count == 1 else 'clusters'} {place}."]
    overall, measured = found.meta["overall"][found.level], found.meta["measured"][found.level]
    if overall is not None:
        words = next((words for least, words in APART.items() if overall >= least), "hardly apart, or of odd shapes")
        drawn = f", of {measured:,} items drawn from all" if measured < len(space) - left else ""
        told.append(f"They are {words}: silhouette {rounded(overall, 2)}{drawn} (−1 to 1; 1 is far apart).")
    if found.meta["density"] and found.level == len(found.counts) - 1:
        told.append(density(found.meta["density"], len(space) - left))
    if left:
        told.append(f"{left:,} items lie between them or far from all, and are in none.")
    return " ".join(told)


def density(valid: dict[str, Any], clustered: int) -> str:
    """Say how much denser it is within clusters than between them."""
    overall, measured = valid["overall"], valid["measured"]
    words = next(
        (words for least, words in DENSER.items() if overall >= least), "no denser than what lies between them"
    )
    drawn = f", of {measured:,} items drawn from all" if measured < clustered else ""
    return f"Whatever their shape, they are {words}: DBCV {rounded(overall, 2)}{drawn} (−1 to 1; 1 is far denser)."


def levels(found: Found) -> Component | None:
    """Return the choice of how finely clusters are told apart; the map has names of all coarser levels from afar."""
    last = len(found.counts) - 1
    if not last:
        return None
    buttons = [
        html.Button(
            f"{count:,}",
            type="button",
            className="small",
            title=f"{count:,} groups",
            **{
                "data-view": f'{{"{LEVEL}": {"null" if level == last else f"{chr(34)}{last - level}{chr(34)}"}}}',
                "aria-pressed": str(level == found.level).lower(),
            },
        )
        for level, count in enumerate(found.counts)
    ]
    group = html.Div(buttons, className="choice", role="group", **{"aria-label": "How many groups"})
    name = html.Span("Groups", className="picker-label", **{"aria-hidden": "true"})
    return html.Div([name, group, html.Span("near ones joined", className="help")], className="asked")


def actions(asked: Asked, found: Found) -> Component:
    """Return where names come from, and what can be done with the clusters."""
    ways = ways_of_naming(asked.space, found.meta)
    usual = next(iter(ways))
    chosen = asked.values.get("by", usual)
    again = sets("Take back my names", {NAMES: None}) if asked.values.get("names") else None
    buttons = [sets("Colour the map", {"colour": COLOUR}, "Colour the map by these clusters"), again]
    name_by = menu(BY, "Names from", ways, chosen if chosen in ways else usual, usual) if len(ways) > 1 else None
    return html.Div([name_by, html.Div(buttons, className="choice")], className="cluster-actions")


def register(app: Dash, services: Services) -> None:
    """Add the panel's callback."""
    register_tool(app, services, NAME, show)


PANEL = Panel("Clusters", "tab", 6, layout, register)
