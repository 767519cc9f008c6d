"""What booking a slot makes of a scenario and its plan: one route is worked out anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.clock import Clock
from models.cost import METRES_PER_KM
from models.errors import RouteImpossible
from models.job import Job
from models.places import index_places
from models.plan import (
    COUNTED_AS_UNSERVED,
    Draw,
    Merit,
    PartSource,
    Plan,
    PlanCost,
    Route,
    Stop,
    StopKind,
)
from models.policy import Rates
from models.scenario import Scenario
from models.slot import SlotOffer
from models.timeline import Visit, walk
from optimizer.records import Records
from optimizer.slots import promised, slot_taken
from optimizer.standing import ShiftName
from optimizer.timing import build_route
from optimizer.travel.source import TravelSource

Stock = tuple[str, str | None, str | None, object]
"""Part, engineer of the van or None, depot or None, moment of the delivery."""


def plan_with(
    scenario: Scenario,
    plan: Plan,
    job: Job,
    offer: SlotOffer,
    travel: TravelSource,
    *,
    sha256: str = "",
) -> tuple[Scenario, Plan]:
    """The scenario with the window promised, and the plan with the visit of an offer in it.

    Only the routes that change are worked out anew: the one that gets the visit, and the one that
    loses it where the job had another visit before.

    Args:
        scenario: has the job already, or gets it as its last.
        plan: of that scenario.
        job: what the slot was asked for.
        offer: made for this plan.
        travel: of the scenario.
        sha256: the digest of the new scenario, where the caller wants the plan to carry it.

    Raises:
        SlotTaken: the plan is no longer one in which the offer holds.
    """
    booked = promised(job, offer.window)
    after = _with_job(scenario, booked)
    shift = (offer.engineer_id, offer.shift_index)
    routes = {(one.engineer_id, one.shift_index): one for one in plan.routes}
    left_out = next((one for one in plan.unplanned if one.job_id == job.id), None)
    visits = {}
    if left_out is None and len(after.jobs) == len(scenario.jobs):
        visits = {name: _visits(route) for name, route in routes.items() if _has(route, job.id)}
    visits[shift] = _visits(routes[shift]) if shift in routes else []
    for name, those in visits.items():
        visits[name] = [one for one in those if one.job_id != job.id]
    if offer.position > len(visits[shift]):
        raise slot_taken(job, offer)
    draws = tuple(part.draw for part in offer.parts)
    visits[shift].insert(offer.position, Visit(job.id, draws))
    before = [routes[name] for name in visits if name in routes]
    try:
        anew, small = _timed(after, visits, travel)
    except RouteImpossible as problem:
        raise slot_taken(job, offer) from problem
    routes = {name: route for name, route in routes.items() if name not in visits} | anew
    stop = _stop_of(anew[shift], job.id)
    if stop.appointment != offer.appointment or _overdrawn(after, routes.values(), draws, shift):
        raise slot_taken(job, offer)
    turn = {engineer.id: number for number, engineer in enumerate(after.engineers)}
    ordered = sorted(routes.values(), key=lambda one: (turn[one.engineer_id], one.shift_index))
    counted = left_out is not None and left_out.state in COUNTED_AS_UNSERVED
    return after, plan.model_copy(
        update={
            "scenario_sha256": sha256,
            "version": plan.version + 1,
            "routes": tuple(ordered),
            "unplanned": tuple(one for one in plan.unplanned if one.job_id != job.id),
            "cost": _cost(
                plan.cost, before, anew.values(), scenario.policy.rates, job if counted else None
            ),
            "merit": _merit(plan, small, len(after.jobs), before, tuple(anew.values()), ordered),
        }
    )


def _with_job(scenario: Scenario, booked: Job) -> Scenario:
    jobs = tuple(booked if one.id == booked.id else one for one in scenario.jobs)
    if all(one is not booked for one in jobs):
        jobs = (*jobs, booked)
    return scenario.model_copy(update={"jobs": jobs})


def _jobs_of(route: Route) -> list[Stop]:
    return [stop for stop in route.stops if stop.kind is StopKind.JOB]


def _has(route: Route, job_id: str) -> bool:
    return any(stop.job_id == job_id for stop in route.stops)


def _visits(route: Route) -> list[Visit]:
    return [Visit(stop.job_id or "", stop.draws) for stop in _jobs_of(route)]


def _stop_of(route: Route, job_id: str) -> Stop:
    return next(stop for stop in route.stops if stop.job_id == job_id)


def _timed(
    scenario: Scenario, visits: dict[ShiftName, list[Visit]], travel: TravelSource
) -> tuple[dict[ShiftName, Route], Scenario]:
    """These routes, worked out in a scenario of their engineers and jobs alone."""
    engineer_ids = {engineer_id for engineer_id, _ in visits}
    job_ids = {visit.job_id for those in visits.values() for visit in those}
    small = scenario.model_copy(
        update={
            "engineers": tuple(one for one in scenario.engineers if one.id in engineer_ids),
            "jobs": tuple(one for one in scenario.jobs if one.id in job_ids),
        }
    )
    clock, places = Clock.of(small), index_places(small)
    table, records = travel.table(small, places), Records.of(small, clock)
    found: dict[ShiftName, Route] = {}
    for (engineer_id, number), those in visits.items():
        if those:
            engineer = records.engineers[engineer_id]
            timeline = walk(small, clock, places, table, engineer, number, those, records.jobs)
            found[engineer_id, number] = build_route(records, timeline, those)
    return found, small


def _overdrawn(
    scenario: Scenario, routes: Iterable[Route], draws: Sequence[Draw], shift: ShiftName
) -> bool:
    """Whether more is reserved of what the visit draws than there is."""
    if not draws:
        return False
    taken: Counter[Stock] = Counter()
    from_depot = any(draw.source is PartSource.DEPOT for draw in draws)
    for route in routes:
        if not from_depot and route.engineer_id != shift[0]:
            continue
        for stop in route.stops:
            for draw in stop.draws:
                taken[_stock(draw, route.engineer_id)] += draw.quantity
    engineer = next(one for one in scenario.engineers if one.id == shift[0])
    depots = {one.id: one for one in scenario.depots}
    for draw in draws:
        if draw.source is PartSource.VAN:
            there = engineer.van_stock.get(draw.part_id, 0)
        elif draw.inbound_eta is None:
            there = depots[draw.depot_id or ""].stock.get(draw.part_id, 0)
        else:
            inbound = depots[draw.depot_id or ""].inbound
            there = sum(
                one.quantity
                for one in inbound
                if one.part_id == draw.part_id and one.eta == draw.inbound_eta
            )
        if taken[_stock(draw, shift[0])] > there:
            return True
    return False


def _stock(draw: Draw, engineer_id: str) -> Stock:
    van = engineer_id if draw.source is PartSource.VAN else None
    return draw.part_id, van, draw.depot_id, draw.inbound_eta


def _cost(
    cost: PlanCost,
    before: Iterable[Route],
    after: Iterable[Route],
    rates: Rates,
    served: Job | None,
) -> PlanCost:
    """The price with some routes changed and, perhaps, one job less left out."""
    changes: Counter[str] = Counter()
    for sign, routes in ((-1, before), (1, after)):
        for route in routes:
            for name, cents in _cents(route, rates).items():
                changes[name] += sign * cents
    if served is not None:
        changes["unserved_priority"] -= served.priority
        changes["unserved_without_priority"] -= 0 if served.priority else 1
    return cost.model_copy(
        update={name: getattr(cost, name) + change for name, change in changes.items()}
    )


def _cents(route: Route, rates: Rates) -> dict[str, int]:
    return {
        "travel_cents": route.travel_s * rates.travel_cents_per_s,
        "overtime_cents": route.overtime_s * rates.overtime_cents_per_s,
        "waiting_cents": route.waiting_s * rates.waiting_cents_per_s,
        "lateness_cents": route.lateness_s * rates.lateness_cents_per_s,
        "distance_cents": sum(
            (stop.leg.distance_m * rates.distance_cents_per_km + METRES_PER_KM // 2)
            // METRES_PER_KM
            for stop in route.stops
            if stop.leg is not None
        ),
    }


@dataclass(frozen=True, slots=True)
class _Tally:
    """What merit counts in some routes."""

    served: Counter[int]
    """By priority."""
    in_band: int
    not_late: int


def _tally(routes: Iterable[Route], scenario: Scenario) -> _Tally:
    priorities = {job.id: job.priority for job in scenario.jobs}
    band = scenario.policy.early_band
    served: Counter[int] = Counter()
    in_band = not_late = 0
    for route in routes:
        for stop in _jobs_of(route):
            assert stop.appointment is not None
            early_s = (stop.appointment - stop.arrive).total_seconds()
            served[priorities[stop.job_id or ""]] += 1
            in_band += early_s >= band.least_s and (band.most_s is None or early_s <= band.most_s)
            not_late += early_s >= 0
    return _Tally(served, in_band, not_late)


def _merit(
    plan: Plan,
    scenario: Scenario,
    jobs: int,
    before: Sequence[Route],
    after: Sequence[Route],
    routes: Sequence[Route],
) -> Merit:
    old, new, merit = _tally(before, scenario), _tally(after, scenario), plan.merit
    by_priority = Counter(merit.served_by_priority)
    by_priority.update(new.served)
    by_priority.subtract(old.served)
    sums = ("travel_s", "distance_m", "waiting_s", "service_s", "overtime_s", "lateness_s")
    return merit.model_copy(
        update={
            "jobs": jobs + sum(one.kind == "job" for one in scenario.set_aside),
            "served": merit.served + new.served.total() - old.served.total(),
            "served_by_priority": {
                priority: count
                for priority, count in sorted(by_priority.items(), reverse=True)
                if count
            },
            "in_band": merit.in_band + new.in_band - old.in_band,
            "not_late": merit.not_late + new.not_late - old.not_late,
            "smallest_slack_s": _smallest_slack(merit, before, after, routes),
            "engineers_used": len({one.engineer_id for one in routes}),
            **{
                name: getattr(merit, name)
                + sum(getattr(one, name) for one in after)
                - sum(getattr(one, name) for one in before)
                for name in sums
            },
        }
    )


def _smallest_slack(
    merit: Merit, before: Sequence[Route], after: Sequence[Route], routes: Sequence[Route]
) -> int | None:
    """Of all routes; looked for among all only where a route with the smallest one has changed."""
    known, lost = merit.smallest_slack_s, _slack(before)
    if known is None or (lost is not None and lost <= known):
        return _slack(routes)
    gained = _slack(after)
    return known if gained is None else min(known, gained)


def _slack(routes: Iterable[Route]) -> int | None:
    return min(
        (stop.leg.slack_s for route in routes for stop in _jobs_of(route) if stop.leg is not None),
        default=None,
    )
