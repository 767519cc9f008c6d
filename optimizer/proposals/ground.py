"""The ground that proposals stand on: the rest of a running day, ready to be walked and changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from models.clock import Clock
from models.cost import cost_of
from models.engineer import Engineer
from models.errors import RouteImpossible
from models.job import Job
from models.place import Place
from models.places import PlaceIndex, ShiftPlaces, shift_end, shift_start
from models.plan import Plan, Stop, StopKind
from models.policy import Policy
from models.scenario import Scenario
from models.timeline import Timeline, Visit, walk
from optimizer.proposals.glance import Glances, Sight
from optimizer.proposals.stock import Reserved
from optimizer.proposals.terrain import Terrain
from optimizer.records import Records
from optimizer.standing import ShiftName

__all__ = ["Ground", "Promise", "Visits"]

Visits = tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """What the plan in force says of one visit."""

    engineer_id: str
    appointment: datetime
    arrive: datetime
    told: bool


class Ground:
    """The rest of a day as it stands. Routes are walked when asked for, and remembered.

    Immutable to the outside: a proposal is made of other visits, the ground stays as it is.
    """

    def __init__(
        self,
        scenario: Scenario,
        routes: Mapping[ShiftName, Visits],
        fixed: Mapping[ShiftName, int],
        plan: Plan,
        version: int,
        now: datetime,
        terrain: Terrain,
    ) -> None:
        """Lay out the rest of a day.

        Args:
            scenario: the rest of the day: shifts cut, jobs as they are now.
            routes: visits that are still to be made, by shift.
            fixed: how many of them, at the front of a shift, cannot be changed any more.
            plan: the plan in force, for what customers and engineers count on.
            version: of that plan.
            now: the moment of the question.
            terrain: places and travel of the day.
        """
        self.scenario = scenario
        self.routes = dict(routes)
        self.fixed = dict(fixed)
        self.plan = plan
        self.version = version
        self.now = now
        self.terrain = terrain
        self.clock = Clock.of(scenario)
        self._glances = Glances(scenario, self.clock, terrain)
        self._walked: dict[tuple[ShiftName, Visits], Timeline | None] = {}
        self._spots: dict[ShiftName, ShiftPlaces | None] = {}
        self._before: dict[ShiftName, tuple[Visits, Timeline | None]] = {}

    @property
    def policy(self) -> Policy:
        """The company's rules."""
        return self.scenario.policy

    @cached_property
    def now_s(self) -> int:
        """The moment of the question, seconds."""
        return self.clock.seconds(self.now)

    @cached_property
    def jobs(self) -> dict[str, Job]:
        """Every job of the rest of the day."""
        return {job.id: job for job in self.scenario.jobs}

    @cached_property
    def engineers(self) -> dict[str, Engineer]:
        """Every engineer, with shifts as they are from now on."""
        return {engineer.id: engineer for engineer in self.scenario.engineers}

    @cached_property
    def shift_of(self) -> dict[str, ShiftName]:
        """In which shift each visit is that is still to be made."""
        return {one.job_id: name for name, visits in self.routes.items() for one in visits}

    @cached_property
    def promises(self) -> dict[str, Promise]:
        """What the plan in force says, by job."""
        return {
            str(stop.job_id): Promise(route.engineer_id, stop.appointment, stop.arrive, stop.told)
            for route in self.plan.routes
            for stop in route.stops
            if stop.kind is StopKind.JOB and stop.appointment is not None
        }

    @cached_property
    def reserved(self) -> Reserved:
        """The units that visits still to be made have reserved."""
        return Reserved.by(self.routes)

    @cached_property
    def records(self) -> Records:
        """Who and what the rest of the day speaks of."""
        rest = self.scenario
        return Records(
            scenario=rest,
            clock=self.clock,
            jobs=self.jobs,
            engineers=self.engineers,
            parts={part.id: part for part in rest.parts},
            depots={depot.id: depot for depot in rest.depots},
        )

    def shifts_of(self, engineer_id: str) -> tuple[ShiftName, ...]:
        """The shifts of an engineer in which visits are still to be made."""
        return tuple(name for name in self.routes if name[0] == engineer_id)

    def told_s(self, job: Job) -> int | None:
        """The moment a customer has been told, seconds."""
        return None if job.appointment_told is None else self.clock.seconds(job.appointment_told)

    def walk(
        self, name: ShiftName, visits: Visits, changed: Mapping[str, Job] | None = None
    ) -> Timeline | None:
        """The moments of a route, or None where it cannot be driven.

        `changed` holds jobs that are other than they are now; such walks are not remembered.
        """
        if not visits:
            return None
        if changed and any(one.job_id in changed for one in visits):
            return self._walk(name, visits, {**self._jobs_of(visits), **changed})
        if (name, visits) not in self._walked:
            self._walked[name, visits] = self._walk(name, visits, self._jobs_of(visits))
        return self._walked[name, visits]

    def glance(
        self, name: ShiftName, visits: Visits, changed: Mapping[str, Job] | None = None
    ) -> tuple[Sight, ...] | None:
        """Who would be met when, or None where the route cannot be driven: fast, without prices."""
        spots = self._spots_of(name)
        if spots is None:
            return None
        jobs = {one.job_id: self.jobs[one.job_id] for one in visits if one.job_id in self.jobs}
        if changed:
            jobs |= {one.job_id: changed[one.job_id] for one in visits if one.job_id in changed}
        if not all(job.place.is_resolved for job in jobs.values()):
            return None
        return self._glances.look(self.engineers[name[0]], name[1], spots, visits, jobs)

    def before(self, name: ShiftName) -> tuple[Visits, Timeline | None]:
        """The visits of a shift that can still be made as things stand, and their moments.

        A visit that cannot be kept any more, whatever is driven, is left out of them.
        """
        if name not in self._before:
            visits = self.routes.get(name, ())
            while visits and self.walk(name, visits) is None:
                visits = self._without_the_impossible(name, visits)
            self._before[name] = visits, self.walk(name, visits)
        return self._before[name]

    def cents(self, timelines: Iterable[Timeline | None]) -> int:
        """What these routes cost."""
        driven = [one for one in timelines if one is not None]
        return cost_of(self.scenario, driven, ()).cents

    def stop_in_force(self, job_id: str) -> Stop | None:
        """The stop of the plan in force that serves a job."""
        for route in self.plan.routes:
            for stop in route.stops:
                if stop.job_id == job_id:
                    return stop
        return None

    def _walk(self, name: ShiftName, visits: Visits, jobs: Mapping[str, Job]) -> Timeline | None:
        engineer_id, turn = name
        spots = self._spots_of(name)
        engineer = self.engineers[engineer_id]
        if spots is None or turn >= len(engineer.shifts):
            return None
        number = self.terrain.number
        for one in visits:
            if not jobs[one.job_id].place.is_resolved:
                return None
        index = PlaceIndex(
            places=(),
            depot={},
            shift={name: spots},
            job={one.job_id: number(jobs[one.job_id].place) for one in visits},
        )
        try:
            return walk(
                self.scenario, self.clock, index, self.terrain.travel, engineer, turn, visits, jobs
            )
        except RouteImpossible:
            return None

    def _without_the_impossible(self, name: ShiftName, visits: Visits) -> Visits:
        """Without the first visit that cannot be kept behind those before it."""
        for count in range(1, len(visits) + 1):
            if self.walk(name, visits[:count]) is None:
                return (*visits[: count - 1], *visits[count:])
        raise AssertionError("a route is impossible that is possible as a whole")

    def _jobs_of(self, visits: Sequence[Visit]) -> dict[str, Job]:
        return {one.job_id: self.jobs[one.job_id] for one in visits}

    def _spots_of(self, name: ShiftName) -> ShiftPlaces | None:
        """Where a shift starts and ends from now on."""
        if name not in self._spots:
            engineer = self.engineers[name[0]]
            self._spots[name] = None
            if name[1] < len(engineer.shifts):
                shift = engineer.shifts[name[1]]
                start, depot_id = shift_start(self._depot_places, engineer, shift)
                end = shift_end(self._depot_places, engineer, shift)
                if start is not None and end is not None and start.is_resolved and end.is_resolved:
                    number = self.terrain.number
                    self._spots[name] = ShiftPlaces(number(start), number(end), depot_id)
        return self._spots[name]

    @cached_property
    def _depot_places(self) -> dict[str, Place]:
        return {depot.id: depot.place for depot in self.scenario.depots}
