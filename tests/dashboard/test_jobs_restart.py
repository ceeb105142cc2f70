"""Jobs outlive the server: what was under way is taken up again, what was cancelled is not."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dashboard.jobs import Jobs
from dashboard.recipes import GraphRecipe, ProjectRecipe
from dashboard.store import Store
from embeddings import Space

ROOT = Path(__file__).parents[2]
SERVER = """
import sys
from pathlib import Path
from dashboard.jobs import Jobs
from dashboard.recipes import ProjectRecipe
from dashboard.store import Store

jobs = Jobs(Store(Path(sys.argv[1]), shipped=None), {"quick": 2})
jobs.start()
recipe = ProjectRecipe(space=sys.argv[2], space_key=sys.argv[2], method="tsne")
jobs.submit(recipe)
print(*(worker.pid for worker in jobs._workers), flush=True)
while jobs.state(recipe.key).message != "arranging the points" or not all(worker.ready for worker in jobs._workers):
    pass
print("working", flush=True)
sys.stdin.read()
"""


def kept(store: Store, space: Space) -> str:
    store.save_space(space.key, space)
    return space.key


def test_unfinished_jobs_are_taken_up_again_and_cancelled_ones_are_not(
    store: Store, small_space: Callable[..., Space], wait_until: Callable[..., Any]
) -> None:
    space = kept(store, small_space(40))
    recipes = [GraphRecipe(space=space, space_key=space, k=k) for k in (2, 3, 4)]
    first = Jobs(store, {"quick": 1})  # its workers are never started: everything stays queued
    for recipe in recipes:
        first.submit(recipe)
    first._workers.pop().end()
    first.cancel(recipes[1].key)
    first.stop()
    second = Jobs(Store(store.root, shipped=None), {"quick": 1})
    second.start()
    try:
        for recipe in (recipes[0], recipes[2]):
            wait_until(lambda key=recipe.key: second.state(key).status == "done")
        assert second.state(recipes[1].key).status == "cancelled"
        assert not store.has_result(recipes[1].key)
    finally:
        second.stop()


def test_a_job_that_was_made_before_the_restart_is_done(store: Store, small_space: Callable[..., Space]) -> None:
    space = kept(store, small_space(40))
    recipe = GraphRecipe(space=space, space_key=space, k=2)
    store.save_recipe(recipe)
    store.save_job(recipe.key, {"key": recipe.key, "kind": "graph", "title": "", "status": "running"})
    store.save_result(recipe.key, {}, {})
    jobs = Jobs(store, {"quick": 0})
    jobs.start()
    assert jobs.state(recipe.key).status == "done"
    assert store.job(recipe.key)["status"] == "done"
    jobs.stop()


def test_a_running_job_that_is_cancelled_as_the_server_stops_stays_cancelled(
    store: Store, small_space: Callable[..., Space], wait_until: Callable[..., Any]
) -> None:
    space = kept(store, small_space(4_000))
    recipe = ProjectRecipe(space=space, space_key=space, method="tsne")
    jobs = Jobs(store, {"quick": 1})
    jobs.start()
    jobs.submit(recipe)
    wait_until(lambda: jobs.state(recipe.key).status == "running")
    os.kill(jobs._workers[0].pid, signal.SIGSTOP)
    jobs.cancel(recipe.key)
    jobs.stop()
    assert store.job(recipe.key)["status"] == "cancelled"


def test_workers_end_with_their_parent_even_in_the_middle_of_a_job(
    store: Store,
    small_space: Callable[..., Space],
    wait_until: Callable[..., Any],
    is_working: Callable[[int], bool],
) -> None:
    space = kept(store, small_space(4_000))
    command = [sys.executable, "-c", SERVER, str(store.root), space]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        workers = [int(pid) for pid in server.stdout.readline().split()]
        assert server.stdout.readline() == "working\n"
        assert len(workers) == 2
        assert all(is_working(pid) for pid in workers)
        server.kill()
    wait_until(lambda: not any(is_working(pid) for pid in workers), "a worker lived on")
