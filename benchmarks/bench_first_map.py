"""From the command to the map: `python -m dashboard banking77_test.csv --encoder minilm` on an empty store.

Embedding Atlas 0.26 needed 48.7 s from its command to its page for the same file on such a machine; run
`embedding-atlas banking77_test.csv --text text` to see its figure on yours.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.browser import chromium
from benchmarks.data import BANKING
from benchmarks.timing import table

ROOT = Path(__file__).parents[1]
ATLAS = 48.7


def main() -> None:
    """Time the first map, the vectors and the final map of 3,080 questions."""
    if not BANKING.exists():
        print("banking77_test.csv is not beside this clone, so this was not measured.")
        return
    with chromium() as browser, tempfile.TemporaryDirectory() as store:
        page = browser.new_page()
        start = time.perf_counter()
        server = launch(store)
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found, "the server did not start"
            page.goto(found[0])
            marks = [("server answers", time.perf_counter() - start)]
            marks += [(name, moment(page, words) - start) for name, words in STEPS]
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()
    rows = [[name, f"{seconds:.1f} s", f"{ATLAS / seconds:.1f}×"] for name, seconds in marks]
    table(["3,080 questions, MiniLM, UMAP", "since the command", f"sooner than {ATLAS} s"], rows)


STEPS = [
    ("first map (LSA preview)", "LSA"),
    ("MiniLM vectors, PCA", "MiniLM"),
    ("final UMAP map", "UMAP"),
]


def launch(store: str) -> "subprocess.Popen[str]":
    """Start the dashboard on an empty store, as the issue's command does."""
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


if __name__ == "__main__":
    main()
