"""How things stand when the search is over: who works when, what is reserved, what is free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from models.clock import Clock
from models.engineer import Engineer
from models.job import Job
from models.part import Part
from models.places import PlaceIndex
from models.scenario import Scenario
from models.starts import Span
from models.travel import TravelTimes
from optimizer.encode import Encoded
from optimizer.explain.phrases import named
from optimizer.native import Search
from optimizer.problem import NO_MOMENT, NONE, JobColumn, LotColumn, ShiftColumn

ALWAYS = NO_MOMENT // 4
"""From when stock on the shelf is there: before everything, and far from overflow."""


@dataclass(frozen=True, slots=True)
class WorkDay:
    """A shift in numbers. Moments are seconds from the start of the horizon."""

    index: int | None
    """Row of the shift in the arrays; None for one whose places nobody knows."""
    engineer: Engineer
    row: int
    """Which of the scenario's engineers."""
    number: int
    """Which of the engineer's shifts."""
    start_s: int
    must_end_s: int
    """With all the overtime there may be."""

    def overlaps(self, spans: tuple[Span, ...]) -> bool:
        """Whether a moment of the shift lies in one of the spans."""
        return any(first <= self.must_end_s and last >= self.start_s for first, last in spans)


@dataclass(frozen=True, slots=True, eq=False)
class Lot:
    """Units that lie somewhere together."""

    part_id: str
    engineer: int | None
    """Row of the engineer whose van it is."""
    depot: int | None
    units: int
    free: int
    """Units that no job of the plan has reserved."""
    available_from_s: int
    jobs: tuple[int, ...]
    """The jobs that have reserved units."""

    @property
    def is_inbound(self) -> bool:
        """Whether the units are still on their way when the horizon starts."""
        return self.available_from_s >= 0


@dataclass(frozen=True, eq=False)
class Situation:
    """The scenario, its arrays, and what the search decided."""

    scenario: Scenario
    encoded: Encoded
    clock: Clock
    places: PlaceIndex
    travel: TravelTimes
    search: Search
    days: tuple[WorkDay, ...] = field(init=False)
    """Every shift of the scenario."""

    def __post_init__(self) -> None:
        index_of = {
            (engineer.id, number): index
            for index, (engineer, number) in enumerate(self.encoded.shifts)
        }
        days = tuple(
            WorkDay(
                index=index_of.get((engineer.id, number)),
                engineer=engineer,
                row=row,
                number=number,
                start_s=self.clock.seconds(shift.start),
                must_end_s=self.clock.seconds(shift.end) + engineer.overtime_max_s,
            )
            for row, engineer in enumerate(self.scenario.engineers)
            for number, shift in enumerate(engineer.shifts)
        )
        object.__setattr__(self, "days", days)

    def job(self, job: int) -> Job:
        """The job of a row of the arrays."""
        return self.encoded.jobs[job]

    def unserved(self) -> tuple[int, ...]:
        """The jobs that are in no route, in the order of the scenario."""
        served = {job for route in self.search.routes for job in route}
        return tuple(job for job in range(len(self.encoded.jobs)) if job not in served)

    def starts(self, job: int) -> tuple[Span, ...]:
        """When the work at a job may start."""
        row = self.encoded.arrays.jobs[job]
        spans = self.encoded.arrays.starts[row[JobColumn.STARTS_FIRST] : row[JobColumn.STARTS_LAST]]
        return tuple((int(first), int(last)) for first, last in spans)

    def needs(self, job: int) -> tuple[tuple[str, int], ...]:
        """Part id and quantity of everything that a job needs, every part once."""
        row = self.encoded.arrays.jobs[job]
        return tuple(
            (self.encoded.need_parts[need], int(self.encoded.arrays.needs[need, 1]))
            for need in range(row[JobColumn.NEEDS_FIRST], row[JobColumn.NEEDS_LAST])
        )

    def able(self, job: int) -> npt.NDArray[np.bool_]:
        """For each engineer whether he may be sent to the job."""
        words = self.encoded.arrays.able[job].astype("<u8").view(np.uint8)
        bits = np.unpackbits(words, bitorder="little")
        return bits[: len(self.scenario.engineers)].astype(np.bool_)

    def days_of(self, able: npt.NDArray[np.bool_], spans: tuple[Span, ...]) -> list[WorkDay]:
        """The shifts of these engineers that overlap the spans."""
        rows, start_s, must_end_s = self._day_columns
        if not len(rows):
            return []
        inside = np.zeros(len(rows), dtype=np.bool_)
        for first, last in spans:
            inside |= (start_s <= last) & (must_end_s >= first)
        return [self.days[day] for day in np.flatnonzero(inside & able[rows])]

    def depot_row(self, day: WorkDay) -> int | None:
        """The depot where the shift starts."""
        if day.index is None:
            return None
        depot = int(self.encoded.arrays.shifts[day.index, ShiftColumn.DEPOT])
        return None if depot == NONE else depot

    def handling_s(self, depot: int) -> int:
        """Seconds that a collection at a depot takes."""
        own = self.scenario.depots[depot].handling_s
        return self.scenario.policy.depot_handling_s if own is None else own

    def engineer_label(self, row: int) -> str:
        """How one of the scenario's engineers is called."""
        return named(self.scenario.engineers[row])

    def depot_label(self, depot: int) -> str:
        """How a depot is called: by name and id."""
        return named(self.scenario.depots[depot])

    def part_label(self, part_id: str) -> str:
        """How a part is called: by name and id."""
        part = self._parts.get(part_id)
        return part_id if part is None else named(part)

    @cached_property
    def _parts(self) -> Mapping[str, Part]:
        return {part.id: part for part in self.scenario.parts}

    @cached_property
    def _day_columns(self) -> tuple[npt.NDArray[np.int64], ...]:
        columns = np.array(
            [(day.row, day.start_s, day.must_end_s) for day in self.days], dtype=np.int64
        ).reshape(len(self.days), 3)
        return columns[:, 0], columns[:, 1], columns[:, 2]

    @cached_property
    def lots(self) -> Mapping[str, tuple[Lot, ...]]:
        """All stock by part id; of a depot in the order in which it becomes available."""
        taken: defaultdict[int, int] = defaultdict(int)
        takers: defaultdict[int, list[int]] = defaultdict(list)
        rows = self.encoded.arrays.jobs
        for route in self.search.routes:
            for job in route:
                for need in range(
                    rows[job, JobColumn.NEEDS_FIRST], rows[job, JobColumn.NEEDS_LAST]
                ):
                    for lot, quantity in self.search.draws[need]:
                        taken[lot] += quantity
                        takers[lot].append(job)
        found: defaultdict[str, list[Lot]] = defaultdict(list)
        for index, name in enumerate(self.encoded.lots):
            row = self.encoded.arrays.lots[index]
            engineer, depot = int(row[LotColumn.ENGINEER]), int(row[LotColumn.DEPOT])
            units = int(row[LotColumn.QUANTITY])
            found[name.part_id].append(
                Lot(
                    part_id=name.part_id,
                    engineer=None if engineer == NONE else engineer,
                    depot=None if depot == NONE else depot,
                    units=units,
                    free=units - taken[index],
                    available_from_s=int(row[LotColumn.AVAILABLE_FROM_S]),
                    jobs=tuple(takers[index]),
                )
            )
        return {
            part_id: tuple(sorted(lots, key=lambda lot: lot.available_from_s))
            for part_id, lots in found.items()
        }
