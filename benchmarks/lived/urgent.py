"""Calls that come in while a day is lived: invented ones, or those of another scenario."""

from __future__ import annotations

from datetime import timedelta

from benchmarks.lived.truth import Truth
from models.clock import Clock
from models.engineer import Shift
from models.job import Job, JobStatus, Window
from models.places import index_places
from models.scenario import Scenario

PRIORITY = 10
ON_SITE_WITHIN_S = 4 * 3600
"""An invented urgent call is to be begun within so long."""
LAST_CALL_SHARE = 0.75
"""Invented calls come in during the first so much of the working day."""


def invented_calls(scenario: Scenario, count: int) -> tuple[Job, ...]:
    """Urgent jobs like jobs of the day, at their places. `timed` says when they come in."""
    placed = index_places(scenario).job
    models = [job for job in scenario.jobs if job.id in placed]
    if not models:
        return ()
    step = max(1, len(models) // max(1, count))
    return tuple(
        models[(number * step) % len(models)].model_copy(
            update={
                "id": f"urgent-{number + 1}",
                "status": JobStatus.OPEN,
                "priority": PRIORITY,
                "windows": (),
                "appointment_told": None,
                "parts": (),
            }
        )
        for number in range(count)
    )


def timed(calls: tuple[Job, ...], scenario: Scenario, truth: Truth) -> tuple[Job, ...]:
    """Invented calls with the moments of one seed."""
    shifts = _shifts(scenario)
    if not shifts:
        return ()
    begin, end = min(one.start for one in shifts), max(one.end for one in shifts)

    def at(job: Job) -> Job:
        share = truth.share("urgent", job.id) * LAST_CALL_SHARE
        received = begin + timedelta(seconds=round(share * (end - begin).total_seconds()))
        window = Window(start=received, end=received + timedelta(seconds=ON_SITE_WITHIN_S))
        return job.model_copy(update={"received_at": received, "windows": (window,)})

    return tuple(at(job) for job in calls)


def calls_of(stream: Scenario, day: Scenario) -> tuple[Job, ...]:
    """The jobs of `stream` that come in during the working time of `day`, to be served at once.

    Their windows are what is left of that day. Names that the day uses already get a prefix.
    """
    clock = Clock.of(day)
    shifts = _shifts(day)
    if not shifts:
        return ()
    begin = min(clock.absolute(one.start) for one in shifts)
    end = max(clock.absolute(one.end) for one in shifts)
    taken = {job.id for job in day.jobs}
    found = []
    for job in stream.jobs:
        if job.received_at is None or not begin <= clock.absolute(job.received_at) < end:
            continue
        received = job.received_at
        found.append(
            job.model_copy(
                update={
                    "id": f"call-{job.id}" if job.id in taken else job.id,
                    "windows": (Window(start=received, end=end.astimezone(clock.zone)),),
                    "appointment_told": None,
                }
            )
        )
    return tuple(found)


def _shifts(scenario: Scenario) -> list[Shift]:
    return [shift for engineer in scenario.engineers for shift in engineer.shifts]
