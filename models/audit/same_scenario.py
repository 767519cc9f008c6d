"""The plan was made for this scenario."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register

SCENARIO_DIFFERS = register(
    "plan-scenario-differs",
    Severity.WARNING,
    "The plan carries the digest of another scenario (or of an earlier state of this one) than it "
    "is checked against.",
    "Check the plan against the scenario it was made for; plan again if the scenario has changed.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """The digests agree, where both are known."""
    stated = facts.plan.scenario_sha256
    if facts.digest is not None and stated and stated != facts.digest:
        yield finding(
            SCENARIO_DIFFERS,
            f"The plan was made for scenario {stated[:12]}, not {facts.digest[:12]}.",
            path="scenario_sha256",
            value=stated,
        )
