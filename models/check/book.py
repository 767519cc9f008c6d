"""What the rules of the check share: ids and moments of a scenario, worked out once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import count
from zoneinfo import ZoneInfo

from models.check import walk
from models.check.walk import Edge, Spot
from models.clock import Clock
from models.engineer import Engineer, Shift
from models.job import Job
from models.place import Place
from models.places import shift_end, shift_start
from models.scenario import Scenario

FIRST_YEAR, LAST_YEAR = 1970, 2200
"""What lies outside is a slip of the pen, and no calendar arithmetic is safe near its ends."""

Span = tuple[int, int]


class Book:
    """A scenario with its indices. Everything is lazy: a rule pays for what it uses."""

    def __init__(
        self,
        scenario: Scenario,
        job_positions: Iterable[int] | None = None,
        engineer_positions: Iterable[int] | None = None,
    ) -> None:
        """Positions are those in the file the records come from, where some were set aside."""
        self.scenario = scenario
        self.jobs = list(zip(_paths("jobs", job_positions), scenario.jobs, strict=False))
        """Every job with its path."""
        self.engineers = list(
            zip(_paths("engineers", engineer_positions), scenario.engineers, strict=False)
        )
        """Every engineer with the path of the record."""
        self.part_ids = {part.id for part in scenario.parts}
        self.contract_ids = {contract.id for contract in scenario.contracts}
        self.depot_ids = {depot.id for depot in scenario.depots}
        self.engineer_ids = {engineer.id for engineer in scenario.engineers}
        self.job_ids = {job.id for job in scenario.jobs}
        self.jobs_aside = {one.id for one in scenario.set_aside if one.kind == "job"}
        self.engineers_aside = {one.id for one in scenario.set_aside if one.kind == "engineer"}
        self._seconds: dict[datetime, int] = {}
        self._plain_days: dict[date, bool] = {}

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """The time zone of the scenario; None where there is no such zone."""
        try:
            return ZoneInfo(self.scenario.time_zone)
        except (KeyError, ValueError, OSError):
            return None

    @cached_property
    def clock(self) -> Clock | None:
        """The scenario's clock; None where its zone or its horizon is no good."""
        start = self.scenario.horizon.start
        if self.zone is None or not is_plausible(start):
            return None
        return Clock(self.scenario.time_zone, start)

    @cached_property
    def places(self) -> list[tuple[Spot, Place]]:
        """Every place, resolved or not."""
        return list(walk.places(self.scenario, self.engineers, self.jobs))

    @cached_property
    def spans(self) -> list[tuple[Edge, Edge]]:
        """Every window, shift, break and opening interval."""
        return list(walk.spans(self.scenario, self.engineers, self.jobs))

    def moments(self) -> Iterator[tuple[Spot, datetime]]:
        """Every moment that the scenario speaks of."""
        yield from walk.single_moments(self.scenario, self.jobs)
        for start, end in self.spans:
            yield start
            yield end

    @cached_property
    def horizon(self) -> Span | None:
        """The planned time in seconds; None where there is no clock for it."""
        end = self.seconds(self.scenario.horizon.end)
        return None if end is None else (0, end)

    def seconds(self, moment: datetime) -> int | None:
        """Seconds from the start of the horizon; None where they cannot be worked out."""
        if self.clock is None or not is_plausible(moment):
            return None
        if moment.tzinfo is not None:
            return self.clock.seconds(moment)
        if moment not in self._seconds:
            self._seconds[moment] = self.clock.seconds(moment)
        return self._seconds[moment]

    def span(self, start: datetime, end: datetime) -> Span | None:
        """Two moments in seconds, whichever comes first; None where either cannot be worked out."""
        first, last = self.seconds(start), self.seconds(end)
        return None if first is None or last is None else (first, last)

    def changes_clock_on(self, day: date) -> bool:
        """Whether the clocks of the zone are put forward or back on that local day."""
        if self.zone is None:
            return False
        if day not in self._plain_days:
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
            around = (midnight + timedelta(hours=hours) for hours in (-26, 50))
            offsets = {moment.astimezone(self.zone).utcoffset() for moment in around}
            self._plain_days[day] = len(offsets) == 1
        return not self._plain_days[day]

    def windows(self, job: Job) -> list[Span]:
        """The windows of a job in seconds, without reversed ones."""
        spans = (self.span(window.start, window.end) for window in job.windows)
        return [span for span in spans if span is not None and span[0] <= span[1]]

    def shift(self, engineer: Engineer, shift: Shift) -> Span | None:
        """A shift in seconds with its overtime; None where it is reversed or no moments exist."""
        span = self.span(shift.start, shift.end)
        if span is None or span[1] < span[0]:
            return None
        return span[0], span[1] + engineer.overtime_max_s

    @cached_property
    def working_time(self) -> list[Span]:
        """When anybody works, overtime included: spans in order that do not touch."""
        merged: list[Span] = []
        spans = (
            self.shift(engineer, shift)
            for engineer in self.scenario.engineers
            for shift in engineer.shifts
        )
        for start, end in sorted(span for span in spans if span is not None):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], end))
            else:
                merged.append((start, end))
        return merged

    def somebody_works_in(self, span: Span) -> bool:
        """Whether any shift, overtime included, has a moment in common with the span."""
        following = bisect_left(self.working_time, span[0], key=lambda worked: worked[1])
        return following < len(self.working_time) and self.working_time[following][0] <= span[1]

    @cached_property
    def depot_places(self) -> dict[str, Place]:
        """Where the depots are, by id."""
        return {depot.id: depot.place for depot in self.scenario.depots}

    def ends_of(self, engineer: Engineer, shift: Shift) -> tuple[Place | None, Place | None]:
        """Where a shift starts and ends."""
        start, _ = shift_start(self.depot_places, engineer, shift)
        return start, shift_end(self.depot_places, engineer, shift)


def is_plausible(moment: datetime) -> bool:
    """Whether the year is one in which somebody may be visited."""
    return FIRST_YEAR <= moment.year < LAST_YEAR


def _paths(name: str, positions: Iterable[int] | None) -> Iterator[str]:
    return (f"{name}[{position}]" for position in (count() if positions is None else positions))
