"""The page's few icons, drawn here as strokes on a 24 × 24 grid; `assets/icons.css` holds the same names."""

from dash import html


def icon(name: str) -> html.Span:
    """Return a decorative icon that takes the colour of the text around it."""
    return html.Span(className=f"icon icon-{name}", **{"aria-hidden": "true"})
