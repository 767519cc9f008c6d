"""Engineers whose territories are hard stay in them."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register

TERRITORY_FOREIGN = register(
    "plan-territory-foreign",
    Severity.ERROR,
    "An engineer who must stay in certain territories is sent to a job of another one.",
    "Send an engineer who serves the territory.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Hard territories hold; a job of no territory is in nobody's way."""
    for route, visit in facts.visits():
        engineer, territory = route.engineer, visit.job.place.territory
        if not (engineer.territory_hard and engineer.territories and territory is not None):
            continue
        if territory not in engineer.territories:
            yield finding(
                TERRITORY_FOREIGN,
                f"Job {visit.job.id} is in territory {territory}; engineer {engineer.id} serves "
                f"{', '.join(engineer.territories)} only.",
                path=visit.path,
                value=territory,
            )
