"""Maps of the built-in spaces that come with the program, so that the first look waits for nothing.

They are results like those of the store, under the same keys: a map whose vectors, parameters or libraries have changed
is not found, and made again. `make words` makes them.
"""

from pathlib import Path

FOLDER = Path(__file__).parent / "results"
