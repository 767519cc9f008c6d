"""What a live desk stands on: the compiled problem with spare rows, and the names of everything."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from models.clock import Clock
from models.engineer import Engineer, Shift
from models.job import Job
from models.part import Depot
from models.place import Place
from models.places import PlaceIndex, ShiftPlaces, index_places, shift_end, shift_start
from models.plan import Draw, PartSource, Plan, StopKind
from models.scenario import Scenario
from optimizer import native
from optimizer.encode import Encoded, encode
from optimizer.explain.rows import WorkDay
from optimizer.live_places import LivePlaces
from optimizer.live_rows import Kept, RowWriter, SpareRows, Within
from optimizer.numbering import Numbering
from optimizer.problem import LEVELS, NO_MOMENT, NONE, JobColumn, ProblemArrays
from optimizer.standing import ShiftName, cannot_stay, start_of
from optimizer.start import CannotStay
from optimizer.stocks import openings_of
from optimizer.travel.source import TravelSource
from optimizer.triage import triage


@dataclass(frozen=True, slots=True)
class ShiftNow:
    """A shift as it is on the desk."""

    shift: Shift | None
    """None: not worked."""
    ends: ShiftPlaces | None = None
    """Where it starts and ends."""

    @property
    def places(self) -> tuple[int, ...]:
        """The places that it uses."""
        return () if self.ends is None else (self.ends.start, self.ends.end)


@dataclass(eq=False)
class Ground:
    """The core with everything that turns its numbers into words."""

    scenario: Scenario
    clock: Clock
    index: PlaceIndex
    """The places of the scenario, without spare ones."""
    encoded: Encoded
    """Of the jobs that were plannable when the desk was laid out."""
    core: native.LiveDesk
    places: LivePlaces
    writer: RowWriter
    spare: SpareRows
    planned: tuple[str, ...]
    """Ids of the plan's visits."""
    now: list[ShiftNow]
    """By shift row."""
    _own: dict[int, Kept] = field(default_factory=dict)
    _days: tuple[list[ShiftNow], tuple[WorkDay, ...]] = ([], ())

    @cached_property
    def shifts(self) -> tuple[ShiftName, ...]:
        """Names of the shift rows."""
        return tuple((engineer.id, number) for engineer, number in self.encoded.shifts)

    @cached_property
    def shift_rows(self) -> Mapping[ShiftName, int]:
        """Rows of the shifts by name."""
        return {name: row for row, name in enumerate(self.shifts)}

    @cached_property
    def all_shifts(self) -> list[int]:
        """Every shift row."""
        return list(range(len(self.shifts)))

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """Rows of the jobs that were compiled."""
        return {job.id: row for row, job in enumerate(self.encoded.jobs)}

    @cached_property
    def engineers(self) -> Mapping[str, Engineer]:
        """The engineers by id."""
        return {one.id: one for one in self.scenario.engineers}

    @cached_property
    def depots(self) -> Mapping[str, Depot]:
        """The depots by id."""
        return {one.id: one for one in self.scenario.depots}

    @cached_property
    def depot_places(self) -> Mapping[str, Place]:
        """Where the depots are."""
        return {one.id: one.place for one in self.scenario.depots}

    @cached_property
    def _openings(self) -> list[tuple[int, int]]:
        return openings_of(self.scenario, self.clock)[1]

    def _depot(self, depot_id: str | None) -> tuple[int, int, tuple[int, int]]:
        """Row, handling seconds and range of openings of the depot where a shift starts."""
        if depot_id is None:
            return NONE, 0, (0, 0)
        row = next(at for at, one in enumerate(self.scenario.depots) if one.id == depot_id)
        own = self.scenario.depots[row].handling_s
        handling_s = self.scenario.policy.depot_handling_s if own is None else own
        return row, handling_s, self._openings[row]

    def work_days(self) -> tuple[WorkDay, ...]:
        """Every shift that is worked, as `optimizer.explain` looks at it."""
        if self._days[0] != self.now:
            worked = zip(self.encoded.shifts, self.now, strict=True)
            found = (self._work_day(*of, now) for of, now in worked if now.shift is not None)
            self._days = (list(self.now), tuple(found))
        return self._days[1]

    def _work_day(self, engineer: Engineer, number: int, now: ShiftNow) -> WorkDay:
        assert now.shift is not None
        depot_id = None if now.ends is None else now.ends.start_depot_id
        return WorkDay(
            engineer=engineer,
            row=self._engineer_rows[engineer.id],
            number=number,
            start_s=self.clock.seconds(now.shift.start),
            must_end_s=self.clock.seconds(now.shift.end) + engineer.overtime_max_s,
            ends=now.ends,
            depot=None if depot_id is None else self._depot(depot_id)[0],
        )

    @cached_property
    def _engineer_rows(self) -> Mapping[str, int]:
        return {one.id: row for row, one in enumerate(self.scenario.engineers)}

    def jobs_by_row(self) -> tuple[Job, ...]:
        """The job of every row; spare rows that are free repeat some job."""
        jobs = list(self.encoded.jobs)
        kept = self.spare.kept
        if kept:
            anything = next(iter(kept.values())).job
            rows = range(len(jobs), max(kept) + 1)
            jobs += [kept[row].job if row in kept else anything for row in rows]
        return tuple(jobs)

    def kept(self, row: int) -> Kept:
        """The job of a row, and when its work may start."""
        if row >= len(self.encoded.jobs):
            return self.spare.kept[row]
        if row not in self._own:
            job = self.encoded.jobs[row]
            place = int(self.encoded.arrays.jobs[row, JobColumn.PLACE])
            self._own[row] = Kept(job, None, self.writer.starts(job), place)
        return self._own[row]

    def row(
        self,
        job: Job,
        within: Within,
        is_busy: Callable[[int], bool],
        places_in_use: Collection[int],
    ) -> int | None:
        """The row of a job that is not visited, written if need be; None: it can never start.

        Raises ValueError for a place that cannot be located, or where no row is free.
        """
        own = self.row_of.get(job.id)
        known = None if own is None else self.encoded.jobs[own]
        if within is None and known is not None and (known is job or known == job):
            return own
        found = self.spare.find(job, within)
        if found is not None:
            return found
        starts = self.writer.starts(job, within)
        if not starts.spans:
            return None
        what = self.writer.row(job, starts)
        place = self.claim(job.place, places_in_use)
        row = self.spare.room(job, within, is_busy)
        told = (what.told_s is not None, what.told_s or 0)
        self.core.write_job(
            row, place, what.priority, what.door_s, told, what.raster_s, what.starts_s,
            what.needs, what.skills, what.service_s, what.able,
        )  # fmt: skip
        self.spare.keep(row, Kept(job, within, starts, place))
        return row

    def claim(self, place: Place, also_in_use: Collection[int] = ()) -> int:
        """The row of a place. Raises ValueError as `LivePlaces.claim`."""

        def in_use() -> set[int]:
            rows = {one.place for one in self.spare.kept.values()}
            return rows.union(also_in_use, *(one.places for one in self.now))

        return self.places.claim(place, self.core, self.encoded.arrays.profiles, in_use)

    def ends_of(
        self, engineer_id: str, number: int, shift: Shift, places_in_use: Collection[int]
    ) -> ShiftPlaces:
        """Where a shift of an engineer starts and ends. Raises ValueError where nobody knows."""
        engineer = self.engineers[engineer_id]
        start, depot_id = shift_start(self.depot_places, engineer, shift)
        end = shift_end(self.depot_places, engineer, shift)
        if start is None or end is None:
            raise ValueError(
                f"shift {number} of engineer {engineer_id} has no place to start or end: give "
                "start_place and end_place"
            )
        first = self.claim(start, places_in_use)
        return ShiftPlaces(first, self.claim(end, {first, *places_in_use}), depot_id)

    def frame_of(
        self, engineer_id: str, shift: Shift, ends: ShiftPlaces
    ) -> tuple[tuple[int, int, int], int, int, tuple[int, int]]:
        """Start, end and latest end in seconds; depot row, handling seconds, range of openings."""
        end_s = self.clock.seconds(shift.end)
        latest_s = end_s + self.engineers[engineer_id].overtime_max_s
        moments = (self.clock.seconds(shift.start), end_s, latest_s)
        return moments, *self._depot(ends.start_depot_id)

    def draw(self, lot: int, units: int) -> Draw:
        """Units of a lot in the scenario's words."""
        name = self.encoded.lots[lot]
        if name.depot_id is None:
            return Draw(part_id=name.part_id, quantity=units, source=PartSource.VAN)
        inbound = self.depots[name.depot_id].inbound
        return Draw(
            part_id=name.part_id,
            quantity=units,
            source=PartSource.DEPOT,
            depot_id=name.depot_id,
            inbound_eta=None if name.inbound is None else inbound[name.inbound].eta,
        )


