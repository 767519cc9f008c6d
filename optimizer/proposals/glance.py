"""A glance at a route: who is met when, and nothing more; ten times faster than walking it.

Only the forward pass of docs/timing.md. What is tried is looked at so; what is shown is walked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.clock import Clock
from models.collection import collection_for
from models.engineer import Engineer
from models.errors import RouteImpossible
from models.job import Job
from models.part import Depot
from models.places import ShiftPlaces
from models.plan import Draw
from models.reserve import planned_band
from models.scenario import Scenario
from models.starts import Starts, possible_starts
from models.timeline import Visit, service_s
from optimizer.proposals.terrain import Terrain

__all__ = ["Glances", "Sight"]


@dataclass(frozen=True, slots=True)
class Sight:
    """One visit of a route, seconds. Equal to what walking the route says."""

    job_id: str
    arrive: int
    """When leaving as soon as possible."""
    start: int
    told: int | None
    late_s: int
    """After the appointment that was told."""
    missed_s: int
    """After the band of the appointment that was told."""


class Glances:
    """Looks at routes of one scenario; what jobs offer and how long they take is remembered."""

    def __init__(self, scenario: Scenario, clock: Clock, terrain: Terrain) -> None:
        """Nothing is looked at before it is asked for."""
        self._scenario = scenario
        self._clock = clock
        self._terrain = terrain
        self._least_s = planned_band(scenario.policy).least_s
        self._depots = {depot.id: depot for depot in scenario.depots}
        self._known: dict[int, tuple[Job, Starts, int]] = {}
        self._service: dict[tuple[int, str], tuple[Job, int | None]] = {}

    def look(
        self,
        engineer: Engineer,
        turn: int,
        ends: ShiftPlaces,
        visits: tuple[Visit, ...],
        jobs: Mapping[str, Job],
    ) -> tuple[Sight, ...] | None:
        """The visits of a shift in order; None where the route cannot be driven."""
        shift, seconds = engineer.shifts[turn], self._clock.seconds
        ready = seconds(shift.start)
        drawn = [draw for one in visits for draw in one.draws]
        if drawn:
            begun = self._collected(ends, drawn, ready)
            if begun is None:
                return None
            ready = begun
        travel, profile = self._terrain.travel, engineer.vehicle_profile
        origin = ends.start
        seen: list[Sight] = []
        for one in visits:
            job = jobs[one.job_id]
            starts, place = self._offer(job)
            service = self._work_s(job, engineer)
            if service is None:
                return None
            arrive = travel.arrive(profile, origin, place, ready)
            start = starts.next(arrive + starts.door_s)
            if start is None:
                return None
            told = starts.told
            late_s = missed_s = 0
            if told is not None:
                late_s = max(0, arrive - told)
                missed_s = max(0, arrive - told + self._least_s)
            seen.append(Sight(one.job_id, arrive, start, told, late_s, missed_s))
            origin, ready = place, start + service
        must_end = seconds(shift.end) + engineer.overtime_max_s
        if travel.arrive(profile, origin, ends.end, ready) > must_end:
            return None
        return tuple(seen)

    def _offer(self, job: Job) -> tuple[Starts, int]:
        known = self._known.get(id(job))
        if known is None or known[0] is not job:
            starts = possible_starts(job, self._scenario, self._clock)
            known = job, starts, self._terrain.number(job.place)
            self._known[id(job)] = known
        return known[1], known[2]

    def _work_s(self, job: Job, engineer: Engineer) -> int | None:
        key = id(job), engineer.id
        known = self._service.get(key)
        if known is None or known[0] is not job:
            try:
                known = job, service_s(job, engineer, self._scenario.policy)
            except RouteImpossible:
                known = job, None
            self._service[key] = known
        return known[1]

    def _collected(self, ends: ShiftPlaces, drawn: list[Draw], ready: int) -> int | None:
        """From when on the first drive can begin; None where nothing can be collected."""
        depot: Depot | None = self._depots.get(ends.start_depot_id or "")
        try:
            found = collection_for(drawn, depot, ready, self._clock, self._scenario.policy)
            return ready if found is None else found.earliest_end()
        except RouteImpossible:
            return None
