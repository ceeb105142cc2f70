"""A worker that is killed in the middle of an encode: what it had finished is not encoded again."""

import json
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dashboard.jobs import Jobs
from dashboard.recipes import EncodeRecipe
from dashboard.store import Store
from embeddings.shards import BLOCK

COUNT = 2 * BLOCK + 500
BATCH = 512


class Handler(BaseHTTPRequestHandler):
    """An embeddings service that counts what it is asked, and does not answer while its gate is closed."""

    def do_POST(self) -> None:
        server: Any = self.server
        texts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
        server.asked.update(texts)
        if len(server.asked) > 2 * BLOCK - BATCH:
            server.far.set()
            server.gate.wait()
        numbers = [[float(text.split()[-1]) + 1, 1.0] for text in texts]
        body = json.dumps({"data": [{"index": place, "embedding": row} for place, row in enumerate(numbers)]}).encode()
        try:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:  # whoever asked was killed
            return

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.far, server.gate = Counter(), threading.Event(), threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    monkeypatch.setenv("VECTORSCAPE_API_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("VECTORSCAPE_API_MODEL", "numbers")
    yield server
    server.gate.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("who", ["worker", "server"])
def test_no_finished_block_is_encoded_again(
    store: Store, tmp_path: Path, service: Any, wait_until: Callable[..., Any], who: str
) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("text,label\n" + "".join(f"number {number},a\n" for number in range(COUNT)))
    recipe = EncodeRecipe(
        upload=store.add_file(path).id, name="numbers", text="text", encoder="api", parameters={"batch": BATCH}
    )
    jobs = Jobs(store, {"quick": 1})
    jobs.start()
    try:
        jobs.submit(recipe)
        wait_until(service.far.is_set)
        os.kill(jobs._workers[0].pid, signal.SIGKILL)
        if who == "worker":
            wait_until(lambda: jobs.state(recipe.key).status == "failed")
            assert "was killed" in jobs.state(recipe.key).error["detail"]
        else:
            jobs.stop()
            store.save_job(
                recipe.key, {**store.job(recipe.key), "status": "running"}
            )  # as a server that was killed too
            jobs = Jobs(Store(store.root, shipped=None), {"quick": 1})
        before = Counter(service.asked)
        service.gate.set()
        if who == "worker":
            jobs.submit(recipe, restart=True)
        else:
            jobs.start()
        wait_until(lambda: jobs.state(recipe.key).status == "done")
    finally:
        jobs.stop()
    again = {text for text, times in service.asked.items() if times > 1}
    assert again == {f"number {number}" for number in range(BLOCK, BLOCK + len(again))}
    assert again == {text for text in before if int(text.split()[-1]) >= BLOCK}
    assert len(service.asked) == COUNT
    assert max(service.asked.values()) == 2
    space = store.space(recipe.key)
    assert space.items["text"].tolist() == [f"number {number}" for number in range(COUNT)]
    assert not store.shards(recipe.key).folder.exists()
