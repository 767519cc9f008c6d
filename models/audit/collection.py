"""Parts from the depot are collected once, before the first departure, while the depot is open."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts, RouteFacts, StopFacts
from models.findings import Finding, Severity, finding, register
from models.part import Depot
from models.plan import PartSource

COLLECTION_MISSING = register(
    "plan-collection-missing",
    Severity.ERROR,
    "A route hands out parts of a depot but does not collect them, or collects where nothing is "
    "needed.",
    "Begin the route with a collection at its start depot if, and only if, a job draws from it.",
)
COLLECTION_IMPOSSIBLE = register(
    "plan-collection-impossible",
    Severity.ERROR,
    "A collection does not take the depot's handling time, is not inside one opening interval, or "
    "is before a delivery whose units it hands out.",
    "Collect while the depot is open, after the last delivery needed, for the handling time.",
)
COLLECTION_NOT_LATEST = register(
    "plan-collection-not-latest",
    Severity.ERROR,
    "A collection could begin later and still be done by the first departure.",
    "Collect as late as the first departure and the opening hours allow.",
)
ROUTE_READY_MISSTATED = register(
    "plan-route-ready-misstated",
    Severity.ERROR,
    "The moment from which the first drive is possible is not the earliest end of the collection "
    "(without one: the start of the shift).",
    "State that moment.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """The collection of each route, and when the route can be under way."""
    for route in facts.routes:
        needed = any(
            draw.source is PartSource.DEPOT for visit in route.visits for draw in visit.stated.draws
        )
        if needed != (route.collection is not None):
            yield finding(
                COLLECTION_MISSING,
                f"A collection is {'needed' if needed else 'not needed'} on {route.name}.",
                path=f"{route.path}.stops",
            )
        elif route.collection is not None:
            yield from _check_collection(facts, route, route.collection)
        elif route.visits[0].leg.ready != route.shift_start:
            yield _ready_misstated(facts, route, route.shift_start)


def _check_collection(facts: Facts, route: RouteFacts, collection: StopFacts) -> Iterator[Finding]:
    depot = route.start_depot
    path = collection.path
    if depot is None:
        return  # the draws are out of reach, and so is the collection: other rules say it
    handling_s = facts.handling_s(depot)
    begins = _possible_begins(facts, route, depot, handling_s)
    departs = route.visits[0].leg.depart
    begin = collection.start
    if collection.finish - begin != handling_s or not any(a <= begin <= b for a, b in begins):
        yield finding(
            COLLECTION_IMPOSSIBLE,
            f"Collecting from {facts.shown(begin)} to {facts.shown(collection.finish)} is not "
            f"possible at depot {depot.id}.",
            path=path,
            value=collection.stated.start,
        )
    elif any(a <= departs - handling_s and min(b, departs - handling_s) > begin for a, b in begins):
        yield finding(
            COLLECTION_NOT_LATEST,
            f"The collection at {facts.shown(begin)} could begin later and be done by "
            f"{facts.shown(departs)}.",
            path=f"{path}.start",
            value=collection.stated.start,
        )
    soonest = min((a for a, _ in begins), default=None)
    if soonest is not None and route.visits[0].leg.ready != soonest + handling_s:
        yield _ready_misstated(facts, route, soonest + handling_s)


def _possible_begins(
    facts: Facts, route: RouteFacts, depot: Depot, handling_s: int
) -> list[tuple[int, int]]:
    """Spans in which the collection may begin."""
    seconds = facts.clock.seconds
    etas = [
        seconds(draw.inbound_eta)
        for visit in route.visits
        for draw in visit.stated.draws
        if draw.inbound_eta is not None
    ]
    after = max([route.shift_start, *etas])
    open_spans = [(seconds(o.start), seconds(o.end)) for o in depot.opening]
    if not depot.opening:
        open_spans = [(after, max(after, route.last_return) + handling_s)]
    begins = [(max(after, opens), closes - handling_s) for opens, closes in open_spans]
    return [(first, last) for first, last in begins if first <= last]


def _ready_misstated(facts: Facts, route: RouteFacts, ready: int) -> Finding:
    leg = route.visits[0].leg
    return finding(
        ROUTE_READY_MISSTATED,
        f"Driving on {route.name} can begin at {facts.shown(ready)}, not at "
        f"{facts.shown(leg.ready)}.",
        path=f"{leg.path}.ready",
        value=leg.stated.ready,
    )
