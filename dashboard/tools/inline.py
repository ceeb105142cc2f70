"""Small pictures that are made for one answer: they stand in the page itself, as PNG, pixel by pixel."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

import numpy as np
from dash import html
from dash.development.base_component import Component
from PIL import Image


def inline(picture: np.ndarray) -> str:
    """Return a picture as an address that holds it, from ``(height, width)`` or ``(height, width, 3)`` uint8."""
    held = BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).save(held, "PNG")
    return f"data:image/png;base64,{b64encode(held.getvalue()).decode('ascii')}"


def inline_image(picture: np.ndarray, alt: str, title: str = "") -> Component:
    """Return a picture for the page; its pixels stay pixels when it is enlarged."""
    return html.Img(src=inline(picture), alt=alt, className="pixels", title=title or None, draggable="false")


def inline_figure(picture: np.ndarray, caption: str) -> Component:
    """Return a picture with what it is below it."""
    return html.Figure([inline_image(picture, caption), html.Figcaption(caption)], className="pixels-figure")
