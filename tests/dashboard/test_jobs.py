"""The job engine with real workers: results, progress, Cancel, and what happens when a worker dies."""

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dashboard.jobs import Jobs, JobState
from dashboard.jobs import process as worker_process
from dashboard.recipes import GraphRecipe, ProjectRecipe
from dashboard.store import Store
from embeddings import Space

LONG = 4_000  # items whose t-SNE takes a minute


@pytest.fixture
def jobs(store: Store) -> Iterator[Jobs]:
    """Return one quick worker, on a store of its own."""
    made = Jobs(store, {"quick": 1})
    made.start()
    yield made
    made.stop()


@pytest.fixture
def keep(store: Store, small_space: Callable[..., Space]) -> Callable[..., str]:
    """Return a function that keeps a small space and returns its id."""

    def kept(count: int, seed: int = 0) -> str:
        space = small_space(count, 10, seed)
        store.save_space(space.key, space)
        return space.key

    return kept


def tsne(space: str, **more: Any) -> ProjectRecipe:
    return ProjectRecipe(space=space, space_key=space, method="tsne", **more)


def worker_of(jobs: Jobs) -> int:
    return jobs._workers[0].pid


def wait_for(wait_until: Callable[..., Any], jobs: Jobs, key: str, *wanted: str) -> JobState:
    wait_until(lambda: jobs.state(key).status in wanted, f"never one of {wanted}")
    return jobs.state(key)


def test_a_job_runs_and_its_result_is_in_the_store(
    jobs: Jobs, store: Store, keep: Callable[..., str], wait_until: Callable[..., Any]
) -> None:
    recipe = GraphRecipe(space=keep(50), space_key="k", k=7)
    assert jobs.submit(recipe).status == "queued"
    state = wait_for(wait_until, jobs, recipe.key, "done", "failed")
    assert (state.status, state.kind, state.title) == ("done", "graph", "Finding every item's neighbours")
    assert store.result(recipe.key).arrays["indices"].shape == (50, 7)
    assert store.result(recipe.key).meta == {"metric": "cosine", "exact": True}
    assert jobs.submit(recipe).status == "done", "what is made is not made again"
    assert store.job(recipe.key)["status"] == "done"


def test_progress_is_counted(jobs: Jobs, keep: Callable[..., str], wait_until: Callable[..., Any]) -> None:
    recipe = tsne(keep(LONG))
    jobs.submit(recipe)
    seen: list[int] = []

    def arranging() -> bool:
        state = jobs.state(recipe.key)
        assert state.status in {"queued", "running"}
        if state.message == "arranging the points" and state.done not in seen:
            assert state.total == 750
            seen.append(state.done)
        return len(seen) >= 3

    wait_until(arranging)
    assert seen == sorted(seen)
    state = jobs.state(recipe.key)
    assert state.rate > 0
    assert state.seconds_left > 0
    assert state.started is not None


def test_a_second_submit_of_the_same_recipe_is_the_same_job(
    jobs: Jobs, keep: Callable[..., str], wait_until: Callable[..., Any]
) -> None:
    space = keep(LONG)
    first, again = tsne(space), tsne(space, parameters={"exaggeration": "1"})
    jobs.submit(first)
    assert jobs.submit(again).key == first.key
    wait_for(wait_until, jobs, first.key, "running")
    assert jobs.submit(again).status == "running"
    assert jobs.submit(again, restart=True).status == "running"
    assert len(jobs.states()) == 1


def test_a_queued_job_is_cancelled_and_never_runs(
    jobs: Jobs, store: Store, keep: Callable[..., str], wait_until: Callable[..., Any]
) -> None:
    space = keep(LONG)
    running, queued, last = tsne(space), tsne(space, seed=1), GraphRecipe(space=space, space_key=space, k=3)
    for recipe in (running, queued, last):
        jobs.submit(recipe)
    jobs.cancel(queued.key)
    assert jobs.state(queued.key).status == "cancelled"
    wait_for(wait_until, jobs, running.key, "running")
    jobs.cancel(running.key)
    assert wait_for(wait_until, jobs, last.key, "done", "failed").status == "done"
    assert jobs.state(queued.key).status == "cancelled"
    assert not store.has_result(queued.key)


