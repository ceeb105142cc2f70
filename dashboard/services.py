"""What the page's callbacks and routes work with; made once, passed on, so that two apps share nothing."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.jobs import Jobs
from dashboard.settings import Settings
from dashboard.store import Store


@dataclass(frozen=True)
class Services:
    """The settings, the store and the job engine of one running app."""

    settings: Settings
    store: Store
    jobs: Jobs

    @classmethod
    def start(cls, settings: Settings, store: Store | None = None) -> Services:
        """Open the store, unless it is given, and start the workers, which warm up before anyone asks."""
        store = store or Store(settings.store)
        jobs = Jobs(store, lanes=settings.lanes)
        jobs.start()
        return cls(settings, store, jobs)
