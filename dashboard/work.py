"""Honest progress: what is being done, how many of how many, how fast, and how long still."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.jobs import JobState

STOPPED = {"cancelled": "stopped", "failed": "failed"}


def progress_strip(job: JobState | None, now: float) -> tuple[list[Component] | str, Component | None, bool]:
    """Return the line, the bar and whether the job has stopped.

    Parameters
    ----------
    job
        The job that the page waits for.
    now
        Seconds since the epoch, for the time that it has taken.
    """
    if job is None:
        return "", None, False
    if job.status in STOPPED:
        return [html.Strong(job.title), html.Span(STOPPED[job.status], className="figures")], None, True
    line: list[Component] = [html.Strong(job.title), html.Span(figures(job, now), className="figures")]
    return line, bar(job), False


def figures(job: JobState, now: float) -> str:
    """Return the job's figures in words, only those that are known."""
    if job.status == "queued":
        return "waiting for a worker"
    parts = [job.message] if job.message else []
    if job.total > 1:
        parts.append(f"{job.done:,} of {job.total:,}")
    if job.rate:
        parts.append(f"{job.rate:,.0f} a second")
    if job.seconds_left is not None:
        parts.append(f"{duration(job.seconds_left)} left")
    elif job.started:
        parts.append(f"{duration(now - job.started)} so far")
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """Return a length of time as people say it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min"


def share_of(job: JobState) -> int | None:
    """Return how much of a job is done, of a hundred, where that is known."""
    known = job.total > 0 and job.status == "running"
    return min(100, round(100 * job.done / job.total)) if known else None


def bar(job: JobState) -> Component:
    """Return the bar; where the end is not known it moves without a figure."""
    share = share_of(job)
    figure = {"aria-valuenow": str(share)} if share is not None else {}
    return html.Div(
        html.Div(className="bar-fill", style={"width": f"{share}%"} if share is not None else {}),
        className="bar" if share is not None else "bar indeterminate",
        role="progressbar",
        **{"aria-label": job.title, "aria-valuemin": "0", "aria-valuemax": "100"},
        **figure,
    )
