"""A job as the events of a running day leave it: status, promise, windows and place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.clock import Clock
from models.day.facts import JobFacts, JobState, Mark
from models.job import Job, JobStatus, Window
from models.scenario import Horizon

STATUS = {
    JobState.STARTED: JobStatus.IN_PROGRESS,
    JobState.FINISHED: JobStatus.FINISHED,
    JobState.CANCELLED: JobStatus.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class _Promise:
    """When the work may start, and what the customer has been told."""

    windows: tuple[Window, ...]
    told: datetime | None


def changes(job: Job, facts: JobFacts, clock: Clock, horizon: Horizon) -> dict[str, Any]:
    """The fields of a job that facts change, with their values; empty where nothing differs.

    It depends on nothing but the facts, so that the order in which they were heard does not matter.
    """
    promise = _promise(job, facts, clock, horizon)
    new: dict[str, Any] = {
        "status": STATUS.get(facts.state, job.status),
        "windows": promise.windows,
        "appointment_told": promise.told,
        "place": job.place if facts.place is None else facts.place,
    }
    barred = facts.bars_engineer_id
    if barred is not None and barred not in job.refused_engineer_ids:
        new["refused_engineer_ids"] = (*job.refused_engineer_ids, barred)
        if job.required_engineer_id == barred:
            new["required_engineer_id"] = None
    return {name: value for name, value in new.items() if value != getattr(job, name)}


def _promise(job: Job, facts: JobFacts, clock: Clock, horizon: Horizon) -> _Promise:
    """What is left of the promise: each fact in the order of their marks."""
    steps: list[tuple[Mark, Callable[[_Promise], _Promise]]] = []
    marks = facts.marks
    if facts.told is not None:
        told = facts.told
        steps.append((marks["told"], lambda promise: _tell(promise, told, clock)))
    if facts.wish is not None:
        wish = facts.wish
        steps.append((marks["wish"], lambda _: _Promise(wish, None)))
    if facts.not_before is not None:
        begin = facts.not_before
        steps.append((marks["not_before"], lambda promise: _wait(promise, begin, clock, horizon)))
    if facts.failed is not None and not facts.keeps_promise:
        steps.append((facts.failed, lambda promise: _Promise(promise.windows, None)))
    promise = _Promise(job.windows, job.appointment_told)
    for _, step in sorted(steps, key=lambda one: one[0]):
        promise = step(promise)
    return promise


def _tell(promise: _Promise, told: datetime, clock: Clock) -> _Promise:
    """The appointment is told; it is a promise even where the windows have changed since."""
    windows = promise.windows
    at = clock.absolute(told)
    if windows and not any(
        clock.absolute(one.start) <= at <= clock.absolute(one.end) for one in windows
    ):
        windows = (*windows, Window(start=told, end=told))
    return _Promise(windows, told)


def _wait(promise: _Promise, begin: datetime, clock: Clock, horizon: Horizon) -> _Promise:
    """Nothing begins before a moment. Where no window is left, the rest of that day would do."""
    at = clock.absolute(begin)
    shown = at.astimezone(clock.zone)
    if promise.windows:
        left = tuple(
            one if clock.absolute(one.start) >= at else one.model_copy(update={"start": shown})
            for one in promise.windows
            if clock.absolute(one.end) >= at
        )
    else:
        left = tuple(
            Window(start=shown, end=end)
            for end in (horizon.end,)
            if clock.absolute(horizon.end) >= at
        )
    if not left:
        left = (Window(start=shown, end=end_of_day(shown)),)
    told = promise.told
    if told is not None and clock.absolute(told) < at:
        told = shown if any(clock.absolute(one.start) == at for one in left) else None
    return _Promise(left, told)


def end_of_day(moment: datetime) -> datetime:
    """The local midnight that follows."""
    next_day = moment.date() + timedelta(days=1)
    return datetime(next_day.year, next_day.month, next_day.day, tzinfo=moment.tzinfo)
