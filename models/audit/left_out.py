"""Jobs that are left out say why: true states, true priorities, both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register
from models.job import Job, JobStatus
from models.plan import Reason, UnplannedState

REASON_MISSING = register(
    "plan-reason-missing",
    Severity.ERROR,
    "A job is left out without a reason that people can read, in both languages.",
    "Give at least one reason, with its code and both texts.",
)
STATE_UNTRUE = register(
    "plan-state-untrue",
    Severity.ERROR,
    "The state of a job that is left out contradicts the scenario or the plan itself.",
    "State why the job really waits.",
)
PRIORITY_MISSTATED = register(
    "plan-priority-misstated",
    Severity.ERROR,
    "The priority of a job that is left out is not that of the scenario.",
    "Take the priority from the scenario.",
)
REASON_UNKNOWN_REFERENCE = register(
    "plan-reason-unknown-reference",
    Severity.ERROR,
    "A reason speaks of an engineer or a job that the scenario does not have.",
    "Name engineers and jobs of the scenario.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Each job left out."""
    engineers = {engineer.id for engineer in facts.scenario.engineers}
    aside = {record.id for record in facts.scenario.set_aside if record.kind == "job"}
    for number, left_out in enumerate(facts.plan.unplanned):
        path, job = f"unplanned[{number}]", facts.jobs.get(left_out.job_id)
        if not all(map(_is_readable, left_out.reasons)):
            yield finding(
                REASON_MISSING,
                f"A reason of job {left_out.job_id} lacks its code or a text.",
                path=f"{path}.reasons",
            )
        for reason in left_out.reasons:
            for known, ids in (
                (engineers, (reason.engineer_id,) if reason.engineer_id is not None else ()),
                (facts.jobs.keys(), reason.displaced_job_ids),
            ):
                for unknown in sorted(set(ids) - known):
                    yield finding(
                        REASON_UNKNOWN_REFERENCE,
                        f"A reason of job {left_out.job_id} speaks of {unknown}.",
                        path=f"{path}.reasons",
                        value=unknown,
                    )
        unusable = left_out.state is UnplannedState.RECORD_UNUSABLE
        contradicts = CONTRADICTIONS.get(left_out.state)
        if unusable and left_out.job_id in aside:
            continue  # there may be a usable job of the same id: the first of two records
        if job is not None and contradicts is not None and contradicts(job):
            yield finding(
                STATE_UNTRUE,
                f"Job {left_out.job_id} is not {left_out.state}.",
                path=f"{path}.state",
                value=left_out.state,
            )
        if (left_out.state is UnplannedState.NEEDS_INFORMATION) != bool(left_out.missing_fields):
            yield finding(
                STATE_UNTRUE,
                f"Job {left_out.job_id} is {left_out.state}, and its missing fields are "
                f"{', '.join(left_out.missing_fields) or 'none'}.",
                path=f"{path}.missing_fields",
            )
        if job is not None and left_out.priority != job.priority:
            yield finding(
                PRIORITY_MISSTATED,
                f"The priority of job {left_out.job_id} is {job.priority}.",
                path=f"{path}.priority",
                value=left_out.priority,
            )


def _is_readable(reason: Reason) -> bool:
    return all(text.strip() for text in (reason.code, reason.text.en, reason.text.zh))


def _may_be_planned(job: Job) -> bool:
    return _is_open(job) and not _is_unsupported(job) and not _awaits_consent(job)


def _is_open(job: Job) -> bool:
    return job.status is JobStatus.OPEN


def _is_unsupported(job: Job) -> bool:
    return job.engineers_needed > 1 or bool(job.after_job_ids)


def _awaits_consent(job: Job) -> bool:
    return job.fee is not None and job.fee.accepted is not True


CONTRADICTIONS: Mapping[UnplannedState, Callable[[Job], bool]] = {
    UnplannedState.UNPLANNED: lambda job: not _may_be_planned(job) or not job.place.is_resolved,
    UnplannedState.AWAITING_PART: lambda job: not _may_be_planned(job) or not job.parts,
    UnplannedState.NOT_OPEN: _is_open,
    UnplannedState.PHONE_GUIDANCE: lambda job: job.status is not JobStatus.PHONE_GUIDANCE,
    UnplannedState.NOT_SUPPORTED_YET: lambda job: not _is_unsupported(job),
    UnplannedState.AWAITING_FEE_CONSENT: lambda job: not _awaits_consent(job),
    UnplannedState.UNRESOLVED_ADDRESS: lambda job: job.place.is_resolved,
}
"""For each state, what the scenario must not say about such a job."""
