"""The figures of merit are those of the routes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.audit.facts import Facts, JobStop
from models.findings import Finding, Severity, finding, register

MERIT_MISSTATED = register(
    "plan-merit-misstated",
    Severity.ERROR,
    "A figure of merit is not what the routes and the jobs left out add up to.",
    "Work the figures out again.",
)

SUMMED = ("travel_s", "distance_m", "waiting_s", "service_s", "overtime_s", "lateness_s")


def check(facts: Facts) -> Iterator[Finding]:
    """Each stated figure, where every route could be read."""
    if len(facts.routes) < len(facts.plan.routes):
        return
    for field, expected in _figures(facts).items():
        stated = getattr(facts.plan.merit, field)
        if field == "served_by_priority":
            stated = {priority: count for priority, count in stated.items() if count}
        if stated != expected:
            yield finding(
                MERIT_MISSTATED,
                f"{field} is {expected}, not {stated}.",
                path=f"merit.{field}",
                value=stated,
            )


def _figures(facts: Facts) -> dict[str, object]:
    visits = [visit for _, visit in facts.visits()]
    aside = sum(record.kind == "job" for record in facts.scenario.set_aside)
    routes = facts.plan.routes
    return {
        "jobs": len(facts.scenario.jobs) + aside,
        "served": len(visits),
        "served_by_priority": dict(Counter(visit.job.priority for visit in visits)),
        "in_band": sum(_in_band(facts, visit) for visit in visits),
        "not_late": sum(visit.arrive <= visit.appointment for visit in visits),
        **{field: sum(getattr(route, field) for route in routes) for field in SUMMED},
        "smallest_slack_s": min((visit.leg.stated.slack_s for visit in visits), default=None),
        "engineers_used": len({route.engineer_id for route in routes}),
    }


def _in_band(facts: Facts, visit: JobStop) -> bool:
    band = facts.scenario.policy.early_band
    early_s = visit.appointment - visit.arrive
    return band.least_s <= early_s and (band.most_s is None or early_s <= band.most_s)
