"""Space: which space is on the map. Reads the view; the choice goes into the address."""

from __future__ import annotations

from dash import Dash, Input, Output
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.controls import select
from dashboard.panels import Panel
from dashboard.recipes import MAKES_A_SPACE
from dashboard.services import Services
from dashboard.spaces import list_spaces
from dashboard.store import Store
from dashboard.view import View


def layout() -> Component:
    """Return the menu of spaces."""
    return select(id=ids.SPACE_SELECT, label="Space", data=[], className="inline-field")


def choices(current: str, store: Store) -> list[dict[str, str]]:
    """Return the spaces of the menu, the one that is still being made included."""
    spaces = list_spaces(store)
    options = [{"value": space.id, "label": f"{space.name} · {space.count:,}"} for space in spaces]
    if current not in {space.id for space in spaces}:
        recipe = store.recipe(current)
        name = f"{recipe.name} (being made)" if isinstance(recipe, MAKES_A_SPACE) else f"Unknown space {current}"
        options.append({"value": current, "label": name})
    return options


def register(app: Dash, services: Services) -> None:
    """Add the panel's callbacks."""

    @app.callback(
        Output(ids.SPACE_SELECT, "data"),
        Output(ids.SPACE_SELECT, "value"),
        Input(ids.MAP_VIEW, "data"),
        Input(ids.SPACE, "data"),
    )
    def on_view(query: dict[str, str], _space: dict[str, str] | None) -> tuple[list[dict[str, str]], str]:
        view = View.lenient(query)
        return choices(view.space, services.store), view.space

    app.clientside_callback(browser("chooseSpace"), Input(ids.SPACE_SELECT, "value"), prevent_initial_call=True)


PANEL = Panel("Space", "header", 1, layout, register)
