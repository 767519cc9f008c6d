"""What a job lets the plan do: when its work may start (docs/timing.md, "What a job offers")."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.job import Job

Span = tuple[int, int]


def windows(facts: Facts, job: Job) -> Iterator[Span]:
    """The promised windows of a job, seconds."""
    for window in job.windows:
        yield facts.clock.seconds(window.start), facts.clock.seconds(window.end)


def possible_starts(facts: Facts, job: Job) -> list[Span]:
    """All spans in which the work may start; empty for a told moment outside the promises."""
    horizon = facts.scenario.horizon
    promised = list(windows(facts, job)) if job.windows else [(0, facts.clock.seconds(horizon.end))]
    if job.appointment_told is None:
        return promised
    told = facts.clock.seconds(job.appointment_told)
    if not job.windows:
        promised = [(min(told, 0), promised[0][1])]
    return [(told, last) for first, last in promised if first <= told <= last]


def door_s(facts: Facts, job: Job) -> int:
    """Seconds that have to pass at the door before the work may start."""
    return facts.scenario.policy.early_band.least_s if job.appointment_told is None else 0


def is_possible(starts: list[Span], moment: int) -> bool:
    """Whether the work may start at this moment."""
    return any(first <= moment <= last for first, last in starts)


def earlier_start(starts: list[Span], moment: int) -> int | None:
    """The last possible start before `moment`, if there is one."""
    return max((min(last, moment - 1) for first, last in starts if first < moment), default=None)


def later_start(starts: list[Span], moment: int) -> int | None:
    """The first possible start after `moment`, if there is one."""
    return min((max(first, moment + 1) for first, last in starts if last > moment), default=None)
