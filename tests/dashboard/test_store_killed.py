"""A writer killed at any moment leaves nothing half-made, and the next one works."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from dashboard.store import Store
from dashboard.store.files import sweep
from embeddings import Space

ROOT = Path(__file__).parents[2]
KILLS = 40
COUNT = 2_000
WRITER = """
import io, itertools, os, random, signal, sys, time
from pathlib import Path
import numpy as np, pandas as pd, pyarrow.parquet
from dashboard.store import Store
from embeddings import Space

root, kills, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
JOB = "0123456789abcdef"
chance = random.Random(0)

def write_for_ever(kill):
    store = Store(root, shipped=None)
    vectors = np.full((count, 20), 7, np.float32)
    space = Space(vectors, pd.DataFrame({"text": [f"item {index}" for index in range(count)]}), text="text")
    saves = [
        lambda key, number: [store.save_job(JOB, {"number": number, "filler": "x" * 200_000}) for _ in range(10)],
        lambda key, number: store.save_result(key, {"one": vectors, "two": vectors}, {"number": number}),
        lambda key, number: store.save_space(key, space),
        lambda key, number: store.save_upload(io.BytesIO(number.to_bytes(8, "big") * 50_000), "numbers.csv"),
    ]
    for number in range(kill * 10_000, (kill + 1) * 10_000):
        for step in range(4):
            saves[(kill + step) % 4](f"{number:08x}", number)

def written():
    return min(len(list(root.glob(f"{kind}/[!.]*"))) for kind in ("results", "spaces", "uploads"))

for kill in itertools.count():
    if kill >= kills and written() >= 3:
        break
    child = os.fork()
    if child == 0:
        write_for_ever(kill)
    time.sleep(chance.uniform(0, 0.15))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if (root / "jobs" / f"{JOB}.json").exists():
        assert len(Store(root, shipped=None).job(JOB)["filler"]) == 200_000, "half a file"
"""


def names(folder: Path) -> list[str]:
    return [place.name for place in folder.iterdir() if not place.name.startswith(".tmp-")]


def test_what_is_there_is_whole_and_the_next_save_works(tmp_path: Path, small_space: Callable[..., Space]) -> None:
    root = tmp_path / "store"
    subprocess.run([sys.executable, "-c", WRITER, root, str(KILLS), str(COUNT)], cwd=ROOT, check=True, timeout=300)
    store = Store(root, shipped=None)
    results, spaces, uploads = (names(root / kind) for kind in ("results", "spaces", "uploads"))
    for key in results:
        found = store.result(key)
        assert found.meta == {"number": int(key, 16)}
        assert all((array == 7).all() and len(array) == COUNT for array in found.arrays.values())
    for key in spaces:
        assert store.space(key).names[-1] == f"item {COUNT - 1}"
        assert np.asarray(store.space(key).vectors).min() == 7
    for key in uploads:
        assert store.upload(key).path.stat().st_size == 400_000
    left = list(root.glob("*/.tmp-*"))
    assert left, "some writers were killed in the middle"
    store.save_space("ffffffff", small_space(3))
    assert len(store.space("ffffffff")) == 3
    assert sweep(root, now=time.time() + 4_000) == len(left)
    assert list(root.glob("*/.tmp-*")) == []
