"""One route of a running day walked forward in plain seconds, whatever it misses on the way.

`models.timeline` answers only for routes that can be kept; here the walk goes on and says what is
missed. Nobody is expected sooner than planned: idle time is spent before setting out, as the plan
says (docs/timing.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.base import Id
from models.collection import collection_for
from models.day import Day, JobState
from models.engineer import Engineer
from models.errors import RouteImpossible
from models.job import Job
from models.place import Place
from models.places import shift_end, shift_start
from models.proposal import LatenessTier
from models.starts import Starts, possible_starts
from models.timeline import Visit
from optimizer.roads import Roads
from optimizer.whereabouts import Begin, usual_work_s


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of one visit. All moments are seconds."""

    job_id: Id
    engineer_id: Id
    arrive_s: int
    start_s: int
    finish_s: int
    appointment_s: int
    """What was told; else what the plan in force has."""
    told: bool
    planned_arrive_s: int
    """By the plan in force; as expected where it has no such visit."""
    tier: LatenessTier
    late_s: int
    """Seconds after the appointment."""
    sla_at_risk: bool
    at_the_door: bool
    """He has arrived already."""


@dataclass(frozen=True, slots=True)
class ExpectedRoute:
    """What is expected of the rest of one shift."""

    visits: tuple[Expected, ...]
    end_s: int
    """When he is back at the end place."""
    beyond_s: int
    """How much later that is than the shift and its overtime allow."""
    without_parts: tuple[Id, ...] = ()
    """Visits whose parts can be collected at no time."""


