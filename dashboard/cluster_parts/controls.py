"""The controls of the Clusters tab: where and how clusters are found, with the settings that count there."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.cluster_parts.wanted import METHODS, METRICS, NAME, PLACES, Wanted
from dashboard.tools.fields import choice, menu, number, slider
from embeddings import Space

LARGEST_SIZE, MOST_CENTRES = 200, 100


def controls(what: Wanted, usual: Wanted, space: Space) -> Component:
    """Return the controls, with what is chosen in them."""
    return html.Div(
        [
            row("Look", choice(f"{NAME}.on", "Look", PLACES, what.place, usual.place)),
            row("Group", choice(f"{NAME}.method", "Group", METHODS, what.method, usual.method)),
            html.P(explained(what), className="help"),
            density(what, usual, space) if what.method == "density" else centres(what, usual, space),
        ],
        className="cluster-controls",
    )


def row(name: str, control: Component) -> Component:
    """Return a choice with its name before it."""
    return html.Div([html.Span(name, className="picker-label", **{"aria-hidden": "true"}), control], className="asked")


def explained(what: Wanted) -> str:
    """Say in a sentence what the method does there."""
    where = "on the map as it is drawn" if what.place == "map" else "in the original vectors"
    if what.method == "density":
        return f"Finds where items lie dense {where}; what lies between is in no cluster (HDBSCAN)."
    return f"Puts so many centres {where}; each item goes to its nearest (k-means)."


def density(what: Wanted, usual: Wanted, space: Space) -> Component:
    """Return the settings of HDBSCAN."""
    high = max(LARGEST_SIZE, what.size, usual.size)
    most = max(2, min(high, len(space)))
    size = slider(f"{NAME}.size", "Fewest items in a cluster", usual.size, 2, most, 1, value=min(what.size, most))
    fields = [number(f"{NAME}.samples", "Items to be dense", what.samples, usual.samples, 1, 1000, 1)]
    dimensions = space.vectors.shape[1]
    if what.place == "vectors":
        fields.append(menu(f"{NAME}.metric", "Distance", METRICS, what.metric, usual.metric))
        if dimensions > usual.reduce:
            words = f"Reduce {dimensions:,} dimensions to"
            fields.append(number(f"{NAME}.reduce", words, what.reduce, usual.reduce, 0, dimensions, 1))
    return html.Div([size, more(fields)], className="asked-more")


def centres(what: Wanted, usual: Wanted, space: Space) -> Component:
    """Return the settings of k-means."""
    most = max(2, min(max(MOST_CENTRES, what.k, usual.k), len(space)))
    count = slider(f"{NAME}.k", "Clusters", usual.k, 1, most, 1, value=min(what.k, most))
    fields = [number(f"{NAME}.seed", "Seed", what.seed, usual.seed, 0, None, 1)]
    if what.place == "vectors":
        fields.append(menu(f"{NAME}.metric", "Distance", METRICS, what.metric, usual.metric))
    return html.Div([count, more(fields)], className="asked-more")


def more(fields: list[Component]) -> Component:
    """Return settings that are seldom changed, folded away."""
    inside = html.Div(fields, className="fields")
    return html.Details([html.Summary("More settings"), inside], className="more-settings")
