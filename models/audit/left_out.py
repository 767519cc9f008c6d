"""Jobs that are left out say why: true states, true priorities, both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register
from models.intake import Intake, intake_all
from models.job import Job
from models.plan import Reason, Unplanned, UnplannedState

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


MIGHT_HAVE_BEEN_PLANNED = frozenset(
    {UnplannedState.UNPLANNED, UnplannedState.AWAITING_PART, UnplannedState.RECORD_UNUSABLE}
)
"""States of a job that the intake let pass: no room, no part, or no moment at which to start."""


def check(facts: Facts) -> Iterator[Finding]:
    """Each job left out."""
    if not facts.plan.unplanned:
        return
    intakes = intake_all(facts.scenario, facts.clock)
    for number, left_out in enumerate(facts.plan.unplanned):
        path, job = f"unplanned[{number}]", facts.jobs.get(left_out.job_id)
        yield from _check_reasons(facts, left_out, path)
        if job is not None:
            yield from _check_state(intakes, left_out, job, path)


def _check_reasons(facts: Facts, left_out: Unplanned, path: str) -> Iterator[Finding]:
    if not all(map(_is_readable, left_out.reasons)):
        yield finding(
            REASON_MISSING,
            f"A reason of job {left_out.job_id} lacks its code or a text.",
            path=f"{path}.reasons",
        )
    engineers = {one.engineer_id for one in left_out.reasons if one.engineer_id is not None}
    displaced = {job_id for one in left_out.reasons for job_id in one.displaced_job_ids}
    known = {engineer.id for engineer in facts.scenario.engineers} if engineers else set()
    for unknown in (*sorted(engineers - known), *sorted(displaced - facts.jobs.keys())):
        yield finding(
            REASON_UNKNOWN_REFERENCE,
            f"A reason of job {left_out.job_id} speaks of {unknown}.",
            path=f"{path}.reasons",
            value=unknown,
        )


def _check_state(
    intakes: Mapping[str, Intake], left_out: Unplanned, job: Job, path: str
) -> Iterator[Finding]:
    intake = intakes[job.id]
    states = MIGHT_HAVE_BEEN_PLANNED if intake.state is None else {intake.state}
    partless = left_out.state is UnplannedState.AWAITING_PART and not job.parts
    if left_out.state not in states or partless:
        yield finding(
            STATE_UNTRUE,
            f"Job {job.id} is stated as {left_out.state}; by the scenario it is "
            f"{intake.state or 'plannable'}{' and needs no part' if partless else ''}.",
            path=f"{path}.state",
            value=left_out.state,
        )
    if set(left_out.missing_fields) != set(intake.missing_fields):
        yield finding(
            STATE_UNTRUE,
            f"Job {job.id} lacks {', '.join(intake.missing_fields) or 'nothing'}, not "
            f"{', '.join(left_out.missing_fields) or 'nothing'}.",
            path=f"{path}.missing_fields",
            value=", ".join(left_out.missing_fields),
        )
    if left_out.priority != job.priority:
        yield finding(
            PRIORITY_MISSTATED,
            f"The priority of job {job.id} is {job.priority}.",
            path=f"{path}.priority",
            value=left_out.priority,
        )


def _is_readable(reason: Reason) -> bool:
    return all(text.strip() for text in (reason.code, reason.text.en, reason.text.zh))
