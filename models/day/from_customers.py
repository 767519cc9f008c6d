"""Events from customers: told, confirmed, other wishes, cancelled, new jobs, not content."""

from __future__ import annotations

from models.base import Text
from models.check import ids, promises, times
from models.check.book import Book
from models.day import refusals
from models.day.asking import contradiction, known_job, not_over, shown
from models.day.at_the_door import new_id
from models.day.change import Change
from models.day.facts import JobFacts, JobState, learn, reach
from models.event import (
    AppointmentConfirmed,
    AppointmentsTold,
    Cancelled,
    CustomerAsksToChange,
    CustomerAsksToWait,
    NotContent,
    UrgentJob,
)
from models.findings import Finding, Severity, finding
from models.job import Job, JobStatus

RULES_OF_A_JOB = (*times.RULES, *ids.RULES, *promises.RULES)
"""Rules of `models.check` that a single job can break."""
CALLED_OFF = Text(en="The customer called it off.", zh="客户已取消。")


def appointments_told(change: Change, event: AppointmentsTold) -> None:
    """The appointments of the plan in force become promises."""
    wrong: list[Finding] = []
    for number, job_id in enumerate(event.job_ids):
        path = f"job_ids[{number}]"
        stop = change.day.stop_of(job_id)
        if change.day.job(job_id) is None:
            message = f"There is no job {job_id!r} on this day."
            wrong.append(finding(refusals.UNKNOWN_JOB, message, path=path, value=job_id))
        elif stop is None or stop.appointment is None:
            message = f"The plan in force has no visit to job {job_id!r}."
            wrong.append(finding(refusals.NOT_PLANNED, message, path=path, value=job_id))
    if wrong:
        raise refusals.refuse_all(wrong)
    for job_id in dict.fromkeys(event.job_ids):
        facts = not_over(change, job_id, late_news=True)
        stop = change.day.stop_of(job_id)
        assert stop is not None  # checked above
        _out_of_date(change, facts, "told", "job_ids", job_id)
        facts = learn(facts, "told", change.mark(), told=stop.appointment)
        change.set_job(job_id, facts)


def appointment_confirmed(change: Change, event: AppointmentConfirmed) -> None:
    """The customer will be there."""
    known_job(change, event.job_id)
    facts = not_over(change, event.job_id, late_news=True)
    change.set_job(event.job_id, learn(facts, "confirmed", change.mark(), confirmed=True))


def asks_to_wait(change: Change, event: CustomerAsksToWait) -> None:
    """The work cannot begin before a moment."""
    known_job(change, event.job_id)
    facts = not_over(change, event.job_id)
    _not_at_work(change, facts)
    begin = change.clock.absolute(event.not_before)
    _out_of_date(change, facts, "not_before", "not_before", event.not_before)
    change.set_job(event.job_id, learn(facts, "not_before", change.mark(), not_before=begin))


def asks_to_change(change: Change, event: CustomerAsksToChange) -> None:
    """Other windows than before, by the customer's own wish; what was told is void."""
    known_job(change, event.job_id)
    facts = not_over(change, event.job_id)
    _not_at_work(change, facts)
    for number, window in enumerate(event.windows):
        if change.clock.absolute(window.end) < change.clock.absolute(window.start):
            message = f"The window from {window.start} to {window.end} ends before it starts."
            raise contradiction(message, f"windows[{number}].end", window.end)
    _out_of_date(change, facts, "wish", "windows", event.job_id)
    change.set_job(event.job_id, learn(facts, "wish", change.mark(), wish=event.windows))


def cancelled(change: Change, event: Cancelled) -> None:
    """Nobody has to come any more. Work that has begun is ended by its outcome instead."""
    known_job(change, event.job_id)
    facts = not_over(change, event.job_id)
    if facts.state is JobState.STARTED or (
        facts.started_at is not None and facts.started_at <= change.at
    ):
        message = (
            f"The work at job {event.job_id!r} has begun; it ends with a `finished` event whose "
            "outcome is `cancelled`."
        )
        raise contradiction(message, "job_id", event.job_id)
    latest = facts.marks.get("state")
    if latest is not None and latest.at > change.at and facts.state is not JobState.DEPARTED:
        message = f"Job {event.job_id!r} is {facts.state.replace('_', ' ')} since "
        message += f"{shown(change, latest.at)}, after this event."
        raise contradiction(message, "at", event.at)
    mark = change.mark(JobState.CANCELLED)
    facts = facts.model_copy(update={"why": CALLED_OFF})
    change.set_job(event.job_id, reach(facts, JobState.CANCELLED, mark, None))


def urgent_job(change: Change, event: UrgentJob) -> None:
    """A job that the plan does not know yet."""
    new_id(change, event.job.id, "job.id")
    wrong = _wrong_with(change, event.job)
    if wrong:
        raise refusals.refuse_all(wrong)
    change.add_job(event.job)


def _wrong_with(change: Change, job: Job) -> list[Finding]:
    """What would make a scenario with this job unusable, as `models.check` has it."""
    day, scenario = change.day, change.day.scenario
    named = (job.required_engineer_id, *job.preferred_engineer_ids, *job.refused_engineer_ids)
    engineers = (None if one is None else day.engineer(one) for one in dict.fromkeys(named))
    others = (day.job(job_id) for job_id in dict.fromkeys(job.after_job_ids))
    alone = scenario.model_copy(
        update={
            "jobs": (job, *(one for one in others if one is not None)),
            "engineers": tuple(one for one in engineers if one is not None),
        }
    )
    book = Book(alone)
    return [
        one.model_copy(update={"path": one.path.replace("jobs[0]", "job", 1)})
        for rule in RULES_OF_A_JOB
        for one in rule(book)
        if one.severity is Severity.ERROR and one.path.startswith("jobs[0]")
    ]


def not_content(change: Change, event: NotContent) -> None:
    """A new visit of the same case, by the same engineer unless the customer refuses him."""
    job = known_job(change, event.job_id)
    facts = change.job(event.job_id)
    if facts.state is not JobState.FINISHED:
        message = f"Job {job.id!r} is not finished, so nobody can be discontent with the visit."
        raise refusals.refuse(refusals.JOB_NOT_FINISHED, message, "job_id", event.job_id)
    new_id(change, event.new_job_id, "new_job_id")
    change.add_job(_once_more(change, job, facts, event))


def _once_more(change: Change, job: Job, facts: JobFacts, event: NotContent) -> Job:
    """The job as it has to be done again."""
    who = facts.engineer_id
    refused = job.refused_engineer_ids
    required = None if event.same_engineer_refused else who
    if event.same_engineer_refused and who is not None and who not in refused:
        refused = (*refused, who)
    return job.model_copy(
        update={
            "id": event.new_job_id,
            "status": JobStatus.OPEN,
            "windows": (),
            "appointment_told": None,
            "case_id": job.case_id or job.id,
            "received_at": change.at,
            "requested_time": "",
            "parts": (),
            "sla_deadline": None,
            "fee": None,
            "required_engineer_id": required,
            "refused_engineer_ids": refused,
        }
    )


def _not_at_work(change: Change, facts: JobFacts) -> None:
    """Who is working already cannot be asked to come later."""
    if facts.started_at is not None and facts.started_at <= change.at:
        message = f"The work has begun at {shown(change, facts.started_at)}."
        raise contradiction(message, "at", change.event.at)


def _out_of_date(change: Change, facts: JobFacts, name: str, path: str, value: object) -> None:
    known = facts.marks.get(name)
    if known is not None and known >= change.mark():
        change.notice(refusals.OUT_OF_DATE, "Something newer is known.", path, value)
