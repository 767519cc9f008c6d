"""A route lies in its shift, overtime included."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register

BEFORE_SHIFT = register(
    "plan-route-before-shift",
    Severity.ERROR,
    "A route begins (to collect or to drive) before the shift does, or its start is not stated at "
    "the start of the shift.",
    "State the start at the start of the shift, and begin no earlier.",
)
AFTER_SHIFT = register(
    "plan-route-after-shift",
    Severity.ERROR,
    "A route ends later than the shift and the overtime allowed.",
    "Leave out a job, or give it to somebody else.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Begin and end of each route."""
    for route in facts.routes:
        if route.start.finish != route.shift_start or route.begin < route.shift_start:
            yield finding(
                BEFORE_SHIFT,
                f"The start of {route.name} is stated at {facts.shown(route.start.finish)}, its "
                f"begin is at {facts.shown(route.begin)}; the shift starts at "
                f"{facts.shown(route.shift_start)}.",
                path=f"{route.start.path}.finish",
                value=route.start.stated.finish,
            )
        if route.end.arrive > route.last_return:
            yield finding(
                AFTER_SHIFT,
                f"The end of {route.name} is at {facts.shown(route.end.arrive)}; the latest "
                f"possible is {facts.shown(route.last_return)}.",
                path=f"{route.path}.stops[{len(route.stops) - 1}].arrive",
                value=route.end.stated.arrive,
            )
