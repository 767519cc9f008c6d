"""What a job lets the plan do: when its work may start (docs/timing.md, "What a job offers")."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.audit.reserves import least_door_s
from models.job import Job

Span = tuple[int, int]


def windows(facts: Facts, job: Job) -> Iterator[Span]:
    """The promised windows of a job, seconds."""
    for window in job.windows:
        yield facts.clock.seconds(window.start), facts.clock.seconds(window.end)


def promised_spans(facts: Facts, job: Job) -> list[Span]:
    """All spans in which the work may start; empty for a told moment outside the promises."""
    horizon = facts.scenario.horizon
    promised = list(windows(facts, job)) if job.windows else [(0, facts.clock.seconds(horizon.end))]
    if job.appointment_told is None:
        return promised
    told = facts.clock.seconds(job.appointment_told)
    if not job.windows:
        promised = [(min(told, 0), promised[0][1])]
    return [(told, last) for first, last in promised if first <= told <= last]


def past_raster_s(facts: Facts, moment: int) -> int:
    """Seconds by which a moment is past the last one at which an appointment may be chosen.

    The raster begins with the full hour of the local clock at, or before, the start of the horizon.
    """
    start = facts.clock.moment(0)
    since_hour_s = 60 * start.minute + start.second + moment
    return since_hour_s % facts.scenario.policy.appointment_raster_s


def possible_starts(facts: Facts, job: Job) -> list[range]:
    """All moments at which the work may start, span by span."""
    spans = promised_spans(facts, job)
    if job.appointment_told is not None:
        return [range(first, last + 1) for first, last in spans]
    step = facts.scenario.policy.appointment_raster_s
    return [
        range(first + -past_raster_s(facts, first) % step, last + 1, step) for first, last in spans
    ]


def door_s(facts: Facts, job: Job) -> int:
    """Seconds that have to pass at the door before the work may start."""
    return least_door_s(facts.scenario.policy) if job.appointment_told is None else 0


def is_possible(starts: list[range], moment: int) -> bool:
    """Whether the work may start at this moment."""
    return any(moment in one for one in starts)


def earlier_start(starts: list[range], moment: int) -> int | None:
    """The last possible start before `moment`, if there is one."""
    before = [range(one.start, min(one.stop, moment), one.step) for one in starts]
    return max((one[-1] for one in before if one), default=None)


def later_start(starts: list[range], moment: int) -> int | None:
    """The first possible start after `moment`, if there is one."""
    after = [one[len(range(one.start, min(one.stop, moment + 1), one.step)) :] for one in starts]
    return min((one[0] for one in after if one), default=None)
