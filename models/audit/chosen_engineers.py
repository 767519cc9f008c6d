"""Required engineers are sent, refused engineers are not."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register

ENGINEER_REFUSED = register(
    "plan-engineer-refused",
    Severity.ERROR,
    "An engineer is sent whom the customer has refused.",
    "Send somebody else.",
)
ENGINEER_NOT_REQUIRED = register(
    "plan-engineer-not-the-required",
    Severity.ERROR,
    "Somebody else is sent than the one engineer that the job requires.",
    "Send the required engineer, or leave the job out.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Who goes is who may go."""
    for route, visit in facts.visits():
        engineer_id, job = route.engineer.id, visit.job
        if engineer_id in job.refused_engineer_ids:
            yield finding(
                ENGINEER_REFUSED,
                f"The customer of job {job.id} has refused engineer {engineer_id}.",
                path=visit.path,
                value=engineer_id,
            )
        if job.required_engineer_id not in (None, engineer_id):
            yield finding(
                ENGINEER_NOT_REQUIRED,
                f"Job {job.id} requires engineer {job.required_engineer_id}, not {engineer_id}.",
                path=visit.path,
                value=engineer_id,
            )
