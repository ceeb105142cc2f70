"""Jobs: long work outside the web process, with progress, cancel, and a state that outlives the page."""

from dashboard.jobs.runner import JobEngine, Jobs
from dashboard.jobs.state import JobState

__all__ = ["JobEngine", "JobState", "Jobs"]
