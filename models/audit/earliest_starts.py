"""No visit could start sooner: appointments are as early as the route allows.

This is a convention of docs/timing.md ("Forward", "Appointments"): it leaves the slack to the
customers that follow.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts, JobStop, RouteFacts
from models.audit.promises import door_s, earlier_start, possible_starts
from models.findings import Finding, Severity, finding, register

START_TOO_EARLY = register(
    "plan-start-too-early",
    Severity.ERROR,
    "The work starts sooner than the engineer can be there, with the least time at the door.",
    "Start no earlier than the earliest arrival plus the least time at the door.",
)
START_NOT_EARLIEST = register(
    "plan-start-not-earliest",
    Severity.ERROR,
    "The work could start sooner, inside a window, with the engineer leaving as soon as possible.",
    "Choose the earliest appointment that the route allows.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Each start is reachable; the possible start before it is not."""
    for route, visit in facts.visits():
        yield from _check_start(facts, route, visit)


def _check_start(facts: Facts, route: RouteFacts, visit: JobStop) -> Iterator[Finding]:
    leg = visit.leg
    reachable = facts.travel.arrive(leg.profile, leg.origin, leg.destination, leg.ready)
    reachable += door_s(facts, visit.job)
    if visit.start < reachable:
        yield finding(
            START_TOO_EARLY,
            f"Job {visit.job.id} on {route.name} can start at {facts.shown(reachable)}, not at "
            f"{facts.shown(visit.start)}.",
            path=f"{visit.path}.start",
            value=visit.stated.start,
        )
    sooner = earlier_start(possible_starts(facts, visit.job), visit.start)
    if sooner is not None and sooner >= reachable:
        yield finding(
            START_NOT_EARLIEST,
            f"Job {visit.job.id} on {route.name} could start at {facts.shown(sooner)}, before "
            f"{facts.shown(visit.start)}.",
            path=f"{visit.path}.start",
            value=visit.stated.start,
        )
