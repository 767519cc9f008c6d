"""The plan in force with the rest of a few routes replaced; what has been stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from models.job import Job
from models.plan import Leg, Plan, Route, Stop, StopKind, Unplanned, UnplannedState
from optimizer.figures import cost_after, merit_after
from optimizer.proposals.ground import Ground
from optimizer.reasons import LEFT_OUT_BY_PROPOSAL, reason
from optimizer.standing import ShiftName

__all__ = ["merged"]


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
    gone = [route for name, route in old.items() if new.get(name) is not route]
    come = [route for name, route in new.items() if old.get(name) is not route]
    aside = sum(record.kind == "job" for record in ground.day.scenario.set_aside)
    return plan.model_copy(
        update={
            "routes": routes,
            "unplanned": left_out,
            "cost": cost_after(plan, gone, come, left_out, ground.policy.rates),
            "merit": merit_after(
                plan,
                routes,
                gone,
                come,
                len(ground.day.scenario.jobs) + aside,
                ground.policy,
                lambda job_id: (jobs.get(job_id) or ground.job(job_id)).priority,
            ),
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


def _seconds(span: timedelta) -> int:
    return span // timedelta(seconds=1)
