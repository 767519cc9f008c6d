"""A route is one known shift: start, perhaps a collection, at least one job, end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register
from models.places import PlaceIndex
from models.plan import Route, Stop, StopKind

SHIFT_UNKNOWN = register(
    "plan-shift-unknown",
    Severity.ERROR,
    "A route names an engineer or a shift that the scenario does not have, or whose start or end "
    "has no resolved place.",
    "Check the plan against the scenario it was made for; plan again if the scenario has changed.",
)
SHIFT_TWICE = register(
    "plan-shift-twice",
    Severity.ERROR,
    "Two routes use the same shift of the same engineer.",
    "Give every shift one route at most: merge the two, or move one to another shift.",
)
ROUTE_MISSHAPEN = register(
    "plan-route-misshapen",
    Severity.ERROR,
    "A route is not start, perhaps one collection, at least one job, end; or a stop lacks what its "
    "kind needs (a job its id, appointment and leg) or has what only jobs have. Its times are not "
    "checked.",
    "Put the stops into that order, fill in what is missing and take out what is not theirs.",
)
ROUTES_UNSORTED = register(
    "plan-routes-unsorted",
    Severity.WARNING,
    "The routes are not in the order of the scenario's engineers and their shifts.",
    "Nothing needs to be done; sorting the routes makes plans easier to compare.",
)

OF_JOBS_ONLY = (
    "told", "window", "early_s", "lateness_s", "reserve_s", "movable_s", "draws", "calls",
)  # fmt: skip
"""What no other stop may have."""


def check(facts: Facts) -> Iterator[Finding]:
    """Every route has its shape, no shift has two, and they come in order."""
    keys = [(route.engineer_id, route.shift_index) for route in facts.plan.routes]
    times = Counter(keys)
    for number, (key, route) in enumerate(zip(keys, facts.plan.routes, strict=True)):
        yield from shape_breaches(facts.places, route, f"routes[{number}]")
        if times[key] > 1:
            yield finding(
                SHIFT_TWICE,
                f"Shift {route.shift_index} of engineer {route.engineer_id} has {times[key]} "
                "routes.",
                path=f"routes[{number}]",
                value=route.engineer_id,
            )
    rank = {engineer.id: number for number, engineer in enumerate(facts.scenario.engineers)}
    ranked = [(rank.get(engineer_id, -1), shift) for engineer_id, shift in keys]
    if ranked != sorted(ranked):
        yield finding(ROUTES_UNSORTED, "The routes are not in order.", path="routes")


def shape_breaches(places: PlaceIndex, route: Route, path: str) -> Iterator[Finding]:
    """What keeps a route from being read as a route."""
    if (route.engineer_id, route.shift_index) not in places.shift:
        yield finding(
            SHIFT_UNKNOWN,
            f"Engineer {route.engineer_id} has no shift {route.shift_index} with known places.",
            path=f"{path}.shift_index",
            value=route.shift_index,
        )
    kinds = [stop.kind for stop in route.stops]
    jobs = kinds.count(StopKind.JOB)
    collections = kinds.count(StopKind.COLLECTION)
    expected = [
        StopKind.START,
        *[StopKind.COLLECTION] * min(collections, 1),
        *[StopKind.JOB] * max(jobs, 1),
        StopKind.END,
    ]
    if kinds != expected:
        yield finding(
            ROUTE_MISSHAPEN,
            f"The stops are {', '.join(kinds) or 'none'}; expected start, perhaps one collection, "
            "jobs, end.",
            path=f"{path}.stops",
        )
    for number, stop in enumerate(route.stops):
        for field in _wrong_fields(stop, places):
            yield finding(
                ROUTE_MISSHAPEN,
                f"The {stop.kind} stop's {field} is missing, unknown or out of place.",
                path=f"{path}.stops[{number}].{field}",
                value=getattr(stop, field),
            )


def _wrong_fields(stop: Stop, places: PlaceIndex) -> Iterator[str]:
    """Fields that a stop of this kind has to have, and has not, or the other way round."""
    is_job = stop.kind is StopKind.JOB
    if is_job != (stop.job_id in places.job) or is_job == (stop.job_id is None):
        yield "job_id"
    if is_job == (stop.appointment is None):
        yield "appointment"
    if (stop.leg is None) == (stop.kind in (StopKind.JOB, StopKind.END)):
        yield "leg"
    if not is_job:
        yield from (field for field in OF_JOBS_ONLY if getattr(stop, field))
