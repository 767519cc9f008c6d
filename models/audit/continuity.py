"""One stop follows the other: nobody leaves before being free, and idle time is stated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.audit.facts import DrivenStop, Facts, JobStop, StopFacts
from models.findings import Finding, Severity, finding, register
from models.plan import StopKind

STOP_BACKWARDS = register(
    "plan-stop-backwards",
    Severity.ERROR,
    "The moments of a stop are out of order, its arrival is not that of the drive to it, or a stop "
    "where nothing is done takes time.",
    "Let arrive <= start <= finish, and arrive be the arrival of the leg; only a job may have time "
    "before its start, only jobs and collections time after it.",
)
LEAVES_TOO_SOON = register(
    "plan-leaves-too-soon",
    Severity.ERROR,
    "An engineer leaves for a stop before being done with the one before.",
    "Depart at the end of the previous stop or later.",
)
READY_MISSTATED = register(
    "plan-ready-misstated",
    Severity.ERROR,
    "The moment an engineer is said to be free to leave is not the end of the visit before.",
    "State the end of the visit before; for the first drive, when the route can be under way.",
)
IDLE_MISSTATED = register(
    "plan-idle-misstated",
    Severity.ERROR,
    "The idle time stated before a drive is not the time between the end of the previous stop and "
    "the departure, or its reason is missing (or given where there is none).",
    "State the time between, with its reason unless it is 0.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Order within and between the stops of each route."""
    for route in facts.routes:
        for stop in route.stops:
            yield from _check_order(facts, stop)
        for before, stop in pairwise(route.stops):
            if isinstance(stop, DrivenStop):
                yield from _check_leaving(facts, before, stop)
            elif before.finish > stop.arrive:
                yield _too_soon(facts, before, stop.arrive, f"{stop.path}.arrive")


def _check_order(facts: Facts, stop: StopFacts) -> Iterator[Finding]:
    driven = stop.leg.arrive if isinstance(stop, DrivenStop) else stop.arrive
    waits = stop.start > stop.arrive and stop.stated.kind is not StopKind.JOB
    works = stop.finish > stop.start and stop.stated.kind in (StopKind.START, StopKind.END)
    if waits or works or not driven == stop.arrive <= stop.start <= stop.finish:
        yield finding(
            STOP_BACKWARDS,
            f"The drive ends at {facts.shown(driven)}, the stop is from {facts.shown(stop.arrive)} "
            f"over {facts.shown(stop.start)} to {facts.shown(stop.finish)}.",
            path=stop.path,
        )


def _check_leaving(facts: Facts, before: StopFacts, stop: DrivenStop) -> Iterator[Finding]:
    leg = stop.leg
    if leg.depart < before.finish:
        yield _too_soon(facts, before, leg.depart, f"{leg.path}.depart")
    if isinstance(before, JobStop) and leg.ready != before.finish:
        yield finding(
            READY_MISSTATED,
            f"The engineer is free at {facts.shown(before.finish)}, not {facts.shown(leg.ready)}.",
            path=f"{leg.path}.ready",
            value=leg.stated.ready,
        )
    idle_s = leg.depart - before.finish
    reason_fits = (leg.stated.idle_reason is not None) == (leg.stated.idle_before_s > 0)
    if leg.stated.idle_before_s != idle_s or not reason_fits:
        yield finding(
            IDLE_MISSTATED,
            f"{idle_s} s pass between the end of the previous stop and the departure, not "
            f"{leg.stated.idle_before_s} s; the reason is "
            f"{'missing' if leg.stated.idle_reason is None else 'given'}.",
            path=f"{leg.path}.idle_before_s",
            value=leg.stated.idle_before_s,
        )


def _too_soon(facts: Facts, before: StopFacts, leaves: int, path: str) -> Finding:
    return finding(
        LEAVES_TOO_SOON,
        f"The stop before ends at {facts.shown(before.finish)}, after {facts.shown(leaves)}.",
        path=path,
        value=facts.shown(leaves),
    )
