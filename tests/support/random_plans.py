"""Random legal decisions for a scenario: no good plans, but all kinds of them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from support.brute_force import BestRoute, may_go
from support.tiny_stock import draws_by_job, lots_in_reach, stock_of, ways_to_take

from models.base import Text
from models.clock import Clock
from models.errors import RouteImpossible
from models.intake import intake_all
from models.job import Job
from models.places import PlaceIndex, index_places
from models.plan import Plan, Reason, SearchReport, Unplanned, UnplannedState
from models.scenario import Scenario
from models.timeline import Visit, walk
from models.travel import TravelTimes
from optimizer.timing import RouteDecision, build_plan

WHY = Text(en="by chance", zh="偶然")
REPORT = SearchReport(seed=0, threads=1, seconds=0, iterations=0, stopped_by="iterations")


def random_routes(
    dice: Random, scenario: Scenario, places: PlaceIndex, travel: TravelTimes
) -> tuple[BestRoute, ...]:
    """Shifts that take whatever still fits behind their last visit, as the dice fall."""
    clock = Clock.of(scenario)
    intakes = intake_all(scenario, clock)
    left = [job for job in scenario.jobs if intakes[job.id].plannable]
    stock = stock_of(scenario, clock)
    routes = []
    for engineer_id, number in dice.sample(sorted(places.shift), len(places.shift)):
        engineer = next(one for one in scenario.engineers if one.id == engineer_id)
        depot_id = places.shift[engineer_id, number].start_depot_id
        lots = lots_in_reach(stock, engineer_id, depot_id)
        visits: tuple[Visit, ...] = ()
        for job in dice.sample(left, len(left)):
            ways = list(ways_to_take([job], lots, stock))
            if not ways or not may_go(engineer, job) or dice.random() < 0.2:
                continue
            taken = dice.choice(ways)
            more = (*visits, *draws_by_job([job], taken, clock))
            try:
                walk(scenario, clock, places, travel, engineer, number, more)
            except RouteImpossible:
                continue
            visits = more
            left.remove(job)
            stock.subtract(taken)
        if visits:
            routes.append(BestRoute(engineer_id, number, visits))
    return tuple(routes)


def plan_of(scenario: Scenario, routes: Sequence[BestRoute], travel: TravelTimes) -> Plan:
    """The plan that follows from such decisions, the jobs in no route left out."""
    clock = Clock.of(scenario)
    planned = {visit.job_id for route in routes for visit in route.visits}
    intakes = intake_all(scenario, clock)
    return build_plan(
        scenario,
        clock,
        index_places(scenario),
        travel,
        [RouteDecision(one.engineer_id, one.shift_index, one.visits) for one in routes],
        [
            _left_out(job, intakes[job.id].state, intakes[job.id].missing_fields)
            for job in scenario.jobs
            if job.id not in planned
        ],
        REPORT,
    )


def _left_out(job: Job, state: UnplannedState | None, missing: tuple[str, ...]) -> Unplanned:
    return Unplanned(
        job_id=job.id,
        state=state or UnplannedState.UNPLANNED,
        reasons=(Reason(code="chance", text=WHY),),
        missing_fields=missing,
        priority=job.priority,
    )
