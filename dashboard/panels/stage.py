"""The map and what stands at its edges: the hint, the honest line, the work in progress, and problems.

Reads the view; writes the scene, the space and the job that the page waits for. Its one server callback is the
resolver's: it is asked when the view changes, and again while work is under way.
"""

from __future__ import annotations

import time
from typing import Any

from dash import Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component

from dashboard import ids
from dashboard.answers import Answer
from dashboard.clientside import browser
from dashboard.panels import Panel
from dashboard.resolve import problem, resolve
from dashboard.services import Services
from dashboard.space_info import space_info
from dashboard.spaces import columns_version
from dashboard.view import View
from dashboard.work import progress_strip
from embeddings import UserError


def layout() -> Component:
    """Return the map with everything that floats over it."""
    return html.Section(
        [
            html.Div(html.Div(_map(), className="map-cell"), id="maps", className="maps"),
            html.Div(id="map-problem", className="map-problem"),
            html.Div(
                [
                    html.Div(id="map-hint", className="hint"),
                    html.Div(
                        [
                            html.Div(
                                [html.Div("", id="job-line", className="job-line"), *_job_buttons()],
                                className="job-head",
                            ),
                            html.Div(id="job-bar", className="job-bar"),
                        ],
                        id="job",
                        className="job",
                        hidden=True,
                    ),
                ],
                className="map-foot",
            ),
            html.Footer(
                [
                    html.Span(id="scene-line", className="scene-line"),
                    html.Span(id="quality-line", className="quality-line", **{"aria-live": "polite"}),
                ],
                className="footer",
            ),
        ],
        className="stage",
    )


def _map() -> Component:
    return html.Div(id=ids.MAP, className="map", role="application", tabIndex=0, **{"aria-label": "Map"})


def _job_buttons() -> list[Component]:
    return [
        html.Button("Start again", id="restart", className="small", type="button", hidden=True),
        html.Button("Cancel", id="cancel", className="small", type="button"),
    ]


def register(app: Dash, services: Services) -> None:
    """Add the resolver's callback, Cancel and Start again, and the bridge to the map."""

    @app.callback(
        Output(ids.SCENE, "data"),
        Output(ids.SPACE, "data"),
        Output(ids.WAITING, "data"),
        Output(ids.PULSE, "data"),
        Output("map-problem", "children"),
        Output("quality-line", "children"),
        Output(ids.NOTES, "children"),
        Output("job-line", "children"),
        Output("job-bar", "children"),
        Output("job", "hidden"),
        Output("restart", "hidden"),
        Output("cancel", "hidden"),
        Input(ids.MAP_VIEW, "data"),
        Input(ids.TICK, "data"),
        Input("cancel", "n_clicks"),
        Input("restart", "n_clicks"),
        State(ids.VIEW, "data"),
        State(ids.SCENE, "data"),
        State(ids.SPACE, "data"),
        State(ids.WAITING, "data"),
    )
    def on_view(_part: dict[str, str], _tick: int, _cancel: int, _restart: int, *state: Any) -> tuple[Any, ...]:
        query, scene, space, waiting = state
        if waiting and ctx.triggered_id in {"cancel", "restart"}:
            act_on_job(str(ctx.triggered_id), waiting, services)
        answer = answer_for(query, services, scene)
        return paint(answer, scene, space, services)

    app.clientside_callback(browser("askAgain"), Input(ids.PULSE, "data"), prevent_initial_call=True)
    app.clientside_callback(browser("showScene"), Input(ids.SCENE, "data"), prevent_initial_call=True)
    app.clientside_callback(
        browser("showSpace"),
        Output("map-hint", "children"),
        Output("scene-line", "children"),
        Input(ids.SPACE, "data"),
        Input(ids.SCENE, "data"),
        Input(ids.CONTROLS_VIEW, "data"),
        State("map-hint", "children"),
        State("scene-line", "children"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        browser("showColour"),
        Input(ids.SPACE, "data"),
        Input(ids.SCENE, "data"),
        Input("quality-line", "children"),
        prevent_initial_call=True,
    )
    app.clientside_callback(browser("showLinks"), Input(ids.LINKS, "data"), prevent_initial_call=True)


def act_on_job(action: str, key: str, services: Services) -> None:
    """Cancel the job called `key`, or start it again."""
    if action == "cancel":
        services.jobs.cancel(key)
    elif (recipe := services.store.recipe(key)) is not None:
        services.jobs.submit(recipe, restart=True)


def answer_for(query: dict[str, str], services: Services, scene: dict[str, Any] | None) -> Answer:
    """Resolve a query; a damaged one is an answer too."""
    try:
        return resolve(View.from_query(query or {}), services, scene)
    except UserError as error:
        return Answer(error=problem(error))


def paint(
    answer: Answer, scene: dict[str, Any] | None, space: dict[str, Any] | None, services: Services
) -> tuple[Any, ...]:
    """Return what the outputs of the resolver's callback become; what has not changed is left alone."""
    new_scene = answer.as_json()["scene"]
    keep = new_scene is None or new_scene == scene
    new_space = no_update
    if answer.scene is not None and not is_known(space, answer.scene.space, services):
        new_space = space_info(answer.scene.space, services.store)
    line, bar, stopped = progress_strip(answer.job, time.time())
    return (
        no_update if keep else new_scene,
        new_space,
        answer.job.key if answer.job else None,
        {"again": not answer.settled, "at": time.time()},
        problem_box(answer.error) if answer.error else None,
        answer.quality or ("" if answer.scene is None else no_update),
        [html.Li(note) for note in answer.notes] if answer.scene else no_update,
        line,
        bar,
        answer.job is None,
        not stopped,
        stopped,
    )


def is_known(space: dict[str, Any] | None, space_id: str, services: Services) -> bool:
    """Return whether the page knows this space, with its columns as they are now: others may have written into it."""
    if space is None or space["id"] != space_id:
        return False
    return bool(space["version"] == columns_version(space_id, services.store))


def problem_box(error: dict[str, str]) -> Component:
    """Return a problem as a person reads it: what, where, and what to do."""
    return html.Div(
        [html.Strong(error["title"]), html.P(error["detail"]), html.P(error["hint"], className="way-out")], role="alert"
    )


PANEL = Panel("Map", "map", 1, layout, register)
