"""Using the package costs no more than it must: torch stays out until an encoder needs it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "transformers", "sentence_transformers", "dash", "flask")


@pytest.mark.parametrize(
    "script",
    [
        "import embeddings",
        "from embeddings import builtin, neighbours; neighbours(builtin('sentences'), 0, k=3)",
        "from embeddings.encoders import ENCODERS; ENCODERS.all(); ENCODERS.make('minilm').missing()",
        "from embeddings import encode; encode(['one text', 'two texts'], 'lsa')",
        "from embeddings.vae import Run, manifold, shipped; manifold(shipped('mnist'))",
    ],
    ids=["import", "built-in space", "list of encoders", "LSA", "VAE"],
)
def test_torch_is_not_imported(script: str) -> None:
    code = f"{script}\nimport sys; print(sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
