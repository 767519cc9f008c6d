"""The difference of two plans, small enough to be written down with every booking."""

from __future__ import annotations

from collections.abc import Iterable

from models.job import Job
from models.plan import Plan, Route, StopKind
from service.days.entries import PlanChange, RouteName

SUMS = (
    "served",
    "in_band",
    "not_late",
    "travel_s",
    "distance_m",
    "waiting_s",
    "service_s",
    "overtime_s",
    "lateness_s",
)
"""Figures of merit that add up over routes."""


def change_between(old: Plan, new: Plan, jobs: Iterable[Job] = ()) -> PlanChange:
    """What makes `new` of `old`; `made_of` does it."""
    before = {_name(one): one for one in old.routes}
    after = {_name(one): one for one in new.routes}
    routes = tuple(
        route
        for name, route in after.items()
        if before.get(name) is not route and before.get(name) != route
    )
    gone = tuple(name for name in before if name not in after)
    simple = [name for name in before if name in after]
    simple += [name for name in after if name not in before]
    return PlanChange(
        routes=routes,
        gone=tuple(_shown(one) for one in gone),
        order=None if simple == list(after) else tuple(_shown(one) for one in after),
        rest=new.model_copy(update={"routes": ()}),
        jobs=tuple(jobs),
    )


def made_of(old: Plan, change: PlanChange) -> Plan:
    """The plan that a change makes of another."""
    routes = {_name(one): one for one in old.routes}
    for name in change.gone:
        routes.pop((name.engineer_id, name.shift_index), None)
    routes.update({_name(one): one for one in change.routes})
    if change.order is not None:
        ordered = ((one.engineer_id, one.shift_index) for one in change.order)
        routes = {name: routes[name] for name in ordered}
    return change.rest.model_copy(update={"routes": tuple(routes.values())})


def _name(route: Route) -> tuple[str, int]:
    return route.engineer_id, route.shift_index


def _shown(name: tuple[str, int]) -> RouteName:
    return RouteName(engineer_id=name[0], shift_index=name[1])


def moved_on(change: PlanChange, old: Plan, now: Plan) -> PlanChange:
    """A change of `old` as a change of `now`, where it changes none of the routes that differ."""
    new = change.rest
    cost = now.cost.model_copy(
        update={
            name: getattr(now.cost, name) + getattr(new.cost, name) - getattr(old.cost, name)
            for name in type(now.cost).model_fields
        }
    )
    sums = {
        name: getattr(now.merit, name) + getattr(new.merit, name) - getattr(old.merit, name)
        for name in SUMS
    }
    bare = now.model_copy(update={"cost": cost, "routes": ()})
    after = made_of(now, change.model_copy(update={"rest": bare, "order": None}))
    figures = {
        "smallest_slack_s": min(
            (
                stop.leg.slack_s
                for route in after.routes
                for stop in route.stops
                if stop.kind is StopKind.JOB and stop.leg is not None
            ),
            default=None,
        ),
        "engineers_used": len({route.engineer_id for route in after.routes}),
    }
    merit = now.merit.model_copy(update=sums | figures)
    rest = bare.model_copy(update={"merit": merit})
    return change.model_copy(update={"rest": rest, "order": None})
