"""The latest safe departure is safe, and one second later is not; slack says how far away it is."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts, LegFacts
from models.audit.reserves import least_door_s
from models.findings import Finding, Severity, finding, register

LATEST_UNSAFE = register(
    "plan-latest-departure-unsafe",
    Severity.ERROR,
    "Leaving at the stated latest safe departure misses the early band of the appointment, or the "
    "end of shift and overtime.",
    "State the latest departure that still arrives in time.",
)
LATEST_TOO_CAUTIOUS = register(
    "plan-latest-departure-too-cautious",
    Severity.ERROR,
    "Leaving a second after the stated latest safe departure would still be in time.",
    "State the latest departure that still arrives in time.",
)
SLACK_MISSTATED = register(
    "plan-slack-misstated",
    Severity.ERROR,
    "The stated slack of a drive is not its latest safe departure minus the moment the engineer is "
    "free to leave.",
    "State depart_latest - ready; it is negative where a told appointment cannot be met.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Try both sides of each stated latest departure."""
    least_s = least_door_s(facts.scenario.policy)
    for route in facts.routes:
        for visit in route.visits:
            yield from _check_leg(facts, visit.leg, visit.appointment - least_s)
        yield from _check_leg(facts, route.end.leg, route.last_return)


def _check_leg(facts: Facts, leg: LegFacts, due: int) -> Iterator[Finding]:
    def arrival(depart: int) -> int:
        return facts.travel.arrive(leg.profile, leg.origin, leg.destination, depart)

    if arrival(leg.latest) > due:
        yield finding(
            LATEST_UNSAFE,
            f"Leaving at {facts.shown(leg.latest)} arrives at {facts.shown(arrival(leg.latest))}, "
            f"after {facts.shown(due)}.",
            path=f"{leg.path}.depart_latest",
            value=leg.stated.depart_latest,
        )
    elif arrival(leg.latest + 1) <= due:
        yield finding(
            LATEST_TOO_CAUTIOUS,
            f"Leaving a second after {facts.shown(leg.latest)} still arrives by "
            f"{facts.shown(due)}.",
            path=f"{leg.path}.depart_latest",
            value=leg.stated.depart_latest,
        )
    if leg.stated.slack_s != leg.latest - leg.ready:
        yield finding(
            SLACK_MISSTATED,
            f"The slack is {leg.latest - leg.ready} s, not {leg.stated.slack_s} s.",
            path=f"{leg.path}.slack_s",
            value=leg.stated.slack_s,
        )
