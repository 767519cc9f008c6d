"""The engineer has every skill a job needs, at its level."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register

SKILL_MISSING = register(
    "plan-skill-missing",
    Severity.ERROR,
    "An engineer is sent to a job without a skill that it needs, or below the level it needs.",
    "Send an engineer who has the skill at that level.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Every skill, at its level."""
    for route, visit in facts.visits():
        for need in visit.job.skills:
            level = route.engineer.skills.get(need.skill, 0)
            if level < need.level:
                yield finding(
                    SKILL_MISSING,
                    f"Job {visit.job.id} needs {need.skill} at level {need.level}; engineer "
                    f"{route.engineer.id} has {f'level {level}' if level else 'no such skill'}.",
                    path=visit.path,
                    value=need.skill,
                )
