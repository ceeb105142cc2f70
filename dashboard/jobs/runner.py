"""The job engine of one machine: warm workers in lanes, each a process of its own.

`JobEngine` is all that the page knows of it, so that another engine can stand behind the same page.
"""

from __future__ import annotations

import atexit
import threading
from collections import Counter, deque
from collections.abc import Mapping
from typing import Any, Protocol

from dashboard.jobs.lanes import NICENESS, ON_DEMAND, lane_of
from dashboard.jobs.process import WorkerProcess
from dashboard.jobs.state import JobState, Status, died, state_from_json
from dashboard.question_recipes import PlaceRecipe, QueryRecipe
from dashboard.recipes import MAKES_A_SPACE, AnyRecipe
from dashboard.store import Store
from dashboard.train_recipe import TrainVaeRecipe

PATIENCE = 1.0  # seconds that a worker has to answer a cancel before it is killed
MOST_EARLY_DEATHS = MOST_DEATHS = 3


class JobEngine(Protocol):
    """What the page asks of whatever runs its jobs."""

    def submit(self, recipe: AnyRecipe, *, restart: bool = False) -> JobState:
        """Return the job of a recipe, started where it is neither done nor under way."""

    def state(self, key: str) -> JobState | None:
        """Return a job as it stands."""

    def cancel(self, key: str) -> None:
        """Stop a job; within two seconds it works no more."""


