"""One worker's conversation: JSON lines on a stream of its own, whatever libraries print."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.jobs.process import WorkerProcess
from dashboard.jobs.worker import for_people
from dashboard.recipes import GraphRecipe
from dashboard.store import Store
from embeddings import Space, UserError

ROOT = Path(__file__).parents[2]
NOISY = """
import os, sys, warnings
from pathlib import Path
from dashboard.jobs import tasks, worker

quiet = tasks.TASKS["graph"]

def noisy(recipe, store, progress):
    print("noise from Python")
    os.write(1, b"noise from C\\n")
    assert sys.stdin.read() == "", "nobody else may read the questions"
    quiet(recipe, store, progress)

tasks.TASKS["graph"] = noisy
worker.main(Path(sys.argv[1]), lambda: print("noise while warming up"), 0)
"""


def test_what_libraries_print_does_not_disturb_it(store: Store, small_space: Callable[..., Space]) -> None:
    space = small_space(20)
    store.save_space(space.key, space)
    recipe = GraphRecipe(space=space.key, space_key=space.key, k=3)
    command = [sys.executable, "-c", NOISY, str(store.root)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as worker:
        worker.stdin.write(json.dumps({"recipe": recipe.model_dump(mode="json")}) + "\n")
        worker.stdin.flush()
        answers = [json.loads(worker.stdout.readline())]
        while not {"done", "failed"} & answers[-1].keys():
            answers.append(json.loads(worker.stdout.readline()))
        rest, said = worker.communicate(timeout=60)
    assert answers[0] == {"ready": worker.pid}
    assert answers[1] == {"started": recipe.key}
    assert answers[-1] == {"done": recipe.key}
    assert {"progress": recipe.key, "count": 20, "total": 20, "message": "finding neighbours"} in answers
    assert rest == ""
    for noise in ("noise while warming up", "noise from Python", "noise from C"):
        assert noise in said
    assert store.has_result(recipe.key)


def test_a_line_that_a_dying_worker_left_unfinished_is_passed_over(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wait_until: Callable[..., object]
) -> None:
    script = tmp_path / "worker.sh"
    script.write_text('#!/bin/sh\necho \'{"ready": 1}\'\nprintf \'{"progress": "0123\'\nexit 3\n')
    script.chmod(0o755)
    heard: list[dict[str, object]] = []
    monkeypatch.setattr("dashboard.jobs.process.sys.executable", str(script))
    WorkerProcess("quick", store.root, lambda worker, message: heard.append(message))
    wait_until(lambda: {"exit": 3} in heard)
    assert heard == [{"ready": 1}, {"exit": 3}]


def test_an_error_for_people_keeps_its_three_parts() -> None:
    assert for_people(UserError("Title", "detail", "hint")) == {"title": "Title", "detail": "detail", "hint": "hint"}


@pytest.mark.parametrize(
    ("error", "title", "said"),
    [
        (MemoryError(), "Not enough memory", "more memory than this machine has free"),
        (KeyError("vectors"), "Something went wrong", "KeyError: 'vectors'"),
        (ValueError("x" * 1_000), "Something went wrong", "xxx"),
    ],
)
def test_any_other_error_goes_to_the_log_whole_and_to_people_in_short(
    error: Exception, title: str, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    told = for_people(error)
    assert told["title"] == title
    assert said in told["detail"]
    assert len(told["detail"]) <= 300
    assert told["hint"]
    assert type(error).__name__ in capfd.readouterr().err
