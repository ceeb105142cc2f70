"""From the command to the map: `python -m dashboard banking77_test.csv --encoder minilm` on an empty store.

Beside it, in the same run: Embedding Atlas on the same file with the same weights, from its command until it serves its
page, which is when its map is made. Ours is timed in a browser, until each map is drawn.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.browser import chromium
from benchmarks.data import BANKING
from benchmarks.peers import atlas
from benchmarks.timing import table

ROOT = Path(__file__).parents[1]
ASKED = 48.7  # seconds of Embedding Atlas on the machine for which the wanted times were written down
STEPS = [
    ("first map (LSA preview)", "LSA", 6),
    ("MiniLM vectors, PCA", "MiniLM", None),
    ("final UMAP map", "UMAP", 25),
]


def main() -> None:
    """Time the first map, the vectors and the final map of 3,080 questions."""
    if not BANKING.exists():
        print("banking77_test.csv is not beside this clone, so this was not measured.")
        return
    peer = seconds_of_atlas()
    rows = [["Embedding Atlas serves its page", f"{peer:.1f} s", "1.0×", ""]]
    for name, seconds, wanted in our_marks():
        goal = f"{ASKED / wanted:.1f}× ({wanted} s where Atlas needs {ASKED} s)" if wanted else ""
        rows.append([name, f"{seconds:.1f} s", f"{peer / seconds:.1f}×", goal])
    table(["3,080 questions, MiniLM, UMAP", "since the command", "sooner than Atlas", "wanted"], rows)


def our_marks() -> list[tuple[str, float, float | None]]:
    """Return when each map was drawn, in seconds since the command, beside the time that was wanted."""
    with chromium() as browser, tempfile.TemporaryDirectory() as store:
        page = browser.new_page()
        start = time.perf_counter()
        server = launch(store)
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found, "the server did not start"
            page.goto(found[0])
            return [(name, moment(page, words) - start, wanted) for name, words, wanted in STEPS]
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


def launch(store: str) -> "subprocess.Popen[str]":
    """Start the dashboard on an empty store, as a person does."""
    command = [sys.executable, "-m", "dashboard", str(BANKING), "--text", "text", "--label", "category"]
    command += ["--encoder", "minilm", "--no-browser", "--port", "0", "--store", store]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )


def moment(page: Page, words: str) -> float:
    """Return when the map on screen is the one that the line under it names."""
    page.wait_for_function(
        """words => {
          const [map, line] = ["map", "scene-line"].map((id) => document.getElementById(id));
          const title = map?.getAttribute("aria-description");
          return title && map.dataset.state === "ready" && line.textContent.endsWith(title) && line.textContent.includes(words);
        }""",
        arg=words,
        timeout=180_000,
        polling=50,
    )
    return time.perf_counter()


def seconds_of_atlas() -> float:
    """Return how long Embedding Atlas needs from its command until it serves its page, nothing of it kept from before."""
    command, model = atlas()
    with tempfile.TemporaryDirectory() as cache, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        asked = [command, BANKING, "--text", "text", "--model", model, "--host", "127.0.0.1", "--port", str(port)]
        environment = {**os.environ, "HF_HUB_OFFLINE": "1", "XDG_CACHE_HOME": cache}
        start = time.perf_counter()
        server = subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        try:
            while not serves(port):
                assert server.poll() is None, "Embedding Atlas ended"
                time.sleep(0.1)
            return time.perf_counter() - start
        finally:
            server.terminate()
            server.wait()


def serves(port: int) -> bool:
    """Return whether a page is answered on a port."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    main()
