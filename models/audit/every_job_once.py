"""Every job of the scenario is in the plan exactly once: in a route, or left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.aside import jobs_set_aside
from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register
from models.plan import UnplannedState

JOB_MISSING = register(
    "plan-job-missing",
    Severity.ERROR,
    "A job of the scenario is neither in a route nor among the jobs left out.",
    "Plan the job, or list it as unplanned with its reasons.",
)
JOB_TWICE = register(
    "plan-job-twice",
    Severity.ERROR,
    "The plan mentions a job more often than the scenario does.",
    "Keep one mention of the job.",
)
JOB_UNKNOWN = register(
    "plan-job-unknown",
    Severity.ERROR,
    "The plan mentions a job that the scenario does not have.",
    "Check the plan against the scenario it was made for.",
)
RECORD_DROPPED = register(
    "plan-set-aside-not-listed",
    Severity.ERROR,
    "A job's record that reading set aside is not listed as unusable.",
    "List the record as unplanned, state record_unusable.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """The ids mentioned are the ids asked for, each as often as it was asked for.

    Records that were set aside go by the names of `models.aside`.
    """
    aside = Counter(jobs_set_aside(facts.scenario).keys())
    asked = Counter(job.id for job in facts.scenario.jobs) + aside
    mentions = list(_mentions(facts))
    mentioned = Counter(job_id for job_id, _ in mentions)
    where = dict(mentions)
    for job_id in sorted(asked.keys() - mentioned.keys()):
        yield finding(JOB_MISSING, f"Job {job_id} is nowhere in the plan.", value=job_id)
    for job_id, count in mentioned.items():
        kind = JOB_UNKNOWN if job_id not in asked else JOB_TWICE
        if count > asked[job_id]:
            yield finding(
                kind,
                f"The plan mentions job {job_id} {count} times; the scenario has it "
                f"{asked[job_id]} times.",
                path=where[job_id],
                value=job_id,
            )
        elif count < asked[job_id]:
            yield finding(
                JOB_MISSING,
                f"The scenario has {asked[job_id]} records called {job_id}, the plan {count}.",
                path=where[job_id],
                value=job_id,
            )
    unusable = Counter(
        left_out.job_id
        for left_out in facts.plan.unplanned
        if left_out.state is UnplannedState.RECORD_UNUSABLE
    )
    for record_id in aside - unusable:
        yield finding(
            RECORD_DROPPED,
            f"Record {record_id} was set aside, but the plan does not list it as unusable.",
            path="unplanned",
            value=record_id,
        )


def _mentions(facts: Facts) -> Iterator[tuple[str, str]]:
    """Every mention of a job id, with its path."""
    for r, route in enumerate(facts.plan.routes):
        for s, stop in enumerate(route.stops):
            if stop.job_id is not None:
                yield stop.job_id, f"routes[{r}].stops[{s}].job_id"
    for u, left_out in enumerate(facts.plan.unplanned):
        yield left_out.job_id, f"unplanned[{u}].job_id"