class Jobs:
    """Runs recipes in warm worker processes.

    Parameters
    ----------
    store
        Where recipes, states and results are kept.
    lanes
        How many workers each lane has, such as ``{"encode": 1, "project": 1, "quick": 1}``.
    """

    def __init__(self, store: Store, lanes: Mapping[str, int]) -> None:
        self._store, self._lanes = store, dict(lanes)
        self._lock = threading.RLock()
        self._states: dict[str, JobState] = {}
        self._queues: dict[str, deque[AnyRecipe]] = {lane: deque() for lane in self._lanes}
        self._workers: list[WorkerProcess] = []
        self._waiting_lanes: list[str] = []
        self._early_deaths = dict.fromkeys(self._lanes, 0)
        self._deaths: Counter[str] = Counter()  # of workers, while they were at a job
        self._stopped = False

    def start(self) -> None:
        """Start the workers, and take up again what was under way when the server last stopped.

        They warm up one lane after another, the quickest first; a lane that has work starts at once.
        """
        with self._lock:
            self._waiting_lanes = sorted(self._lanes, key=lambda lane: NICENESS.get(lane, 0))
            self._waiting_lanes = [lane for lane in self._waiting_lanes if lane not in ON_DEMAND]
            self._start_next_lane()
        atexit.register(self.stop)
        for key in self._store.job_keys():
            state = state_from_json(self._store.job(key) or {})
            recipe = self._store.recipe(key)
            if state is not None and state.unfinished and recipe is not None:
                self.submit(recipe, restart=True)

    def stop(self) -> None:
        """End every worker; what was under way is taken up at the next start."""
        with self._lock:
            self._stopped = True
            workers, self._workers = self._workers, []
        for worker in workers:
            worker.end()
        atexit.unregister(self.stop)

    def submit(self, recipe: AnyRecipe, *, restart: bool = False) -> JobState:
        """Return the job of a recipe: done, under way, stopped (unless `restart`), or newly queued."""
        key = recipe.key
        with self._lock:
            known = self.state(key)
            if self._is_made(recipe):
                done = JobState(key, recipe.kind, recipe.title, "done")
                if known is not None and known.status != "done" and not self._is_active(key):
                    self._set(done)
                return done
            active = self._is_active(key)
            stopped = known is not None and known.status in {"failed", "cancelled"}
            if known is not None and (active or (stopped and not restart)):
                return known
            self._deaths.pop(key, None)
            self._store.save_recipe(recipe)
            self._set(JobState(key, recipe.kind, recipe.title))
            lane = lane_of(recipe, self._lanes)
            if isinstance(recipe, QueryRecipe | PlaceRecipe):  # someone waits for its answer
                self._queues[lane].appendleft(recipe)
            else:
                self._queues[lane].append(recipe)
            self._start_lane(lane)
            self._dispatch()
            return self._states[key]

    def state(self, key: str) -> JobState | None:
        """Return a job as it stands."""
        with self._lock:
            if key in self._states:
                return self._states[key]
        return state_from_json(self._store.job(key) or {})

    def states(self) -> list[JobState]:
        """Return every job of this run of the server."""
        with self._lock:
            return list(self._states.values())

    def cancel(self, key: str) -> None:
        """Stop a job: a queued one is dropped, a running one is asked, and killed when it does not listen."""
        with self._lock:
            state = self._states.get(key)
            if state is None or not state.unfinished:
                return
            for waiting in self._queues.values():
                for recipe in [recipe for recipe in waiting if recipe.key == key]:
                    waiting.remove(recipe)
                    self._end(key, "cancelled")
                    return
            worker = next((it for it in self._workers if it.job == key and not it.stopping), None)
            if worker is None:
                return
            worker.stopping = True
            self._end(key, "cancelled")
        worker.ask({"cancel": key})
        timer = threading.Timer(PATIENCE, self._kill_if_deaf, [worker, key])
        timer.daemon = True
        timer.start()

    def _kill_if_deaf(self, worker: WorkerProcess, key: str) -> None:
        with self._lock:
            if worker.stopping and worker.job == key:
                worker.kill()

    def _start_lane(self, lane: str) -> None:
        if lane in self._waiting_lanes:
            self._waiting_lanes.remove(lane)
        if not self._stopped and not any(worker.lane == lane for worker in self._workers):
            self._workers += [self._new_worker(lane) for _ in range(self._lanes[lane])]

    def _start_next_lane(self) -> None:
        if self._waiting_lanes and all(worker.ready for worker in self._workers):
            self._start_lane(self._waiting_lanes[0])

    def _is_active(self, key: str) -> bool:
        return key in self._states and self._states[key].unfinished

    def _is_made(self, recipe: AnyRecipe) -> bool:
        if isinstance(recipe, MAKES_A_SPACE):
            return self._store.has_space(recipe.key)
        return self._store.has_result(recipe.key)

    def _new_worker(self, lane: str) -> WorkerProcess:
        return WorkerProcess(lane, self._store.root, self._hear)

    def _dispatch(self) -> None:
        for worker in self._workers:
            waiting = self._queues[worker.lane]
            if waiting and worker.ready and not worker.job:
                recipe = waiting.popleft()
                worker.job = recipe.key
                worker.ask({"recipe": recipe.model_dump(mode="json")})

    def _hear(self, worker: WorkerProcess, message: dict[str, Any]) -> None:
        with self._lock:
            if self._stopped:
                return
            if "ready" in message:
                worker.ready = True
                self._early_deaths[worker.lane] = 0
                self._start_next_lane()
                self._dispatch()
            elif "exit" in message:
                self._replace(worker, message["exit"])
            else:
                self._hear_of_job(worker, message)

    def _hear_of_job(self, worker: WorkerProcess, message: dict[str, Any]) -> None:
        for status in ("done", "cancelled", "failed"):
            if status in message:
                if not worker.stopping:
                    self._end(message[status], status, message.get("error"))
                worker.job, worker.stopping = "", False
                self._dispatch()
                return
        key = message.get("progress") or message.get("started", "")
        state = self._states.get(key)
        if state is None or not state.unfinished or worker.stopping:
            return
        if "started" in message:
            self._set(state.begun())
        else:
            self._states[key] = state.advanced(message["count"], message["total"], message["message"])

    def _replace(self, worker: WorkerProcess, status: int) -> None:
        if worker not in self._workers:
            return
        self._workers.remove(worker)
        if not worker.stopping and not self._goes_on(worker):
            self._end(worker.job, "failed", died(status))
        self._early_deaths[worker.lane] += not worker.ready
        if self._early_deaths[worker.lane] < MOST_EARLY_DEATHS:
            self._workers.append(self._new_worker(worker.lane))
            return
        for recipe in self._queues[worker.lane]:
            self._end(recipe.key, "failed", died(status))
        self._queues[worker.lane].clear()
        self._start_next_lane()

    def _goes_on(self, worker: WorkerProcess) -> bool:
        """Queue a training whose worker died: it goes on after its last whole epoch, unless that happens often."""
        state, recipe = self._states.get(worker.job), self._store.recipe(worker.job)
        if state is None or not state.unfinished or not isinstance(recipe, TrainVaeRecipe):
            return False
        self._deaths[recipe.key] += 1
        if self._deaths[recipe.key] >= MOST_DEATHS:
            return False
        self._set(JobState(recipe.key, recipe.kind, recipe.title))
        self._queues[worker.lane].appendleft(recipe)
        return True

    def _set(self, state: JobState) -> None:
        self._states[state.key] = state
        self._store.save_job(state.key, state.as_json())

    def _end(self, key: str, status: Status, error: dict[str, str] | None = None) -> None:
        state = self._states.get(key)
        if state is not None and state.unfinished:
            self._set(state.ended(status, error))
