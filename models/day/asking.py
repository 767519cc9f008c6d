"""What every family of events asks of the day before it believes an event."""

from __future__ import annotations

from datetime import datetime

from models.base import Id
from models.day import refusals
from models.day.change import Change
from models.day.facts import JobFacts, JobState
from models.engineer import Engineer
from models.findings import Finding, finding
from models.job import Job


def known_job(change: Change, job_id: Id, path: str = "job_id") -> Job:
    """The job that the event speaks of. Raises EventRefused."""
    job = change.day.job(job_id)
    if job is None:
        message = f"There is no job {job_id!r} on this day."
        raise refusals.refuse(refusals.UNKNOWN_JOB, message, path, job_id)
    return job


def known_engineer(change: Change, engineer_id: Id) -> Engineer:
    """The engineer whom the event speaks of. Raises EventRefused."""
    engineer = change.day.engineer(engineer_id)
    if engineer is None:
        message = f"There is no engineer {engineer_id!r} on this day."
        raise refusals.refuse(refusals.UNKNOWN_ENGINEER, message, "engineer_id", engineer_id)
    return engineer


def known_pair(change: Change, engineer_id: Id, job_id: Id) -> tuple[Engineer, Job]:
    """Both of them. Raises EventRefused that names everything that is unknown."""
    engineer, job = change.day.engineer(engineer_id), change.day.job(job_id)
    wrong: list[Finding] = []
    if engineer is None:
        message = f"There is no engineer {engineer_id!r} on this day."
        wrong.append(
            finding(refusals.UNKNOWN_ENGINEER, message, path="engineer_id", value=engineer_id)
        )
    if job is None:
        message = f"There is no job {job_id!r} on this day."
        wrong.append(finding(refusals.UNKNOWN_JOB, message, path="job_id", value=job_id))
    if engineer is None or job is None:
        raise refusals.refuse_all(wrong)
    return engineer, job


def not_over(change: Change, job_id: Id, *, late_news: bool = False) -> JobFacts:
    """What is known of a job that is neither finished nor cancelled.

    With `late_news` an event that happened before the end is let through: it fills in what was not
    known. Raises EventRefused.
    """
    facts = change.job(job_id)
    kinds = {
        JobState.FINISHED: (refusals.JOB_FINISHED, "finished"),
        JobState.CANCELLED: (refusals.JOB_CANCELLED, "cancelled"),
    }
    if facts.state in kinds:
        kind, word = kinds[facts.state]
        ended = facts.marks["state"].at if "state" in facts.marks else None
        if late_news and ended is not None and change.at <= ended:
            return facts
        since = "" if ended is None else f" since {shown(change, ended)}"
        message = f"Job {job_id!r} is {word}{since}; the event says {shown(change, change.at)}."
        raise refusals.refuse(kind, message, "job_id", job_id)
    return facts


def on_the_job(change: Change, engineer_id: Id, job_id: Id) -> None:
    """Whether the engineer is planned for the job or known to be on it. Raises EventRefused."""
    route = change.day.route_of(job_id)
    if route is not None and route.engineer_id == engineer_id:
        return
    if change.job(job_id).engineer_id == engineer_id:
        return
    whose = "nobody" if route is None else f"engineer {route.engineer_id!r}"
    message = f"Engineer {engineer_id!r} is not on job {job_id!r}: the plan has {whose} there."
    raise refusals.refuse(refusals.NOT_ON_JOB, message, "engineer_id", engineer_id)


def contradiction(message: str, path: str, value: object) -> Exception:
    """The refusal of an event that cannot be true together with what is known."""
    return refusals.refuse(refusals.CONTRADICTION, message, path, value)


def shown(change: Change, moment: datetime) -> str:
    """A moment as messages write it, local time."""
    return change.clock.absolute(moment).astimezone(change.clock.zone).isoformat(sep=" ")
