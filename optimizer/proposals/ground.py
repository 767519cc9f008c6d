"""The ground that proposals stand on: the rest of a running day, ready to be walked and changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from models.cost import cost_of
from models.day import Day, JobState
from models.engineer import Engineer
from models.errors import RouteImpossible
from models.job import Job
from models.places import PlaceIndex, ShiftPlaces, shift_end, shift_start
from models.policy import Policy
from models.scenario import Scenario
from models.timeline import Timeline, Visit, walk
from optimizer.proposals.glance import Glances, Sight
from optimizer.proposals.terrain import Terrain
from optimizer.records import Records
from optimizer.rest_of_day import RestOfDay, rest_of_day
from optimizer.standing import ShiftName

__all__ = ["Ground", "Promise", "Visits"]

Visits = tuple[Visit, ...]
BEGUN = frozenset({JobState.STARTED, JobState.FINISHED, JobState.CANCELLED})
"""States of a job that nobody is sent to any more."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What the plan in force says of one visit."""

    name: ShiftName
    appointment: datetime
    arrive: datetime


class Ground:
    """The rest of a day as it stands at a moment.

    Engineers are looked at when somebody asks for them, routes walked when somebody wants to know,
    and both remembered: an event concerns a handful of two hundred engineers.
    """

    def __init__(
        self, day: Day, now: datetime, terrain: Terrain, without: str | None = None
    ) -> None:
        """Stand on a day.

        Args:
            day: the running day.
            now: the moment of the question.
            terrain: its roads.
            without: a job that is taken out of its route, as its customer wants another time.
        """
        self.day = day
        self.clock = day.clock
        self.terrain = terrain
        self.now_s = max(self.clock.seconds(now), self.clock.seconds(day.now))
        self.now = self.clock.moment(self.now_s)
        self._without = without
        self._rests: dict[str, RestOfDay] = {}
        self._under_way: dict[str, Job] = {}
        self._spots: dict[ShiftName, ShiftPlaces | None] = {}
        self._glances = Glances(day.scenario, self.clock, terrain)
        self._walked: dict[tuple[ShiftName, Visits], Timeline | None] = {}
        self._stands: dict[ShiftName, tuple[Visits, tuple[Sight, ...]]] = {}
        self._depots = {depot.id: depot.place for depot in day.scenario.depots}

    # ------------------------------------------------------------------------------ as it stands

    @property
    def policy(self) -> Policy:
        """The company's rules."""
        return self.day.scenario.policy

    def rest(self, engineer_id: str) -> RestOfDay:
        """The rest of the day of one engineer, depots less what the others have reserved."""
        known = self._rests.get(engineer_id)
        if known is None:
            known = rest_of_day(self.day, self.now, roads=self.terrain, only=[engineer_id])
            self._rests[engineer_id] = known
            for visits in known.routes.values():
                self._under_way |= {
                    job.id: job for job in known.scenario.jobs if job.id == visits[0].job_id
                }
        return known

    def part(self, engineer_ids: Collection[str], job_ids: Iterable[str]) -> Scenario:
        """The rest of the day of some engineers, with further jobs: a scenario of its own."""
        only = list(dict.fromkeys(engineer_ids))
        also = list(job_ids)
        return rest_of_day(self.day, self.now, roads=self.terrain, only=only, also=also).scenario

    def job(self, job_id: str) -> Job:
        """A job as it is now. Raises KeyError where there is none."""
        if job_id in self._under_way:
            return self._under_way[job_id]
        job = self.day.job(job_id)
        if job is None:
            raise KeyError(job_id)
        return job

    def engineer(self, engineer_id: str) -> Engineer:
        """An engineer with what is left of the shifts."""
        return self.rest(engineer_id).scenario.engineers[0]

    def visits(self, name: ShiftName) -> Visits:
        """The visits of a shift that are still to be made, whether or not they can be."""
        visits = self.rest(name[0]).routes.get(name, ())
        if self._without is None:
            return visits
        return tuple(one for one in visits if one.job_id != self._without)

    def fixed(self, name: ShiftName) -> int:
        """How many visits at the front of a shift cannot be changed any more."""
        return self.rest(name[0]).fixed.get(name, 0)

    def is_fixed(self, job_id: str) -> bool:
        """Whether somebody is under way to a job, or at its door."""
        name = self.shift_of(job_id)
        if name is None:
            return False
        return any(one.job_id == job_id for one in self.visits(name)[: self.fixed(name)])

    def shifts_of(self, engineer_id: str) -> tuple[ShiftName, ...]:
        """The shifts of an engineer in which visits are still to be made."""
        return tuple(self.rest(engineer_id).routes)

    def shift_of(self, job_id: str) -> ShiftName | None:
        """In which shift a visit is that is still to be made; None where it is in none."""
        route = self.day.route_of(job_id)
        facts = self.day.job_facts(job_id)
        wanted = {facts.engineer_id, None if route is None else route.engineer_id} - {None}
        for engineer_id in wanted:
            for name in self.shifts_of(str(engineer_id)):
                if any(one.job_id == job_id for one in self.visits(name)):
                    return name
        return None

    def is_open(self, job_id: str) -> bool:
        """Whether a job can still be visited: it is not begun, over or called off."""
        if self.day.job(job_id) is None:
            return False
        return self.day.job_facts(job_id).state not in BEGUN

    def leaves(self, name: ShiftName) -> tuple[int, int] | None:
        """When somebody with nothing left to do leaves for the end of the shift, and is there."""
        spots = self._spots_of(name)
        if spots is None:
            return None
        engineer = self.engineer(name[0])
        depart = self.clock.seconds(engineer.shifts[name[1]].start)
        profile = engineer.vehicle_profile
        return depart, self.terrain.travel.arrive(profile, spots.start, spots.end, depart)

    def promise(self, job_id: str) -> Promise | None:
        """What the plan in force says of a job."""
        route, stop = self.day.route_of(job_id), self.day.stop_of(job_id)
        if route is None or stop is None or stop.appointment is None:
            return None
        return Promise((route.engineer_id, route.shift_index), stop.appointment, stop.arrive)

    def told_s(self, job: Job) -> int | None:
        """The moment a customer has been told, seconds."""
        return None if job.appointment_told is None else self.clock.seconds(job.appointment_told)

    # ------------------------------------------------------------------------------ as it would be

    def glance(
        self, name: ShiftName, visits: Visits, changed: Mapping[str, Job] | None = None
    ) -> tuple[Sight, ...] | None:
        """Who would be met when, or None where the route cannot be driven: fast, without prices."""
        spots = self._spots_of(name)
        if spots is None:
            return None
        jobs = self._jobs_of(visits, changed)
        if not all(self.terrain.locates(job.place) for job in jobs.values()):
            return None
        return self._glances.look(self.engineer(name[0]), name[1], spots, visits, jobs)

    def walk(
        self, name: ShiftName, visits: Visits, changed: Mapping[str, Job] | None = None
    ) -> Timeline | None:
        """The moments of a route, or None where it cannot be driven.

        `changed` holds jobs that are other than they are now; such walks are not remembered.
        """
        if not visits:
            return None
        if changed and any(one.job_id in changed for one in visits):
            return self._walk(name, visits, self._jobs_of(visits, changed))
        if (name, visits) not in self._walked:
            self._walked[name, visits] = self._walk(name, visits, self._jobs_of(visits))
        return self._walked[name, visits]

    def before(self, name: ShiftName) -> tuple[Visits, Timeline | None]:
        """The visits of a shift that can still be made as things stand, and their moments.

        A visit that cannot be kept any more, whatever is driven, is left out of them.
        """
        visits, _ = self.stands(name)
        return visits, self.walk(name, visits)

    def stands(self, name: ShiftName) -> tuple[Visits, tuple[Sight, ...]]:
        """The same visits, only glanced at."""
        if name not in self._stands:
            visits = self.visits(name)
            seen = self.glance(name, visits) if visits else ()
            while seen is None:
                visits = self._without_the_impossible(name, visits)
                seen = self.glance(name, visits) if visits else ()
            self._stands[name] = visits, seen
        return self._stands[name]

    def cents(self, timelines: Iterable[Timeline | None]) -> int:
        """What these routes cost."""
        driven = [one for one in timelines if one is not None]
        return cost_of(self.day.scenario, driven, ()).cents

    def records(self, engineer_ids: Iterable[str], jobs: Mapping[str, Job]) -> Records:
        """Who and what some routes speak of."""
        rest = self.day.scenario
        return Records(
            scenario=rest,
            clock=self.clock,
            jobs=jobs,
            engineers={one: self.engineer(one) for one in engineer_ids},
            parts={part.id: part for part in rest.parts},
            depots={depot.id: depot for depot in rest.depots},
        )

    def _walk(self, name: ShiftName, visits: Visits, jobs: Mapping[str, Job]) -> Timeline | None:
        engineer_id, turn = name
        spots, number = self._spots_of(name), self.terrain.number
        located = all(self.terrain.locates(job.place) for job in jobs.values())
        if spots is None or not located:
            return None
        places = {job_id: number(job.place) for job_id, job in jobs.items()}
        index = PlaceIndex(places=(), depot={}, shift={name: spots}, job=places)
        rest, travel = self.rest(engineer_id), self.terrain.travel
        try:
            return walk(
                rest.scenario,
                self.clock,
                index,
                travel,
                rest.scenario.engineers[0],
                turn,
                visits,
                jobs,
            )
        except RouteImpossible:
            return None

    def _without_the_impossible(self, name: ShiftName, visits: Visits) -> Visits:
        """Without the first visit that cannot be kept behind those before it."""
        for count in range(1, len(visits) + 1):
            if self.glance(name, visits[:count]) is None:
                return (*visits[: count - 1], *visits[count:])
        raise AssertionError("a route is impossible that is possible as a whole")

    def _jobs_of(self, visits: Visits, changed: Mapping[str, Job] | None = None) -> dict[str, Job]:
        known = changed or {}
        return {one.job_id: known.get(one.job_id) or self.job(one.job_id) for one in visits}

    def _spots_of(self, name: ShiftName) -> ShiftPlaces | None:
        """Where a shift starts and ends from now on; None where there is nothing left of it."""
        if name not in self._spots:
            self._spots[name] = None
            engineer = self.engineer(name[0])
            if name[1] < len(engineer.shifts):
                shift = engineer.shifts[name[1]]
                start, depot_id = shift_start(self._depots, engineer, shift)
                end = shift_end(self._depots, engineer, shift)
                located = (one is not None and self.terrain.locates(one) for one in (start, end))
                if start is not None and end is not None and all(located):
                    number = self.terrain.number
                    self._spots[name] = ShiftPlaces(number(start), number(end), depot_id)
        return self._spots[name]
