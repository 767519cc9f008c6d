"""How things stand when the search is over: who works when, what is reserved, what is free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from models.clock import Clock
from models.part import Part
from models.places import PlaceIndex
from models.scenario import Scenario
from models.starts import Span
from models.travel import TravelTimes
from optimizer.encode import Encoded
from optimizer.explain.phrases import named
from optimizer.explain.rows import Lot, Task, WorkDay
from optimizer.native import Search
from optimizer.problem import NO_MOMENT, NONE, JobColumn, LotColumn


@dataclass(frozen=True, eq=False)
class Situation:
    """The scenario, its arrays, and what the search decided."""

    scenario: Scenario
    encoded: Encoded
    clock: Clock
    places: PlaceIndex
    travel: TravelTimes
    search: Search

    def tasks_left_out(self) -> tuple[Task, ...]:
        """The jobs that are in no route, in the order of the scenario."""
        served = {job for route in self.search.routes for job in route}
        return tuple(
            self._task(index) for index in range(len(self.encoded.jobs)) if index not in served
        )

    def _task(self, index: int) -> Task:
        arrays = self.encoded.arrays
        row = arrays.jobs[index].tolist()
        spans = arrays.starts[row[JobColumn.STARTS_FIRST] : row[JobColumn.STARTS_LAST]].tolist()
        needs = range(row[JobColumn.NEEDS_FIRST], row[JobColumn.NEEDS_LAST])
        return Task(
            index=index,
            job=self.encoded.jobs[index],
            place=row[JobColumn.PLACE],
            door_s=row[JobColumn.DOOR_S],
            starts=tuple((first, last) for first, last in spans),
            raster_s=arrays.raster_s if row[JobColumn.TOLD_S] == NO_MOMENT else 1,
            needs=tuple(
                (self.encoded.need_parts[need], int(arrays.needs[need, 1])) for need in needs
            ),
            by_level_s=tuple(arrays.service_s[index].tolist()),
        )

    @cached_property
    def days(self) -> tuple[WorkDay, ...]:
        """Every shift of the scenario."""
        depots = {depot.id: number for number, depot in enumerate(self.scenario.depots)}

        def day(row: int, number: int) -> WorkDay:
            engineer = self.scenario.engineers[row]
            shift, ends = engineer.shifts[number], self.places.shift.get((engineer.id, number))
            return WorkDay(
                engineer=engineer,
                row=row,
                number=number,
                start_s=self.clock.seconds(shift.start),
                must_end_s=self.clock.seconds(shift.end) + engineer.overtime_max_s,
                ends=ends,
                depot=None if ends is None else depots.get(ends.start_depot_id or ""),
            )

        return tuple(
            day(row, number)
            for row, engineer in enumerate(self.scenario.engineers)
            for number in range(len(engineer.shifts))
        )

    def able(self, task: Task) -> npt.NDArray[np.bool_]:
        """For each engineer whether he may be sent to the job."""
        words = self.encoded.arrays.able[task.index].astype("<u8").view(np.uint8)
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

    def handling_s(self, depot: int) -> int:
        """Seconds that a collection at a depot takes."""
        own = self.scenario.depots[depot].handling_s
        return self.scenario.policy.depot_handling_s if own is None else own

    def openings(self, depot: int) -> tuple[Span, ...]:
        """When collections are possible at a depot; empty: always."""
        return self._openings[depot]

    @cached_property
    def _openings(self) -> tuple[tuple[Span, ...], ...]:
        seconds = self.clock.seconds
        return tuple(
            tuple((seconds(one.start), seconds(one.end)) for one in depot.opening)
            for depot in self.scenario.depots
        )

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

    @cached_property
    def _lots_by_place(self) -> Mapping[tuple[str, int | None, int | None], tuple[Lot, ...]]:
        found: defaultdict[tuple[str, int | None, int | None], list[Lot]] = defaultdict(list)
        for part_id, lots in self.lots.items():
            for lot in lots:
                found[part_id, lot.engineer, lot.depot].append(lot)
        return {place: tuple(lots) for place, lots in found.items()}

    def lots_within_reach(self, part_id: str, day: WorkDay) -> tuple[Lot, ...]:
        """What a shift could take: the van's units, then the depot's as they come to be there."""
        van = self._lots_by_place.get((part_id, day.row, None), ())
        if day.depot is None:
            return van
        return van + self._lots_by_place.get((part_id, None, day.depot), ())