class RouteWalk:
    """Walks routes of one day."""

    def __init__(self, day: Day, roads: Roads) -> None:
        self._day = day
        self._roads = roads
        self._depots = {depot.id: depot for depot in day.scenario.depots}
        self._depot_places = {depot.id: depot.place for depot in day.scenario.depots}

    def walk(
        self, engineer: Engineer, number: int, begin: Begin, visits: Sequence[Visit]
    ) -> ExpectedRoute:
        """What is expected of these visits, in this order, by this engineer from now on."""
        place, depot_id = self._start_of(engineer, number, begin)
        if place is None:  # a shift that starts nowhere has no visits
            return ExpectedRoute((), begin.at_s, 0)
        ready_s, without_parts = self._collect(begin, depot_id, visits)
        made: list[Expected] = []
        for visit in visits:
            job = self._day.job(visit.job_id)
            if job is None or visit.job_id in without_parts:
                continue
            here = begin.job_id == visit.job_id
            one = self._visit(engineer, job, place, ready_s, here=here)
            made.append(one)
            place, ready_s = job.place, one.finish_s
        end_s = self._home(engineer, number, place, ready_s)
        last_s = self._day.index.shift_spans[engineer.id][number][1] + engineer.overtime_max_s
        return ExpectedRoute(tuple(made), end_s, max(0, end_s - last_s), without_parts)

    def sets_out_s(
        self, engineer: Engineer, number: int, begin: Begin, route: ExpectedRoute
    ) -> int:
        """Until when he may stay where he is without being later than expected: seconds."""
        place, depot_id = self._start_of(engineer, number, begin)
        first = route.visits[0]
        job = self._day.job(first.job_id)
        if place is None or job is None or begin.job_id is not None:
            return begin.at_s
        here, there = self._roads.number(place), self._roads.number(job.place)
        leaves_s = self._roads.travel.depart_by(
            engineer.vehicle_profile, here, there, first.arrive_s
        )
        if depot_id is None or depot_id not in self._depots:
            return leaves_s
        handling_s = self._depots[depot_id].handling_s
        if handling_s is None:
            handling_s = self._day.scenario.policy.depot_handling_s
        # A collection may have to be made sooner for the depot's opening hours.
        return leaves_s - handling_s if not self._depots[depot_id].opening else begin.at_s

    def _start_of(
        self, engineer: Engineer, number: int, begin: Begin
    ) -> tuple[Place | None, Id | None]:
        """Where the rest of a shift starts, and the depot if it is one."""
        if begin.place is not None:
            return begin.place, None
        return shift_start(self._depot_places, engineer, engineer.shifts[number])

    def _collect(
        self, begin: Begin, depot_id: Id | None, visits: Sequence[Visit]
    ) -> tuple[int, tuple[Id, ...]]:
        """When he can set out with the parts, and for which visits there are none to be had."""
        draws = [draw for visit in visits for draw in visit.draws]
        depot = None if depot_id is None else self._depots.get(depot_id)
        clock, policy = self._day.clock, self._day.scenario.policy
        try:
            collection = collection_for(draws, depot, begin.at_s, clock, policy)
            return begin.at_s if collection is None else collection.earliest_end(), ()
        except RouteImpossible:
            return begin.at_s, tuple(
                visit.job_id for visit in visits if any(draw.depot_id for draw in visit.draws)
            )

    def _visit(
        self, engineer: Engineer, job: Job, place: Place, ready_s: int, *, here: bool
    ) -> Expected:
        clock, policy = self._day.clock, self._day.scenario.policy
        starts = possible_starts(job, self._day.scenario, clock)
        planned_s, planned_appointment_s = self._planned(engineer.id, job)
        arrive_s = ready_s
        if not here:
            arrive_s = self._roads.arrive(engineer.vehicle_profile, place, job.place, ready_s)
            if planned_s is not None:
                arrive_s = max(arrive_s, planned_s)
        if here:
            start_s, missed = _start_under_way(starts, arrive_s, planned_appointment_s)
        else:
            start_s, missed = _start(starts, arrive_s)
        most_s = policy.early_band.most_s
        if not here and most_s is not None and start_s - arrive_s > most_s:
            arrive_s = start_s - most_s  # he waits where he is, not at the door
        appointment_s = starts.told
        if appointment_s is None:
            appointment_s = start_s if planned_appointment_s is None else planned_appointment_s
        late_s = max(0, arrive_s - appointment_s)
        state = self._day.job_facts(job.id).state
        deadline = job.sla_deadline
        return Expected(
            job_id=job.id,
            engineer_id=engineer.id,
            arrive_s=arrive_s,
            start_s=start_s,
            finish_s=start_s + usual_work_s(self._day, job, engineer),
            appointment_s=appointment_s,
            told=starts.told is not None,
            planned_arrive_s=arrive_s if planned_s is None else planned_s,
            tier=self._tier(starts, arrive_s, missed=missed),
            late_s=late_s,
            sla_at_risk=deadline is not None and start_s > clock.seconds(deadline),
            at_the_door=state is JobState.ARRIVED,
        )

    def _planned(self, engineer_id: Id, job: Job) -> tuple[int | None, int | None]:
        """Arrival and appointment that the plan in force has for this engineer."""
        route, stop = self._day.route_of(job.id), self._day.stop_of(job.id)
        if route is None or stop is None or route.engineer_id != engineer_id:
            return None, None
        seconds = self._day.clock.seconds
        appointment = None if stop.appointment is None else seconds(stop.appointment)
        return seconds(stop.arrive), appointment

    def _tier(self, starts: Starts, arrive_s: int, *, missed: bool) -> LatenessTier:
        """How the arrival stands to what was told; nothing told can be missed only as a whole."""
        policy = self._day.scenario.policy
        if missed:
            return LatenessTier.MISSED
        told = starts.told
        if told is None or arrive_s <= told - policy.early_band.least_s:
            return LatenessTier.IN_BAND
        if arrive_s <= told:
            return LatenessTier.TIGHT
        late = arrive_s - told <= policy.door.late_tier_s
        return LatenessTier.LATE if late else LatenessTier.VERY_LATE

    def _home(self, engineer: Engineer, number: int, place: Place, ready_s: int) -> int:
        end = shift_end(self._depot_places, engineer, engineer.shifts[number])
        if end is None or not self._roads.locates(end):
            return ready_s
        return self._roads.arrive(engineer.vehicle_profile, place, end, ready_s)


def _start(starts: Starts, arrive_s: int) -> tuple[int, bool]:
    """When the work begins, and whether that misses every window."""
    start_s = starts.next(arrive_s + starts.door_s)
    if start_s is not None:
        return start_s, False
    earliest_s = arrive_s if starts.told is None else max(arrive_s, starts.told)
    return earliest_s, True


def _start_under_way(starts: Starts, arrive_s: int, appointment_s: int | None) -> tuple[int, bool]:
    """The same where the engineer is on the way or at the door: he rings when he was to come."""
    if starts.told is not None or appointment_s is None:
        return _start(starts, arrive_s)
    start_s = max(appointment_s, arrive_s)
    return start_s, bool(starts.windows) and starts.window_of(start_s) is None
