"""The list of clusters: colour, name, size, examples, and how well apart each is."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard import pictured
from dashboard.cluster_parts.found import Found
from dashboard.palette import category_colours
from dashboard.tools import Asked
from dashboard.tools.parts import rounded, table
from embeddings.clustering.names import JOINED, LONG

MOST_ROWS = 200
MOST_LETTERS = 90
SHOWN, LOOKED_AT = 3, 9  # examples of a group, and the items in its middle that they are taken from


def cluster_table(asked: Asked, found: Found) -> Component:
    """Return the list; a row lights its items when it is hovered and selects them when it is clicked."""
    light, dark = colours_of(found)
    sizes, total = found.sizes, len(asked.space)
    apart = found.apart[found.level]
    rows = []
    for group in range(min(len(sizes), MOST_ROWS)):
        inside = np.flatnonzero(found.clusters.levels[found.level] == group)
        rows.append(
            html.Tr(
                [
                    named(asked, found, group, light[group], dark[group]),
                    html.Td(f"{sizes[group]:,}", className="figure"),
                    html.Td(share_of(int(sizes[group]), total), className="figure"),
                    html.Td(rounded(apart[group], 2), className="figure"),
                ],
                className="cluster",
                **{"data-clusters": ",".join(map(str, inside))},
            )
        )
    if left := int((found.labels < 0).sum()):
        rows.append(in_none(left, total))
    more = len(sizes) - MOST_ROWS
    said = [html.P(f"The {MOST_ROWS} largest of {len(sizes):,} are listed.", className="help")] if more > 0 else []
    headings = ["Cluster", "Items", "Share", "Apart"]
    return html.Div([table("Clusters", headings, rows, csv="clusters"), *said], className="cluster-list")


def named(asked: Asked, found: Found, group: int, light: str, dark: str) -> Component:
    """Return the cell with a group's colour, its name, which can be changed in place, and its examples."""
    name = found.names[found.level][group]
    fineness = len(found.counts) - 1 - found.level
    dot = html.Span(className="cluster-dot", style={"--light": light, "--dark": dark}, **{"aria-hidden": "true"})
    select = html.Button(
        [dot, html.Span(name, className="cluster-name")],
        type="button",
        className="cluster-select",
        title=f"{name}\nClick selects its items",
    )
    place = f"{fineness}.{found.medoid(group)}"
    rename = html.Button(
        "Rename",
        type="button",
        className="link cluster-rename",
        **{"data-renames": place, "data-name": name, "aria-label": f"Rename {name}"},
    )
    return html.Td(
        [html.Div([select, rename], className="cluster-head"), examples(asked, found, group)],
        className="item-cell",
        **{"data-value": name},
    )


def examples(asked: Asked, found: Found, group: int) -> Component:
    """Return three items that show what a group is: their pictures, or their names; each leads to its point."""
    shown: list[Component] = []
    called = found.names[found.level][group].split(JOINED)
    items = [item for item in found.exemplars(group, most=LOOKED_AT) if asked.space.names[item] not in called]
    for item in items[:SHOWN]:
        name = asked.space.names[item]
        picture = pictured.thumbnail(asked.space, item)
        short = name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…"
        kind = "cluster-example is-long" if len(name) > LONG else "cluster-example"
        shown.append(
            html.Button(
                short if picture is None else picture,
                type="button",
                className=kind if picture is None else "cluster-picture",
                title=name,
                **{"data-item": str(item), "aria-label": name},
            )
        )
    return html.Div(shown, className="cluster-examples")


def in_none(count: int, total: int) -> Component:
    """Return the row of the items that are in no cluster."""
    dot = html.Span(className="cluster-dot cluster-none", **{"aria-hidden": "true"})
    select = html.Button(
        [dot, html.Span("In no cluster", className="cluster-name")],
        type="button",
        className="cluster-select",
        title="Items that lie between the clusters or far from all; click selects them",
    )
    cells = [html.Td(f"{count:,}", className="figure"), html.Td(share_of(count, total), className="figure")]
    named_cell = html.Td(html.Div(select, className="cluster-head"), className="item-cell")
    return html.Tr(
        [named_cell, *cells, html.Td("", className="figure")], className="cluster", **{"data-clusters": "-1"}
    )


def colours_of(found: Found) -> tuple[list[str], list[str]]:
    """Return each group's colour on paper and at night: the one that the map gives its name."""
    names = found.names[found.level]
    counts: dict[str, int] = {}
    for name, size in zip(names, found.sizes.tolist(), strict=True):
        counts[name] = counts.get(name, 0) + size
    place = {name: at for at, name in enumerate(sorted(counts, key=lambda name: (-counts[name], name)))}
    light, dark = category_colours(len(place), "light"), category_colours(len(place), "dark")
    return [light[place[name]] for name in names], [dark[place[name]] for name in names]


def share_of(count: int, total: int) -> str:
    """Return a share in percent, never a zero where there is something."""
    share = 100 * count / max(total, 1)
    return f"{share:.0f} %" if share >= 9.5 else f"{share:.1f} %" if share >= 0.05 else "< 0.1 %"
