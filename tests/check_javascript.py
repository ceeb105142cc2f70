"""Check the syntax of every JavaScript file with node, where node is installed."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Run ``node --check`` on each file; the number of files that fail is the exit status."""
    node = shutil.which("node")
    if node is None:
        print("node is not installed: the JavaScript files were not checked here (their tests in Chromium still run)")
        return 0
    files = sorted([*ROOT.glob("assets/**/*.js"), *ROOT.glob("dashboard/**/*.js"), *ROOT.glob("tests/js/*.js")])
    failed = 0
    for file in files:
        kind = "commonjs" if file.parent.name == "assets" else "module"
        done = subprocess.run(
            [node, f"--input-type={kind}", "--check"], input=file.read_bytes(), capture_output=True, check=False
        )
        if done.returncode:
            failed += 1
            print(f"{file.relative_to(ROOT)}:\n{done.stderr.decode()}")
    print(f"{len(files) - failed} of {len(files)} JavaScript files are sound")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
