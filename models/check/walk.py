"""Every place and every moment of a scenario, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from models.engineer import Engineer
from models.job import Job
from models.place import Place
from models.scenario import Scenario

JobsByPath = Sequence[tuple[str, Job]]
EngineersByPath = Sequence[tuple[str, Engineer]]


class Spot(NamedTuple):
    """Where a value stands."""

    record: str
    """Path of the record, e.g. `jobs[3]`; empty for the scenario itself."""
    owner: str
    """The record as people call it, e.g. `job 'J-17'`."""
    field: str
    """Path inside the record."""

    @property
    def path(self) -> str:
        """Path in the scenario."""
        return f"{self.record}.{self.field}" if self.record else self.field

    def __str__(self) -> str:
        return f"{self.field} of {self.owner}"


Edge = tuple[Spot, datetime]
"""The start or the end of a span."""


def places(
    scenario: Scenario, engineers: EngineersByPath, jobs: JobsByPath
) -> Iterator[tuple[Spot, Place]]:
    """The places of depots, engineers with their shifts, and jobs."""
    for index, depot in enumerate(scenario.depots):
        yield Spot(f"depots[{index}]", f"depot {depot.id!r}", "place"), depot.place
    for path, engineer in engineers:
        owner = f"engineer {engineer.id!r}"
        for field, place in _ends_of(engineer):
            if place is not None:
                yield Spot(path, owner, field), place
    for path, job in jobs:
        yield Spot(path, f"job {job.id!r}", "place"), job.place


def _ends_of(engineer: Engineer) -> Iterator[tuple[str, Place | None]]:
    yield "start_place", engineer.start_place
    yield "end_place", engineer.end_place
    for number, shift in enumerate(engineer.shifts):
        yield f"shifts[{number}].start_place", shift.start_place
        yield f"shifts[{number}].end_place", shift.end_place


def single_moments(scenario: Scenario, jobs: JobsByPath) -> Iterator[tuple[Spot, datetime]]:
    """Every moment of a scenario that is no edge of one of its `spans`."""
    yield Spot("", "the scenario", "horizon.start"), scenario.horizon.start
    yield Spot("", "the scenario", "horizon.end"), scenario.horizon.end
    for index, depot in enumerate(scenario.depots):
        for number, inbound in enumerate(depot.inbound):
            field = f"inbound[{number}].eta"
            yield Spot(f"depots[{index}]", f"depot {depot.id!r}", field), inbound.eta
    for path, job in jobs:
        for field, moment in (
            ("appointment_told", job.appointment_told),
            ("received_at", job.received_at),
            ("sla_deadline", job.sla_deadline),
        ):
            if moment is not None:
                yield Spot(path, f"job {job.id!r}", field), moment


def spans(
    scenario: Scenario, engineers: EngineersByPath, jobs: JobsByPath
) -> Iterator[tuple[Edge, Edge]]:
    """Every window, shift, break and opening interval: its start and its end."""
    for index, depot in enumerate(scenario.depots):
        record, owner = f"depots[{index}]", f"depot {depot.id!r}"
        for number, interval in enumerate(depot.opening):
            yield (
                (Spot(record, owner, f"opening[{number}].start"), interval.start),
                (Spot(record, owner, f"opening[{number}].end"), interval.end),
            )
    for record, engineer in engineers:
        owner = f"engineer {engineer.id!r}"
        for number, shift in enumerate(engineer.shifts):
            yield (
                (Spot(record, owner, f"shifts[{number}].start"), shift.start),
                (Spot(record, owner, f"shifts[{number}].end"), shift.end),
            )
        for number, meal in enumerate(engineer.breaks):
            yield (
                (Spot(record, owner, f"breaks[{number}].earliest_start"), meal.earliest_start),
                (Spot(record, owner, f"breaks[{number}].latest_start"), meal.latest_start),
            )
    for record, job in jobs:
        owner = f"job {job.id!r}"
        for number, window in enumerate(job.windows):
            yield (
                (Spot(record, owner, f"windows[{number}].start"), window.start),
                (Spot(record, owner, f"windows[{number}].end"), window.end),
            )
