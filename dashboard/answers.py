"""What the page shows for a view: the map, the work that it waits for, or what went wrong."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from dashboard.jobs.state import JobState


@dataclass(frozen=True)
class Scene:
    """What the map draws.

    Parameters
    ----------
    space
        The id of the space on the map.
    items
        What the items are, apart from their vectors: points fly between two maps of the same items.
    key
        The key of the coordinates in the store.
    dimensions, count
        The shape of the map.
    title
        “UMAP, 2D”.
    preview
        A sentence that says of what this map is a preview, or nothing.
    axes
        What the ends of its axes are called, where a person chose them.
    """

    space: str
    items: str
    key: str
    dimensions: int
    count: int
    title: str
    preview: str = ""
    axes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """What the page shows for a view: the map, the job it waits for, a problem, and the honest line."""

    scene: Scene | None = None
    job: JobState | None = None
    error: dict[str, str] | None = None
    quality: str = ""
    notes: tuple[str, ...] = ()
    settled: bool = True

    def as_json(self) -> dict[str, object]:
        """Return it as plain data for the page."""
        return asdict(self)
