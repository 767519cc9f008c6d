"""The cost is the price of the plan as docs/timing.md defines it."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register
from models.plan import UnplannedState

COST_MISSTATED = register(
    "plan-cost-misstated",
    Severity.ERROR,
    "A part of the cost is not what the routes and the jobs left out come to.",
    "Work the cost out again.",
)

COUNTED = (UnplannedState.UNPLANNED, UnplannedState.AWAITING_PART)
"""Jobs that could have been planned, had there been room or parts."""


def check(facts: Facts) -> Iterator[Finding]:
    """Each stated part, where every route could be read."""
    if len(facts.routes) < len(facts.plan.routes):
        return
    for field, expected in _parts(facts).items():
        stated = getattr(facts.plan.cost, field)
        if stated != expected:
            yield finding(
                COST_MISSTATED,
                f"{field} is {expected}, not {stated}.",
                path=f"cost.{field}",
                value=stated,
            )


def _parts(facts: Facts) -> dict[str, int]:
    """What each part of the cost comes to, by the name of the field."""
    rates = facts.scenario.policy.rates
    unserved = [
        facts.jobs[left_out.job_id].priority
        for left_out in facts.plan.unplanned
        if left_out.state in COUNTED and left_out.job_id in facts.jobs
    ]
    legs = [stop.leg for route in facts.routes for stop in route.driven]
    ends = [(route.begin, route.end.arrive, route.shift_end) for route in facts.routes]
    travel_s = sum(leg.arrive - leg.depart for leg in legs)
    work_s = sum(visit.finish - visit.start for _, visit in facts.visits())
    collections = [route.collection for route in facts.routes if route.collection is not None]
    handling_s = sum(collection.finish - collection.start for collection in collections)
    waiting_s = sum(end - begin for begin, end, _ in ends) - travel_s - work_s - handling_s
    overtime_s = sum(max(0, end - shift_end) for _, end, shift_end in ends)
    lateness_s = sum(visit.stated.lateness_s for _, visit in facts.visits())
    return {
        "unserved_priority": sum(unserved),
        "unserved_without_priority": unserved.count(0),
        "travel_cents": travel_s * rates.travel_cents_per_s,
        "overtime_cents": overtime_s * rates.overtime_cents_per_s,
        "waiting_cents": waiting_s * rates.waiting_cents_per_s,
        "distance_cents": sum(
            (leg.stated.distance_m * rates.distance_cents_per_km + 500) // 1000 for leg in legs
        ),
        "lateness_cents": lateness_s * rates.lateness_cents_per_s,
    }
