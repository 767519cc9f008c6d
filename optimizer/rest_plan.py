"""The rest of a running day as a plan: the routes as they stand, timed anew, as far as they can be.

What cannot be kept is left out with that reason; nothing is searched.
"""

from __future__ import annotations

from models.base import Text
from models.clock import Clock
from models.errors import RouteImpossible
from models.files import digest
from models.places import PlaceIndex, index_places
from models.plan import Plan, SearchReport, Unplanned, UnplannedState
from models.timeline import Visit, walk
from models.travel import TravelTimes
from optimizer import reasons as kinds
from optimizer.reasons import reason
from optimizer.rest_of_day import RestOfDay
from optimizer.standing import ShiftName
from optimizer.timing import RouteDecision, build_plan
from optimizer.travel.build import build_travel
from optimizer.triage import triage

NO_SEARCH = SearchReport(seed=0, threads=1, iterations=0, stopped_by="nothing_to_do")
WHY = Text(en="as things stand nobody can be there in time", zh="按目前情况，没有人能按时到达")


def plan_as_it_stands(
    rest: RestOfDay, travel: TravelTimes | None = None, places: PlaceIndex | None = None
) -> Plan:
    """The plan that follows from going on as planned; a legal one, with jobs left out if need be.

    `travel` answers for `places`, where they are at hand (default: all places of the rest).
    """
    scenario, clock = rest.scenario, Clock.of(rest.scenario)
    places = index_places(scenario) if places is None else places
    travel = build_travel(scenario, places) if travel is None else travel
    decided = [
        RouteDecision(*name, _as_far_as_possible(rest, clock, places, travel, name, visits))
        for name, visits in rest.routes.items()
    ]
    served = {visit.job_id for route in decided for visit in route.visits}
    plannable, waiting = triage(scenario, clock)
    left_out = [
        Unplanned(
            job_id=job.id,
            state=UnplannedState.UNPLANNED,
            reasons=(reason(kinds.NO_POSSIBLE_START, why=WHY),),
            priority=job.priority,
        )
        for job in plannable
        if job.id not in served
    ]
    return build_plan(
        scenario,
        clock,
        places,
        travel,
        decided,
        [*left_out, *(one for one in waiting if one.job_id not in served)],
        NO_SEARCH,
        scenario_sha256=digest(scenario),
    )


def _as_far_as_possible(
    rest: RestOfDay,
    clock: Clock,
    places: PlaceIndex,
    travel: TravelTimes,
    name: ShiftName,
    visits: tuple[Visit, ...],
) -> tuple[Visit, ...]:
    """Without the visits that cannot be kept behind those before them."""
    engineer = next(one for one in rest.scenario.engineers if one.id == name[0])
    kept: list[Visit] = []
    for visit in visits:
        try:
            walk(rest.scenario, clock, places, travel, engineer, name[1], [*kept, visit])
        except RouteImpossible:
            continue
        kept.append(visit)
    return tuple(kept)
