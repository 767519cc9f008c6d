"""Earliest useful and recommended departures are those of docs/timing.md, "Departures"."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts, JobStop, LegFacts, RouteFacts
from models.findings import Finding, Severity, finding, register

EARLIEST_MISSTATED = register(
    "plan-earliest-departure-misstated",
    Severity.ERROR,
    "The stated earliest useful departure is not the first one that the engineer can make without "
    "waiting at the door for longer than the early band.",
    "State the first departure from ready on that arrives in the band (or is the latest safe one).",
)
DEPARTURE_NOT_RECOMMENDED = register(
    "plan-departure-not-recommended",
    Severity.ERROR,
    "A departure is not the recommended one: as late as is safe for the first drive, the earliest "
    "useful one between visits, at once for the way to the end.",
    "Depart as docs/timing.md says.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Both departures of each leg."""
    for route in facts.routes:
        for visit in route.visits:
            if not _earliest_is_true(facts, visit):
                yield _misstated(facts, visit.leg)
        if route.end.leg.earliest != route.end.leg.ready:
            yield _misstated(facts, route.end.leg)
        yield from _check_recommended(facts, route)


def _earliest_is_true(facts: Facts, visit: JobStop) -> bool:
    """Whether leaving then is useful, and a second sooner is not, or not possible."""
    leg = visit.leg
    most_s = facts.scenario.policy.early_band.most_s
    if most_s is None:
        return leg.earliest == leg.ready
    band_opens = visit.appointment - most_s

    def is_useful(depart: int) -> bool:
        arrive = facts.travel.arrive(leg.profile, leg.origin, leg.destination, depart)
        return arrive >= band_opens or depart >= leg.latest

    if leg.earliest < leg.ready or not is_useful(leg.earliest):
        return False
    return leg.earliest == leg.ready or not is_useful(leg.earliest - 1)


def _misstated(facts: Facts, leg: LegFacts) -> Finding:
    return finding(
        EARLIEST_MISSTATED,
        f"{facts.shown(leg.earliest)} is not the earliest useful departure of an engineer who is "
        f"free at {facts.shown(leg.ready)}.",
        path=f"{leg.path}.depart_earliest",
        value=leg.stated.depart_earliest,
    )


def _check_recommended(facts: Facts, route: RouteFacts) -> Iterator[Finding]:
    first, *later = route.visits
    recommended = [
        (first.leg, max(first.leg.ready, first.leg.latest)),
        *((visit.leg, max(visit.leg.ready, visit.leg.earliest)) for visit in later),
        (route.end.leg, route.end.leg.ready),
    ]
    for leg, depart in recommended:
        if leg.depart != depart:
            yield finding(
                DEPARTURE_NOT_RECOMMENDED,
                f"The departure is at {facts.shown(leg.depart)}; recommended is "
                f"{facts.shown(depart)}.",
                path=f"{leg.path}.depart",
                value=leg.stated.depart,
            )