def lay_out(
    scenario: Scenario,
    plan: Plan,
    source: TravelSource,
    fixed: Mapping[ShiftName, int],
    spare_jobs: int,
    spare_places: int | None,
) -> Ground:
    """Compile a scenario with room for more, and let the plan stand in it.

    Raises:
        InputUnusable: travel cannot be worked out, or what is fixed cannot stay.
        ValueError: there is no spare job or place.
    """
    if spare_jobs < 1 or (spare_places is not None and spare_places < 1):
        raise ValueError(f"spare_jobs is {spare_jobs}: at least one spare row is needed")
    room = spare_jobs + 64 if spare_places is None else spare_places
    clock = Clock.of(scenario)
    index = index_places(scenario)
    places = LivePlaces(index, source.table(scenario, index), source, room)
    plannable, _ = triage(scenario, clock)
    parts, skills = _everything(scenario)
    encoded = encode(scenario, plannable, clock, index, places.table, parts=parts, skills=skills)
    arrays = _with_room(encoded.arrays, spare_jobs)
    start = start_of(scenario, encoded, plan, fixed, ())
    core = native.LiveDesk(
        native.compile_problem(arrays),
        [list(route) for route in start.routes],
        [list(draw) for draw in start.draws or ()],
        list(start.fixed or ()),
    )
    if core.obstacle is not None:
        problem = CannotStay(*core.obstacle)
        raise cannot_stay(problem, encoded) from problem
    return Ground(
        scenario=scenario,
        clock=clock,
        index=index,
        encoded=encoded,
        core=core,
        places=places,
        writer=RowWriter(scenario, clock, parts, skills),
        spare=SpareRows(len(plannable), spare_jobs),
        planned=tuple(
            stop.job_id
            for route in plan.routes
            for stop in route.stops
            if stop.kind is StopKind.JOB and stop.job_id is not None
        ),
        now=[
            ShiftNow(engineer.shifts[number], index.shift[engineer.id, number])
            for engineer, number in encoded.shifts
        ],
    )


