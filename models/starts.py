"""When the work at a job may start (docs/timing.md, "What a job offers")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.clock import Clock
from models.job import Job
from models.reserve import planned_band
from models.scenario import Scenario

Span = tuple[int, int]
"""First and last second, both included, from the start of the horizon."""


@dataclass(frozen=True, slots=True)
class Starts:
    """The possible starts of one job."""

    spans: tuple[Span, ...]
    """When the work may start, from raster to raster; empty where a told appointment lies in no
    window, or no window holds a moment of the raster."""
    windows: tuple[Span, ...]
    """The promises behind the spans; empty for a job that promised nothing."""
    door_s: int
    """Seconds that have to lie between an arrival and the earliest start it allows."""
    told: int | None
    """The appointment where the customer knows it already."""
    raster_s: int
    """Seconds from one possible start of a span to the next; 1 where the appointment is told."""

    def next(self, moment: int) -> int | None:
        """The least possible start at `moment` or later."""
        return next_start(self.spans, self.raster_s, moment)

    def previous(self, moment: int) -> int | None:
        """The greatest possible start at `moment` or earlier."""
        return previous_start(self.spans, self.raster_s, moment)

    def window_of(self, start: int) -> Span | None:
        """The promise that `start` lies in; of several the one that ends last."""
        holding = [window for window in self.windows if window[0] <= start <= window[1]]
        return max(holding, key=lambda window: window[1], default=None)


def next_start(spans: Iterable[Span], raster_s: int, moment: int) -> int | None:
    """The least start at `moment` or later, in spans that begin and end on the raster."""
    return min(
        (
            first if moment <= first else moment + (last - moment) % raster_s
            for first, last in spans
            if moment <= last
        ),
        default=None,
    )


def previous_start(spans: Iterable[Span], raster_s: int, moment: int) -> int | None:
    """The greatest start at `moment` or earlier, in spans that begin and end on the raster."""
    return max(
        (
            last if moment >= last else moment - (moment - first) % raster_s
            for first, last in spans
            if first <= moment
        ),
        default=None,
    )


def possible_starts(job: Job, scenario: Scenario, clock: Clock) -> Starts:
    """Work out when a job may start: by its windows, or from the appointment told onwards."""
    windows = tuple((clock.seconds(one.start), clock.seconds(one.end)) for one in job.windows)
    windows = tuple(window for window in windows if window[0] <= window[1])
    horizon_end = clock.seconds(scenario.horizon.end)
    if job.appointment_told is None:
        raster_s = scenario.policy.appointment_raster_s
        promised = windows if job.windows else ((0, horizon_end),)
        return Starts(
            spans=tuple(_on_raster(promised, raster_s, clock.past_hour())),
            windows=windows,
            door_s=planned_band(scenario.policy).least_s,
            told=None,
            raster_s=raster_s,
        )
    told = clock.seconds(job.appointment_told)
    if job.windows:
        last = max((end for start, end in windows if start <= told <= end), default=None)
    else:
        last = horizon_end if told <= horizon_end else None
    spans = () if last is None else ((told, last),)
    return Starts(spans=spans, windows=windows, door_s=0, told=told, raster_s=1)


def _on_raster(spans: Iterable[Span], raster_s: int, past_hour_s: int) -> Iterator[Span]:
    """What is left of the spans between their first and their last moment on the raster.

    The raster divides an hour, so that it stays in step where the clocks are changed by an hour.
    """
    for first, last in spans:
        first += -(first + past_hour_s) % raster_s
        last -= (last + past_hour_s) % raster_s
        if first <= last:
            yield first, last
