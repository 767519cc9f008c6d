"""When the work at a job may start (docs/timing.md, "What a job offers")."""

from __future__ import annotations

from dataclasses import dataclass

from models.clock import Clock
from models.job import Job
from models.scenario import Scenario

Span = tuple[int, int]
"""First and last second, both included, from the start of the horizon."""


@dataclass(frozen=True, slots=True)
class Starts:
    """The possible starts of one job."""

    spans: tuple[Span, ...]
    """When the work may start; empty where a told appointment lies in no window."""
    windows: tuple[Span, ...]
    """The promises behind the spans; empty for a job that promised nothing."""
    door_s: int
    """Seconds that have to lie between an arrival and the earliest start it allows."""
    told: int | None
    """The appointment where the customer knows it already."""

    def next(self, moment: int) -> int | None:
        """The least possible start at `moment` or later."""
        return min(
            (max(first, moment) for first, last in self.spans if moment <= last), default=None
        )

    def previous(self, moment: int) -> int | None:
        """The greatest possible start at `moment` or earlier."""
        return max(
            (min(last, moment) for first, last in self.spans if first <= moment), default=None
        )

    def window_of(self, start: int) -> Span | None:
        """The promise that `start` lies in; of several the one that ends last."""
        holding = [window for window in self.windows if window[0] <= start <= window[1]]
        return max(holding, key=lambda window: window[1], default=None)


def possible_starts(job: Job, scenario: Scenario, clock: Clock) -> Starts:
    """Work out when a job may start: by its windows, or from the appointment told onwards."""
    windows = tuple((clock.seconds(one.start), clock.seconds(one.end)) for one in job.windows)
    windows = tuple(window for window in windows if window[0] <= window[1])
    horizon_end = clock.seconds(scenario.horizon.end)
    if job.appointment_told is None:
        return Starts(
            spans=windows if job.windows else ((0, horizon_end),),
            windows=windows,
            door_s=scenario.policy.early_band.least_s,
            told=None,
        )
    told = clock.seconds(job.appointment_told)
    if job.windows:
        last = max((end for start, end in windows if start <= told <= end), default=None)
    else:
        last = horizon_end if told <= horizon_end else None
    spans = () if last is None else ((told, last),)
    return Starts(spans=spans, windows=windows, door_s=0, told=told)
