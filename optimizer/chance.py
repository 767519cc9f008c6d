"""The chance to be on time: how what is uncertain adds up along a route.

Work and drives vary around their means (`models.policy.Spread`). What varies is carried along as a
normal variable by its mean and variance; idle time absorbs: whoever is early waits, so a moment
becomes the later of itself and the planned one. Mean and variance of that maximum are exact for a
normal variable (Clark, "The greatest of a finite set of random variables", Operations Research 9,
1961, with one of the two a constant).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


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


def on_time_chances(
    visits: Iterable[Expected], drive_percent: float, ready: Moment | None = None
) -> Iterator[float]:
    """The chance of each visit, in order, to be met not later than its appointment.

    Args:
        visits: of one route.
        drive_percent: standard deviation of a drive, percent of its mean.
        ready: when the engineer is free for the first departure, where that varies.
    """
    for visit in visits:
        leave = Moment(visit.depart_s, 0) if ready is None else ready.later_of(visit.depart_s)
        arrive = leave.plus(visit.travel_s, visit.travel_s * drive_percent / 100)
        yield arrive.chance_by(visit.appointment_s)
        start = arrive.later_of(visit.appointment_s)
        ready = start.plus(visit.work_s, visit.work_spread_s)


def below(value: float) -> float:
    """The standard normal distribution function."""
    return 0.5 * math.erfc(-value / math.sqrt(2))


def _density(value: float) -> float:
    return math.exp(-value * value / 2) / math.sqrt(2 * math.pi)
