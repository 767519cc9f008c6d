"""The figures of a lived day, and their means over many."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from statistics import NormalDist, fmean, stdev

from benchmarks.lived.records import Fate, JobRecord, Lived
from models.policy import Policy

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of one day. Customers who were told and have not cancelled are promised."""

    promised: int
    served: int
    """Work done, urgent calls included."""
    urgent_served: int
    no_access: int
    wrong_part: int
    cancelled: int
    not_visited: int
    """Promised customers to whom nobody came."""
    not_late: int
    """Of the promised: met not later than the appointment told first."""
    in_band: int
    """Of these: rung in the early band. Who arrives before it waits in the car."""
    came_early: int
    """Of these: who had to wait in the car for the band to begin."""
    tight: int
    """In the last minutes before the appointment, after the band."""
    late: int
    """After it, up to the policy's tier (15 min)."""
    very_late: int
    after_on_time: int
    """Promised visits before which their engineer began one at its appointment."""
    after_on_time_met: int
    """Of these: not late. The chance that reserves are for, as it was met."""
    agreed_not_late: int
    """The same against the appointment agreed last."""
    agreed_in_band: int
    late_arrivals: int
    """Arrivals after the appointment agreed last."""
    late_called: int
    """Of these: called in time."""
    calls: int
    """Calls made because somebody would be late."""
    moved: int
    """Customers whose appointment was moved, with their consent."""
    handed_over: int
    """Promised customers whom another engineer met than was planned."""
    travel_s: int
    overtime_s: int
    ill: int
    events: int
    """Deviations that dispatchers heard of."""
    refused: int
    """Of all events, those that the running day refused although they had happened: a defect."""


NAMES = tuple(one.name for one in fields(Figures))


def figures_of(lived: Lived, planned: dict[str, str], policy: Policy) -> Figures:
    """Count a day. `planned` says whose visit each job was in the morning."""
    jobs = lived.jobs
    promised = [
        job
        for job in jobs
        if job.told_first is not None and not job.urgent and job.fate is not Fate.CANCELLED
    ]
    met = [job for job in promised if job.arrived is not None]
    first = [_Meeting(job, job.told_first, policy) for job in met]
    agreed = [_Meeting(job, job.agreed, policy) for job in met]
    late = [one for one in agreed if one.is_late]
    call_by_s = policy.calls.late_call_before_appointment_s
    fates = [job.fate for job in jobs]
    after = [_Meeting(job, job.told_first, policy) for job in _after_on_time(met)]
    return Figures(
        promised=len(promised),
        served=fates.count(Fate.DONE),
        urgent_served=sum(job.urgent and job.fate is Fate.DONE for job in jobs),
        no_access=fates.count(Fate.NO_ACCESS),
        wrong_part=fates.count(Fate.WRONG_PART),
        cancelled=fates.count(Fate.CANCELLED),
        not_visited=len(promised) - len(met),
        not_late=_count(first, lambda one: not one.is_late),
        in_band=_count(first, lambda one: one.is_in_band),
        came_early=_count(first, lambda one: one.is_early),
        tight=_count(first, lambda one: not one.is_late and not one.is_in_band),
        late=_count(first, lambda one: one.is_late and not one.is_very_late),
        very_late=_count(first, lambda one: one.is_very_late),
        after_on_time=len(after),
        after_on_time_met=_count(after, lambda one: not one.is_late),
        agreed_not_late=_count(agreed, lambda one: not one.is_late),
        agreed_in_band=_count(agreed, lambda one: one.is_in_band),
        late_arrivals=len(late),
        late_called=_count(late, lambda one: one.is_called_by(call_by_s)),
        calls=sum(job.called_late is not None for job in jobs),
        moved=sum(job.moved > 0 for job in promised),
        handed_over=sum(
            job.job_id in planned and job.engineer_id != planned[job.job_id] for job in met
        ),
        travel_s=sum(shift.travel_s for shift in lived.shifts),
        overtime_s=sum(shift.overtime_s for shift in lived.shifts),
        ill=sum(shift.fell_ill is not None for shift in lived.shifts),
        events=lived.events,
        refused=lived.refused,
    )


def _after_on_time(met: Sequence[JobRecord]) -> Iterator[JobRecord]:
    """The visits whose engineer began the one before at its appointment."""
    by_engineer: dict[str | None, list[JobRecord]] = defaultdict(list)
    for job in sorted(met, key=lambda one: one.arrived or 0):
        by_engineer[job.engineer_id].append(job)
    for visits in by_engineer.values():
        for before, job in pairwise(visits):
            if before.started is not None and before.started == before.told_first:
                yield job


class _Meeting:
    """An arrival held against an appointment."""

    def __init__(self, job: JobRecord, appointment: int | None, policy: Policy) -> None:
        assert job.arrived is not None
        assert appointment is not None
        self._job, self._appointment = job, appointment
        self._early_s = appointment - job.arrived
        self._band, self._tier_s = policy.early_band, policy.door.late_tier_s

    @property
    def is_late(self) -> bool:
        return self._early_s < 0

    @property
    def is_very_late(self) -> bool:
        return self._early_s < -self._tier_s

    @property
    def is_in_band(self) -> bool:
        return self._early_s >= self._band.least_s

    @property
    def is_early(self) -> bool:
        return self._band.most_s is not None and self._early_s > self._band.most_s

    def is_called_by(self, before_s: int) -> bool:
        called = self._job.called_late
        return called is not None and called <= self._appointment - before_s


def _count(meetings: Sequence[_Meeting], holds: Callable[[_Meeting], bool]) -> int:
    return sum(holds(one) for one in meetings)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over days, with half the width of its 95 % interval."""

    value: float
    half_width: float


def mean_of(values: Iterable[float | None]) -> Mean | None:
    """Of the days that have such a value; None where none has."""
    known = [one for one in values if one is not None]
    if not known:
        return None
    half = 0.0
    if len(known) > 1:
        standard = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
        half = standard * stdev(known) / math.sqrt(len(known))
    return Mean(fmean(known), half)


def share(part: int, whole: int) -> float | None:
    """Per cent; None of nothing."""
    return 100 * part / whole if whole else None
