"""The totals of a route are those of its stops."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts, RouteFacts
from models.findings import Finding, Severity, finding, register

ROUTE_TOTAL_MISSTATED = register(
    "plan-route-total-misstated",
    Severity.ERROR,
    "A total of a route (driving, distance, work, handling, waiting, overtime, lateness) is not "
    "what its stops add up to.",
    "Add the stops up again.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Each stated total."""
    for route in facts.routes:
        for field, expected in _totals(route).items():
            stated = getattr(route.stated, field)
            if stated != expected:
                yield finding(
                    ROUTE_TOTAL_MISSTATED,
                    f"{field} of {route.name} is {expected}, not {stated}.",
                    path=f"{route.path}.{field}",
                    value=stated,
                )


def _totals(route: RouteFacts) -> dict[str, int]:
    """What the stops add up to, by the name of the field."""
    end = route.end.arrive
    travel_s = sum(stop.leg.arrive - stop.leg.depart for stop in route.driven)
    service_s = sum(visit.finish - visit.start for visit in route.visits)
    handling_s = 0
    if route.collection is not None:
        handling_s = route.collection.finish - route.collection.start
    return {
        "travel_s": travel_s,
        "distance_m": sum(stop.leg.stated.distance_m for stop in route.driven),
        "service_s": service_s,
        "handling_s": handling_s,
        "waiting_s": end - route.begin - travel_s - service_s - handling_s,
        "overtime_s": max(0, end - route.shift_end),
        "lateness_s": sum(visit.stated.lateness_s for visit in route.visits),
    }