def test_cancelling_while_the_worker_still_warms_up_costs_no_worker(
    jobs: Jobs, keep: Callable[..., str], wait_until: Callable[..., Any]
) -> None:
    space, worker = keep(20), worker_of(jobs)
    for k in range(2, 7):
        recipe = GraphRecipe(space=space, space_key=space, k=k)
        jobs.submit(recipe)
        jobs.cancel(recipe.key)
        assert jobs.state(recipe.key).status == "cancelled"
    after = GraphRecipe(space=space, space_key=space, k=8)
    jobs.submit(after)
    assert wait_for(wait_until, jobs, after.key, "done", "failed").status == "done"
    assert worker_of(jobs) == worker


def test_a_running_job_listens_to_cancel_and_its_worker_stays_warm(
    jobs: Jobs, store: Store, keep: Callable[..., str], wait_until: Callable[..., Any]
) -> None:
    space = keep(LONG)
    recipe = tsne(space)
    jobs.submit(recipe)
    wait_until(lambda: jobs.state(recipe.key).message == "arranging the points")
    worker = worker_of(jobs)
    jobs.cancel(recipe.key)
    wait_for(wait_until, jobs, recipe.key, "cancelled")
    assert not store.has_result(recipe.key)
    wait_until(lambda: jobs._workers[0].job == "")
    after = GraphRecipe(space=space, space_key=space, k=3)
    jobs.submit(after)
    assert wait_for(wait_until, jobs, after.key, "done", "failed").status == "done"
    assert worker_of(jobs) == worker


def test_a_worker_that_does_not_listen_is_killed_and_replaced(
    jobs: Jobs, keep: Callable[..., str], wait_until: Callable[..., Any], is_working: Callable[[int], bool]
) -> None:
    space = keep(LONG)
    recipe = tsne(space)
    jobs.submit(recipe)
    wait_for(wait_until, jobs, recipe.key, "running")
    worker = worker_of(jobs)
    os.kill(worker, signal.SIGSTOP)  # deaf, as a long call into a library is
    jobs.cancel(recipe.key)
    wait_until(lambda: not is_working(worker), "the worker went on")
    assert jobs.state(recipe.key).status == "cancelled"
    after = GraphRecipe(space=space, space_key=space, k=3)
    jobs.submit(after)
    assert wait_for(wait_until, jobs, after.key, "done", "failed").status == "done"
    assert worker_of(jobs) != worker


def test_a_cancelled_job_stays_cancelled_until_it_is_restarted(
    jobs: Jobs, keep: Callable[..., str], wait_until: Callable[..., Any]
) -> None:
    recipe = tsne(keep(60))
    jobs.submit(recipe)
    jobs.cancel(recipe.key)
    wait_for(wait_until, jobs, recipe.key, "cancelled")
    assert jobs.submit(recipe).status == "cancelled"
    jobs.cancel(recipe.key)
    assert jobs.submit(recipe, restart=True).status == "queued"
    assert wait_for(wait_until, jobs, recipe.key, "done", "failed").status == "done"


@pytest.mark.parametrize("deaf", [False, True])
def test_a_job_can_be_started_again_in_the_moment_that_it_is_cancelled(
    jobs: Jobs, keep: Callable[..., str], wait_until: Callable[..., Any], deaf: bool
) -> None:
    recipe = tsne(keep(LONG))
    jobs.submit(recipe)
    wait_until(lambda: jobs.state(recipe.key).message == "arranging the points")
    worker = worker_of(jobs)
    if deaf:
        os.kill(worker, signal.SIGSTOP)
    jobs.cancel(recipe.key)
    assert jobs.state(recipe.key).status == "cancelled"
    assert jobs.submit(recipe, restart=True).status == "queued"
    wait_until(lambda: jobs.state(recipe.key).message == "arranging the points", "it never ran again")
    assert jobs.state(recipe.key).status == "running"
    assert (worker_of(jobs) != worker) == deaf
    jobs.cancel(recipe.key)
    wait_until(lambda: jobs._workers[0].job == "", "the second cancel was not heard")


