"""`GET /api/jobs/<key>`, `POST /api/jobs/<key>/cancel` and `…/restart`: the work under way, for programs.

A training also takes `…/pause`, `…/continue` and `…/keep`, which ends it with its last whole epoch.
"""

from flask import Blueprint, Response, jsonify

from dashboard.jobs import JobState
from dashboard.services import Services
from dashboard.training.kept import KeptTraining, Wish
from embeddings import UserError

WISHES: dict[str, Wish] = {"pause": "pause", "continue": "", "keep": "keep"}


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("jobs", __name__)

    def known(key: str) -> JobState:
        state = services.jobs.state(key)
        if state is None:
            raise UserError("No such job", f"There is no job “{key}”", "Its result may be made already.")
        return state

    @routes.get("/api/jobs/<key>")
    def state(key: str) -> Response:
        return jsonify(known(key).as_json())

    @routes.post("/api/jobs/<key>/cancel")
    def cancel(key: str) -> Response:
        services.jobs.cancel(known(key).key)
        return jsonify(known(key).as_json())

    @routes.post("/api/jobs/<key>/restart")
    def restart(key: str) -> Response:
        recipe = services.store.recipe(known(key).key)
        if recipe is None:
            raise UserError("No such job", f"Nothing says how to do “{key}” again", "Ask for it again on the page.")
        return jsonify(services.jobs.submit(recipe, restart=True).as_json())

    @routes.post("/api/jobs/<key>/<any(pause, continue, keep):wish>")
    def wish(key: str, wish: str) -> Response:
        state = known(key)
        if state.kind != "train":
            raise UserError("Not for this job", f"“{state.title}” cannot {wish}", "Cancel it, or let it end.")
        if state.unfinished:
            KeptTraining(services.store, key).wish_for(WISHES[wish])
        return jsonify(known(key).as_json())

    return routes
