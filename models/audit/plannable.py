"""Only jobs that may be planned are in routes."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register
from models.intake import intake_all
from models.job import Job, JobStatus

NOT_PLANNABLE = register(
    "plan-job-not-plannable",
    Severity.ERROR,
    "A route visits a job that must not be planned: it is not open, its fee is not accepted, it "
    "lacks information, or it needs what cannot be planned yet (two persons, an order).",
    "Leave the job out, with the reason.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """No visit is for a job that has to wait."""
    intakes = intake_all(facts.scenario, facts.clock)
    for _, visit in facts.visits():
        obstacles = list(_obstacles(visit.job))
        state = intakes[visit.job.id].state
        if state is not None and not obstacles:
            obstacles.append(f"it is {state}")
        for obstacle in obstacles:
            yield finding(
                NOT_PLANNABLE,
                f"Job {visit.job.id} is in a route, but {obstacle}.",
                path=f"{visit.path}.job_id",
                value=visit.job.id,
            )


def _obstacles(job: Job) -> Iterator[str]:
    """What can be seen without asking the intake, which the makers of plans ask too."""
    if job.status is not JobStatus.OPEN:
        yield f"its status is {job.status}"
    if job.engineers_needed > 1:
        yield f"it needs {job.engineers_needed} engineers at once"
    if job.after_job_ids:
        yield f"it has to wait for {', '.join(job.after_job_ids)}"
    if job.fee is not None and job.fee.accepted is not True:
        yield "the customer has not accepted the fee"