def test_a_killed_worker_fails_its_job_with_a_sentence_and_the_next_job_runs(
    jobs: Jobs, keep: Callable[..., str], wait_until: Callable[..., Any]
) -> None:
    space = keep(LONG)
    recipe, after = tsne(space), GraphRecipe(space=space, space_key=space, k=3)
    jobs.submit(recipe)
    jobs.submit(after)
    wait_for(wait_until, jobs, recipe.key, "running")
    worker = worker_of(jobs)
    os.kill(worker, signal.SIGKILL)
    error = wait_for(wait_until, jobs, recipe.key, "failed").error
    assert error == {
        "title": "The work stopped",
        "detail": "The worker process was killed, most likely because the machine ran out of memory (status -9)",
        "hint": "Start again; with fewer rows if it happens twice.",
    }
    assert wait_for(wait_until, jobs, after.key, "done", "failed").status == "done"
    assert worker_of(jobs) != worker


def test_what_goes_wrong_is_told_in_three_parts(
    jobs: Jobs, keep: Callable[..., str], wait_until: Callable[..., Any]
) -> None:
    recipe = GraphRecipe(space="0123456789abcdef", space_key="k")
    jobs.submit(recipe)
    error = wait_for(wait_until, jobs, recipe.key, "failed").error
    assert error["detail"] == "The store has no space “0123456789abcdef”"
    assert set(error) == {"title", "detail", "hint"}
    assert jobs.submit(recipe).status == "failed", "it is not tried again and again"


def test_workers_that_cannot_start_fail_their_jobs_and_are_tried_again(
    store: Store, keep: Callable[..., str], wait_until: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = GraphRecipe(space=keep(20), space_key="k", k=3)
    jobs = Jobs(store, {"quick": 1})
    with monkeypatch.context() as broken:
        broken.setattr(worker_process.sys, "executable", "/bin/false")
        jobs.start()
        jobs.submit(recipe)
        error = wait_for(wait_until, jobs, recipe.key, "failed").error
        assert error["detail"] == "The worker process ended unexpectedly (status 1)"
        wait_until(lambda: not jobs._workers)
    try:
        assert jobs.submit(recipe, restart=True).status == "queued"
        assert wait_for(wait_until, jobs, recipe.key, "done", "failed").status == "done"
    finally:
        jobs.stop()


def test_an_unknown_job_is_none_and_its_cancel_is_nothing(store: Store) -> None:
    jobs = Jobs(store, {"quick": 1})
    assert jobs.state("0123456789abcdef") is None
    assert jobs.state("../../etc") is None
    jobs.cancel("0123456789abcdef")
    assert jobs.states() == []


def test_lanes_warm_up_one_after_another_but_work_does_not_wait_its_turn(
    store: Store, keep: Callable[..., str], wait_until: Callable[..., Any]
) -> None:
    jobs = Jobs(store, {"project": 1, "quick": 1})
    jobs.start()
    try:
        assert [worker.lane for worker in jobs._workers] == ["quick"]
        wait_until(lambda: [worker.lane for worker in jobs._workers] == ["quick", "project"])
        assert jobs._workers[0].ready
    finally:
        jobs.stop()
    eager = Jobs(store, {"project": 1, "quick": 1})
    eager.start()
    try:
        eager.submit(tsne(keep(60)))
        assert [worker.lane for worker in eager._workers] == ["quick", "project"]
    finally:
        eager.stop()
