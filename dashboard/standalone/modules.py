"""Our JavaScript modules as an import map of `data:` addresses, so that one file can hold them all.

A module that lies in a `data:` address has no neighbours: a relative specifier would lead nowhere. Each is
rewritten to a bare one, which the import map leads to the module's own `data:` address.
"""

from __future__ import annotations

import base64
import posixpath
import re
from functools import cache
from pathlib import Path

ROOTS = {"map": Path(__file__).parents[2] / "assets" / "map", "page": Path(__file__).with_name("browser")}
IMPORT = re.compile(r'^(?P<before>(?:(?:import|export)\b[^;"(]*?\bfrom|import)\s+)"(?P<specifier>[^"]+)"', re.MULTILINE)


def import_map(entry: str) -> dict[str, str]:
    """Return the address of `entry`, such as ``page/main.js``, and of every module that it needs.

    What is imported only when it is called, by ``import()``, is left out.
    """
    sources: dict[str, str] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in sources:
            sources[name], needed = rewritten(name)
            waiting += needed
    return {name: data_address("text/javascript", text.encode()) for name, text in sorted(sources.items())}


def rewritten(name: str) -> tuple[str, list[str]]:
    """Return a module's source with bare specifiers, and the modules that it imports."""
    root, _, inside = name.partition("/")
    source = (ROOTS[root] / inside).read_text("utf-8")
    needed: list[str] = []

    def bare(match: re.Match[str]) -> str:
        specifier = match["specifier"]
        relative = specifier.startswith(".")
        needed.append(posixpath.normpath(posixpath.join(posixpath.dirname(name), specifier)) if relative else specifier)
        return f'{match["before"]}"{needed[-1]}"'

    return IMPORT.sub(bare, source), needed


def data_address(kind: str, content: bytes) -> str:
    """Return content as a `data:` address."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


@cache
def style_sheet() -> str:
    """Return the map's style sheet and the page's own, as one."""
    files = (ROOTS["page"] / "page.css", ROOTS["map"] / "map.css")
    return "\n".join(file.read_text("utf-8") for file in files)
