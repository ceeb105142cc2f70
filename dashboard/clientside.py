"""Callbacks that run in the browser: their functions stand in `assets/clientside.js`, under `page`."""

from dash import ClientsideFunction

NAMESPACE = "page"


def browser(name: str) -> ClientsideFunction:
    """Return the browser's function called `name`."""
    return ClientsideFunction(NAMESPACE, name)
