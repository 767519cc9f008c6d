"""The chance to be on time: how what is uncertain adds up along a route.

Work and drives vary around their means (`models.policy.Spread`), each by itself and normally. When
the engineer is free after a visit is carried along as a normal variable, by mean and variance. Idle
time absorbs: nobody leaves before the planned departure, so the departure is the later of both. It
is looked at in POINTS equally likely cases, for each of which the arrival is normal again; mean and
variance of the start, the later of arrival and appointment, follow exactly for each (Clark, "The
greatest of a finite set of random variables", Operations Research 9, 1961, with one of the two a
constant).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import NormalDist

POINTS = 12
"""Cases that a departure is looked at in."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A visit as planned. Moments are seconds from the start of the horizon."""

    depart_s: int
    """The recommended departure to it: nobody leaves earlier."""
    travel_s: int
    appointment_s: int
    """The work starts then, or on a later arrival."""
    work_s: float
    """Mean of the working time, without any reserve."""
    work_spread_s: float
    """Its standard deviation."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that varies."""

    mean_s: float
    variance: float

    def later_of(self, planned_s: float) -> Moment:
        """This moment, but not before the planned one."""
        if self.variance <= 0:
            return Moment(max(self.mean_s, planned_s), 0)
        spread_s = math.sqrt(self.variance)
        beyond = (self.mean_s - planned_s) / spread_s
        above, density = below(beyond), _density(beyond)
        mean_s = planned_s + (self.mean_s - planned_s) * above + spread_s * density
        off = self.mean_s - planned_s
        square = (off * off + self.variance) * above + off * spread_s * density
        return Moment(mean_s, max(0.0, square - (mean_s - planned_s) ** 2))

    def plus(self, mean_s: float, spread_s: float) -> Moment:
        """So much later, by a time that varies by itself."""
        return Moment(self.mean_s + mean_s, self.variance + spread_s * spread_s)

    def chance_by(self, moment_s: float) -> float:
        """The chance that it comes at `moment_s` or before."""
        if self.variance <= 0:
            return 1.0 if self.mean_s <= moment_s else 0.0
        return below((moment_s - self.mean_s) / math.sqrt(self.variance))


def follow(visit: Expected, drive_percent: float, ready: Moment | None) -> tuple[float, Moment]:
    """The chance to meet a visit on time, and when the engineer is free after it.

    Args:
        visit: the next one.
        drive_percent: standard deviation of a drive, percent of its mean.
        ready: when the engineer is free before it; None: in good time for the departure.
    """
    drive_s = visit.travel_s * drive_percent / 100
    # When the drive begins, by how many of the cases, measured by when it would have to begin to
    # end at the appointment on average.
    due_s = visit.appointment_s - visit.travel_s
    planned_s = float(visit.depart_s - due_s)
    leaves = [(planned_s, POINTS)]
    if ready is not None:
        spread_s, mean_s = math.sqrt(ready.variance), ready.mean_s - due_s
        later = [at for one in _CASES if (at := mean_s + spread_s * one) > planned_s]
        leaves = [(planned_s, POINTS - len(later)), *((at, 1) for at in later)]
    chance = after_s = square = 0.0
    for late_s, cases in leaves:
        if not cases:
            continue
        arrive = Moment(late_s, drive_s * drive_s)
        chance += cases * arrive.chance_by(0)
        start = arrive.later_of(0)
        after_s += cases * start.mean_s
        square += cases * (start.variance + start.mean_s * start.mean_s)
    after_s /= POINTS
    start = Moment(visit.appointment_s + after_s, max(0.0, square / POINTS - after_s * after_s))
    return chance / POINTS, start.plus(visit.work_s, visit.work_spread_s)


def on_time_chances(
    visits: Iterable[Expected], drive_percent: float, ready: Moment | None = None
) -> Iterator[float]:
    """The chance of each visit of a route, in order, to be met not later than its appointment.

    `drive_percent` and `ready`, before the first visit, are those of `follow`.
    """
    for visit in visits:
        chance, ready = follow(visit, drive_percent, ready)
        yield chance


def below(value: float) -> float:
    """The standard normal distribution function."""
    return 0.5 * math.erfc(-value / math.sqrt(2))


def _density(value: float) -> float:
    return math.exp(-value * value / 2) / math.sqrt(2 * math.pi)


def _cases() -> tuple[float, ...]:
    """The middles of equally likely cases of a standard normal variable, with its variance."""
    middles = [NormalDist().inv_cdf((one + 0.5) / POINTS) for one in range(POINTS)]
    spread = math.sqrt(sum(one * one for one in middles) / POINTS)
    return tuple(one / spread for one in middles)


_CASES = _cases()
