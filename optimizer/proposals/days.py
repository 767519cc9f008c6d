"""The times that can be offered for a visit: the rest of today, and the days that follow."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from models.job import Job, Window
from models.slot import SlotQuestion
from models.starts import Span, possible_starts
from optimizer.proposals.ground import Ground

__all__ = ["free_on", "spans_of_days", "wished_spans"]

OFFERED = SlotQuestion()
"""The hours in which visits are offered, and for how many days."""


def spans_of_days(ground: Ground, job: Job) -> tuple[Span, ...]:
    """The hours of each day from now on, as far as the horizon reaches.

    A customer who has asked for certain times is offered those and no others.
    """
    wished = wished_spans(ground, job)
    if wished is not None:
        return wished
    clock, now_s = ground.clock, ground.now_s
    today = clock.moment(now_s).date()
    end_s = clock.seconds(ground.day.scenario.horizon.end)
    spans = []
    for count in range(OFFERED.days):
        midnight = datetime.combine(today + timedelta(days=count), time.min)
        opens = clock.seconds(midnight + timedelta(seconds=OFFERED.opens_s))
        closes = clock.seconds(midnight + timedelta(seconds=OFFERED.closes_s))
        if max(opens, now_s) < min(closes, end_s):
            spans.append((max(opens, now_s), min(closes, end_s)))
    return tuple(spans)


def wished_spans(ground: Ground, job: Job) -> tuple[Span, ...] | None:
    """What is left of the windows that a customer has asked for, who was told nothing else."""
    if job.appointment_told is not None or not job.windows:
        return None
    spans = possible_starts(job, ground.day.scenario, ground.clock).spans
    left = tuple((max(first, ground.now_s), last) for first, last in spans if last >= ground.now_s)
    return left or None


def free_on(ground: Ground, job: Job, spans: tuple[Span, ...] | None = None) -> Job:
    """A job whose customer could be told any time that is offered."""
    moment = ground.clock.moment
    offered = spans_of_days(ground, job) if spans is None else spans
    windows = tuple(Window(start=moment(first), end=moment(last)) for first, last in offered)
    return job.model_copy(update={"appointment_told": None, "windows": windows})
