"""Where a VAE may begin: a UMAP of the pictures that are learnt from, which untangles a plane that training alone tangles."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np

from embeddings.vae.settings import Settings
from embeddings.vae.weights_file import write_whole

FILE = "guide.npy"
COMPONENTS = 50
NEIGHBOURS, SPREAD, ROUNDS = 15, 0.3, 100
PAUSE = 0.2  # seconds


def guide(
    rows: np.ndarray, settings: Settings, folder: Path | None = None, watch: Callable[[], object] = lambda: None
) -> np.ndarray:
    """Return a place for each picture, ``(n, latent)`` float32, each number of mean 0 and variance 1 as the prior has.

    Parameters
    ----------
    rows
        ``(n, pixels)`` uint8: the pictures that are learnt from, never those held out. No labels.
    settings
        The latent size and the seed.
    folder
        Where it is kept for a training that goes on.
    watch
        Called several times a second; what it raises ends the work.
    """
    if folder is not None and (folder / FILE).is_file():
        kept = np.load(folder / FILE, allow_pickle=False)
        if kept.shape == (len(rows), settings.latent):
            return np.asarray(kept, np.float32)
    found = mapped_apart(rows, settings, watch)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        held = BytesIO()
        np.save(held, found)
        write_whole(folder / FILE, held.getvalue())
    return found


def mapped_apart(rows: np.ndarray, settings: Settings, watch: Callable[[], object]) -> np.ndarray:
    """Do what `mapped` does in an interpreter of its own: where umap was imported, torch took seven times as long."""
    with tempfile.TemporaryDirectory() as made:
        given, out = Path(made) / "rows.npy", Path(made) / "places.npy"
        np.save(given, rows)
        words = [
            sys.executable,
            "-m",
            "embeddings.vae.guide",
            str(given),
            str(out),
            str(settings.latent),
            str(settings.seed),
        ]
        with (Path(made) / "said").open("w+") as said:
            child = subprocess.Popen(words, cwd=Path(__file__).parents[2], stderr=said, stdout=subprocess.DEVNULL)
            try:
                while child.poll() is None:
                    watch()
                    try:
                        child.wait(PAUSE)
                    except subprocess.TimeoutExpired:
                        continue
            finally:
                child.kill()
                child.wait()
            if child.returncode:
                said.seek(0)
                raise RuntimeError(f"UMAP failed: {said.read()[-2_000:]}")
        return np.asarray(np.load(out, allow_pickle=False), np.float32)


def mapped(rows: np.ndarray, latent: int, seed: int) -> np.ndarray:
    """Return UMAP's places (McInnes et al., 2018) of the first fifty principal components, centred and scaled."""
    from sklearn.decomposition import PCA

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that another library, which nothing here uses, is absent
        from umap import UMAP
    components = min(COMPONENTS, rows.shape[1], len(rows) - 1)
    pressed = PCA(components, random_state=seed).fit_transform(rows.astype(np.float32) / 255)
    model = UMAP(
        n_components=latent,
        n_neighbors=min(NEIGHBOURS, len(rows) - 1),
        min_dist=SPREAD,
        n_epochs=ROUNDS,
        random_state=seed,
        n_jobs=1,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a seed leaves one thread
        places = np.asarray(model.fit_transform(pressed), np.float64)
    return np.asarray((places - places.mean(0)) / np.maximum(places.std(0), 1e-9), np.float32)


if __name__ == "__main__":
    source, target, latent, seed = sys.argv[1:]
    np.save(target, mapped(np.load(source, allow_pickle=False), int(latent), int(seed)))
