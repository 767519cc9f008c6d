"""What booking a slot makes of a scenario and its plan: one route is worked out anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from models.clock import Clock
from models.errors import RouteImpossible
from models.job import Job
from models.places import index_places
from models.plan import Draw, PartSource, Plan, Route, Stop, StopKind
from models.scenario import Scenario
from models.slot import SlotOffer
from models.timeline import Visit, walk
from optimizer.figures import cost_after, merit_after
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
    visits = {}
    is_left_out = any(one.job_id == job.id for one in plan.unplanned)
    if not is_left_out and len(after.jobs) == len(scenario.jobs):
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
    unplanned = tuple(one for one in plan.unplanned if one.job_id != job.id)
    aside = sum(one.kind == "job" for one in scenario.set_aside)
    priorities = {one.id: one.priority for one in small.jobs}
    come = tuple(anew.values())
    return after, plan.model_copy(
        update={
            "scenario_sha256": sha256,
            "version": plan.version + 1,
            "routes": tuple(ordered),
            "unplanned": unplanned,
            "cost": cost_after(plan, before, come, unplanned, scenario.policy.rates),
            "merit": merit_after(
                plan,
                ordered,
                before,
                come,
                len(after.jobs) + aside,
                scenario.policy,
                priorities.__getitem__,
            ),
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
