"""The plan in force with the rest of a few routes replaced; what has been stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from models.job import Job
from models.plan import (
    Leg,
    Merit,
    Plan,
    PlanCost,
    Route,
    Stop,
    StopKind,
    Unplanned,
    UnplannedState,
)
from models.policy import EarlyBand
from optimizer.proposals.ground import Ground
from optimizer.reasons import LEFT_OUT_BY_PROPOSAL, reason
from optimizer.standing import ShiftName

__all__ = ["merged"]

METRES_PER_KM = 1000


def merged(
    ground: Ground,
    rests: Mapping[ShiftName, Route | None],
    jobs: Mapping[str, Job],
    unplanned: Iterable[str],
) -> Plan:
    """The plan in force, changed.

    Args:
        ground: the rest of the day that the change was made on.
        rests: what some shifts still do; None where there is nothing left to do.
        jobs: every job that is in one of them, as it would be.
        unplanned: jobs that are in no route any more.
    """
    plan = ground.day.plan
    placed = {
        str(stop.job_id) for one in rests.values() if one for stop in one.stops if stop.job_id
    }
    old = {(route.engineer_id, route.shift_index): route for route in plan.routes}
    new = dict(old)
    for name, rest in rests.items():
        joined = _joined(ground, name, old.get(name), rest, placed)
        if joined is None:
            new.pop(name, None)
        else:
            new[name] = joined
    for name in _left(ground, placed) - rests.keys():
        remaining = _without(new[name], placed)
        if remaining is None:
            del new[name]
        else:
            new[name] = remaining
    turn = {one.id: number for number, one in enumerate(ground.day.scenario.engineers)}
    routes = tuple(new[name] for name in sorted(new, key=lambda name: (turn[name[0]], name[1])))
    left_out = _left_out(ground, plan, placed, unplanned)
    return plan.model_copy(
        update={
            "routes": routes,
            "unplanned": left_out,
            "cost": _cost(ground, plan.cost, routes, left_out),
            "merit": _merit(ground, plan.merit, routes, jobs),
        }
    )


def _left(ground: Ground, placed: set[str]) -> set[ShiftName]:
    """Routes of the plan in force that have visits which somebody else makes now."""
    routes = (ground.day.route_of(job_id) for job_id in placed)
    return {(one.engineer_id, one.shift_index) for one in routes if one is not None}


def _without(route: Route, placed: set[str]) -> Route | None:
    """A route that nobody drives as planned, without visits that others make."""
    stops = tuple(stop for stop in route.stops if stop.job_id not in placed)
    if all(stop.kind is not StopKind.JOB for stop in stops):
        return None
    return _with_figures(route, stops)


def _joined(
    ground: Ground, name: ShiftName, old: Route | None, rest: Route | None, placed: set[str]
) -> Route | None:
    """What has been of a route, and then the new rest of it.

    A visit that has failed and is made again goes to where it is made.
    """
    if old is None:
        return rest
    gone = set(ground.rest(name[0]).past.get(name, ())) - placed
    past = [
        stop
        for stop in old.stops
        if stop.kind in (StopKind.START, StopKind.COLLECTION) or stop.job_id in gone
    ]
    if not gone:
        return rest
    to_come = _home(ground, name, old) if rest is None else rest.stops[1:]
    return _with_figures(old if rest is None else rest, (*past, *to_come))


def _home(ground: Ground, name: ShiftName, old: Route) -> tuple[Stop, ...]:
    """The way to the end of a shift in which nothing is left to do."""
    end = old.stops[-1]
    leaves = ground.leaves(name)
    if leaves is None or end.leg is None:
        return (end,)
    depart_s, arrive_s = leaves
    moment = ground.clock.moment
    leg = Leg(
        ready=moment(depart_s),
        depart=moment(depart_s),
        depart_earliest=moment(depart_s),
        depart_latest=max(end.leg.depart_latest, moment(depart_s), key=ground.clock.absolute),
        arrive=moment(arrive_s),
        travel_s=arrive_s - depart_s,
        distance_m=end.leg.distance_m,
        slack_s=0,
        idle_before_s=0,
    )
    there = moment(arrive_s)
    return (end.model_copy(update={"leg": leg, "arrive": there, "start": there, "finish": there}),)


def _with_figures(route: Route, stops: tuple[Stop, ...]) -> Route:
    """A route of these stops, with its figures added up from them."""
    legs = [stop.leg for stop in stops if stop.leg is not None]
    visits = [stop for stop in stops if stop.kind is StopKind.JOB]
    stores = [stop for stop in stops if stop.kind is StopKind.COLLECTION]
    begin = stores[0].start if stores else legs[0].depart
    travel_s = sum(leg.travel_s for leg in legs)
    service_s = sum(_seconds(stop.finish - stop.start) for stop in visits)
    handling_s = sum(_seconds(stop.finish - stop.start) for stop in stores)
    length_s = _seconds(stops[-1].arrive - begin)
    return route.model_copy(
        update={
            "stops": stops,
            "travel_s": travel_s,
            "distance_m": sum(leg.distance_m for leg in legs),
            "service_s": service_s,
            "handling_s": handling_s,
            "waiting_s": max(0, length_s - travel_s - service_s - handling_s),
            "lateness_s": sum(stop.lateness_s for stop in visits),
        }
    )


def _left_out(
    ground: Ground, plan: Plan, placed: set[str], unplanned: Iterable[str]
) -> tuple[Unplanned, ...]:
    kept = [one for one in plan.unplanned if one.job_id not in placed]
    known = {one.job_id for one in kept}
    added = (
        Unplanned(
            job_id=job_id,
            state=UnplannedState.UNPLANNED,
            reasons=(reason(LEFT_OUT_BY_PROPOSAL),),
            priority=ground.job(job_id).priority,
        )
        for job_id in unplanned
        if job_id not in known and job_id not in placed
    )
    return (*kept, *added)


def _cost(
    ground: Ground, cost: PlanCost, routes: Iterable[Route], unplanned: Iterable[Unplanned]
) -> PlanCost:
    """The price of the routes as they are stated, and of who is left out."""
    rates, every = ground.policy.rates, tuple(routes)
    lost = [one.priority for one in unplanned if one.state is UnplannedState.UNPLANNED]
    return cost.model_copy(
        update={
            "unserved_priority": sum(lost),
            "unserved_without_priority": lost.count(0),
            "travel_cents": sum(one.travel_s for one in every) * rates.travel_cents_per_s,
            "overtime_cents": sum(one.overtime_s for one in every) * rates.overtime_cents_per_s,
            "waiting_cents": sum(one.waiting_s for one in every) * rates.waiting_cents_per_s,
            "lateness_cents": sum(one.lateness_s for one in every) * rates.lateness_cents_per_s,
            "distance_cents": sum(
                (stop.leg.distance_m * rates.distance_cents_per_km + METRES_PER_KM // 2)
                // METRES_PER_KM
                for one in every
                for stop in one.stops
                if stop.leg is not None
            ),
        }
    )


def _merit(ground: Ground, merit: Merit, routes: Iterable[Route], jobs: Mapping[str, Job]) -> Merit:
    every = tuple(routes)
    visits = [stop for one in every for stop in one.stops if stop.kind is StopKind.JOB]
    by_priority: dict[int, int] = {}
    for stop in visits:
        job_id = str(stop.job_id)
        priority = (jobs.get(job_id) or ground.job(job_id)).priority
        by_priority[priority] = by_priority.get(priority, 0) + 1
    band = ground.policy.early_band
    return merit.model_copy(
        update={
            "jobs": len(ground.day.scenario.jobs) + len(ground.day.scenario.set_aside),
            "served": len(visits),
            "served_by_priority": dict(sorted(by_priority.items(), reverse=True)),
            "in_band": sum(_in_band(stop, band) for stop in visits),
            "not_late": sum(
                stop.appointment is not None and stop.arrive <= stop.appointment for stop in visits
            ),
            "travel_s": sum(one.travel_s for one in every),
            "distance_m": sum(one.distance_m for one in every),
            "waiting_s": sum(one.waiting_s for one in every),
            "service_s": sum(one.service_s for one in every),
            "overtime_s": sum(one.overtime_s for one in every),
            "lateness_s": sum(one.lateness_s for one in every),
            "smallest_slack_s": min(
                (stop.leg.slack_s for stop in visits if stop.leg is not None), default=None
            ),
            "engineers_used": len({one.engineer_id for one in every}),
        }
    )


def _in_band(stop: Stop, band: EarlyBand) -> bool:
    if stop.appointment is None:
        return False
    early_s = _seconds(stop.appointment - stop.arrive)
    return early_s >= band.least_s and (band.most_s is None or early_s <= band.most_s)


def _seconds(span: timedelta) -> int:
    return span // timedelta(seconds=1)
