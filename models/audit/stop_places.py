"""Every stop is where its job, shift or depot is."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts, RouteFacts, StopFacts
from models.findings import Finding, Severity, finding, register
from models.place import Place
from models.plan import StopKind

STOP_ELSEWHERE = register(
    "plan-stop-elsewhere",
    Severity.ERROR,
    "A stop is stated at another place, or at another depot, than its job, the shift's start or "
    "end, or the collection asks for.",
    "Take the place from the scenario.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """The coordinates (or matrix index) of each stop are those of what it is for."""
    for route in facts.routes:
        for stop, place in _expected(facts, route):
            if _spot(stop.stated.place) != _spot(place):
                yield finding(
                    STOP_ELSEWHERE,
                    f"A stop of {route.name} is stated at {_spot(stop.stated.place)}, but is at "
                    f"{_spot(place)}.",
                    path=f"{stop.path}.place",
                    value=_spot(stop.stated.place),
                )
        for stop in route.stops:
            if not _depot_is_true(facts, route, stop):
                yield finding(
                    STOP_ELSEWHERE,
                    f"A stop of {route.name} is not at depot {stop.stated.depot_id}.",
                    path=f"{stop.path}.depot_id",
                    value=stop.stated.depot_id,
                )


def _expected(facts: Facts, route: RouteFacts) -> Iterator[tuple[StopFacts, Place]]:
    shift = facts.places.shift[route.engineer.id, route.stated.shift_index]
    yield route.start, facts.places.places[shift.start]
    yield route.end, facts.places.places[shift.end]
    if route.collection is not None:
        yield route.collection, facts.places.places[shift.start]
    for visit in route.visits:
        yield visit, visit.job.place


def _depot_is_true(facts: Facts, route: RouteFacts, stop: StopFacts) -> bool:
    depot_id = stop.stated.depot_id
    match stop.stated.kind:
        case StopKind.JOB:
            return depot_id is None
        case StopKind.END:
            depot = facts.depots.get(depot_id or "")
            at_depot = depot is not None and _spot(depot.place) == _spot(stop.stated.place)
            return depot_id is None or at_depot
        case StopKind.START | StopKind.COLLECTION:
            return depot_id == (None if route.start_depot is None else route.start_depot.id)


def _spot(place: Place) -> tuple[float | None, float | None, int | None]:
    return place.latitude, place.longitude, place.matrix_index
