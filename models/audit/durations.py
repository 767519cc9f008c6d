"""The work takes the time that docs/timing.md gives this engineer for this job."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.engineer import Engineer
from models.findings import Finding, Severity, finding, register
from models.job import Job

DURATION_MISSTATED = register(
    "plan-duration-misstated",
    Severity.ERROR,
    "A visit does not last as long as the job takes an engineer of this level, with its reserve.",
    "Let the visit last from its start for the working time of that level and the reserve.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Finish minus start is the working time and the reserve that `reserves` looks at."""
    for route, visit in facts.visits():
        expected_s = working_time_s(facts, visit.job, route.engineer) + visit.stated.reserve_s
        if visit.finish - visit.start != expected_s:
            yield finding(
                DURATION_MISSTATED,
                f"Job {visit.job.id} takes engineer {route.engineer.id} {expected_s} s, not "
                f"{visit.finish - visit.start} s.",
                path=f"{visit.path}.finish",
                value=visit.stated.finish,
            )


def working_time_s(facts: Facts, job: Job, engineer: Engineer) -> int:
    """Seconds of work, by the lowest of the engineer's levels in the skills the job needs.

    A skill that the engineer lacks is the business of another rule and is passed over here.
    """
    policy = facts.scenario.policy
    usual_s = policy.default_duration_s[job.kind] if job.duration_s is None else job.duration_s
    levels = [engineer.skills[n.skill] for n in job.skills if n.skill in engineer.skills]
    if not levels:
        return usual_s
    level = min(levels)
    if level in job.duration_by_level_s:
        return job.duration_by_level_s[level]
    # Half a second rounds up, in integers.
    return (usual_s * policy.duration_percent_by_level.get(level, 100) + 50) // 100
