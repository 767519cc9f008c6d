"""Every drive takes as long as the travel times say."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import DrivenStop, Facts
from models.findings import Finding, Severity, finding, register

TRAVEL_MISSTATED = register(
    "plan-travel-misstated",
    Severity.ERROR,
    "A drive's stated arrival or travel time is not what the travel times say for its departure.",
    "Take arrival and travel time from the scenario's travel times.",
)
DISTANCE_MISSTATED = register(
    "plan-distance-misstated",
    Severity.ERROR,
    "A drive's stated distance is not what the travel times say.",
    "Take the distance from the scenario's travel times.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Arrival, travel time and distance of each leg."""
    for route in facts.routes:
        for stop in route.driven:
            yield from _check_leg(facts, stop)


def _check_leg(facts: Facts, stop: DrivenStop) -> Iterator[Finding]:
    leg = stop.leg
    arrive = facts.travel.arrive(leg.profile, leg.origin, leg.destination, leg.depart)
    if leg.arrive != arrive or leg.stated.travel_s != arrive - leg.depart:
        yield finding(
            TRAVEL_MISSTATED,
            f"Leaving at {facts.shown(leg.depart)} arrives at {facts.shown(arrive)} after "
            f"{arrive - leg.depart} s, not at {facts.shown(leg.arrive)} after "
            f"{leg.stated.travel_s} s.",
            path=leg.path,
            value=leg.stated.travel_s,
        )
    distance_m = facts.travel.distance_m(leg.origin, leg.destination)
    if leg.stated.distance_m != distance_m:
        yield finding(
            DISTANCE_MISSTATED,
            f"The drive is {distance_m} m, not {leg.stated.distance_m} m.",
            path=f"{leg.path}.distance_m",
            value=leg.stated.distance_m,
        )