def _everything(scenario: Scenario) -> tuple[Numbering, Numbering]:
    """Every part that is anywhere and every skill that anybody has: new jobs may need them."""
    parts, skills = Numbering(), Numbering()
    for engineer in scenario.engineers:
        for part_id in engineer.van_stock:
            parts.of(part_id)
        for skill in engineer.skills:
            skills.of(skill)
    for depot in scenario.depots:
        for part_id in (*depot.stock, *(one.part_id for one in depot.inbound)):
            parts.of(part_id)
    return parts, skills


def _with_room(arrays: ProblemArrays, spare: int) -> ProblemArrays:
    """The same problem with rows for so many more jobs, which nobody can do yet."""
    row = np.zeros((spare, len(JobColumn)), dtype=np.int64)
    row[:, JobColumn.TOLD_S] = NO_MOMENT
    row[:, JobColumn.STARTS_FIRST] = len(arrays.starts)
    row[:, JobColumn.STARTS_LAST] = len(arrays.starts) + 1
    for column in (JobColumn.NEEDS_FIRST, JobColumn.NEEDS_LAST):
        row[:, column] = len(arrays.needs)
    for column in (JobColumn.SKILLS_FIRST, JobColumn.SKILLS_LAST):
        row[:, column] = len(arrays.skills)
    return replace(
        arrays,
        jobs=np.vstack([arrays.jobs, row]),
        service_s=np.vstack([arrays.service_s, np.zeros((spare, LEVELS), dtype=np.int64)]),
        starts=np.vstack([arrays.starts, np.zeros((1, 2), dtype=np.int64)]),
        able=np.vstack([arrays.able, np.zeros((spare, arrays.able.shape[1]), dtype=np.uint64)]),
    )
