"""Events at the door: nobody in, not let in, unit elsewhere, part missing, not mendable here."""

from __future__ import annotations

from datetime import timedelta

from models.base import Id, Text
from models.day import refusals
from models.day.asking import contradiction, known_job, known_pair, not_over, on_the_job, shown
from models.day.change import Change
from models.day.facts import JobFacts, JobState, fail, learn, learn_of_visit, reach
from models.event import (
    EntryRefused,
    NoAccess,
    NotRepairableHere,
    Outcome,
    PartMissing,
    UnitElsewhere,
)
from models.job import Job, JobKind, JobStatus, Window

NOBODY_IN = Text(
    en="Nobody was in: knocked, called, a note was left.", zh="无人在家：已敲门、致电并留言。"
)
NOT_LET_IN = Text(
    en="The engineer was not let in; the manager calls.", zh="客户未让工程师进门，由经理致电。"
)


def no_access(change: Change, event: NoAccess) -> None:
    """Nobody opened. The job waits for another appointment, the engineer moves on."""
    _turned_away(change, event.engineer_id, event.job_id, NOBODY_IN)


def entry_refused(change: Change, event: EntryRefused) -> None:
    """The engineer was doubted. The job waits for another appointment."""
    _turned_away(change, event.engineer_id, event.job_id, NOT_LET_IN)


def unit_elsewhere(change: Change, event: UnitElsewhere) -> None:
    """The work is at another place than the job says."""
    job = known_job(change, event.job_id)
    facts = not_over(change, event.job_id)
    if facts.started_at is not None:
        message = f"The work at job {job.id!r} has begun at {shown(change, facts.started_at)}, so "
        message += "the unit is where it was looked for."
        raise contradiction(message, "at", event.at)
    facts = learn(facts, "place", change.mark(), place=event.place)
    change.set_job(event.job_id, facts)


def part_missing(change: Change, event: PartMissing) -> None:
    """Units are not there or no good: the stock is corrected, the job waits for other units."""
    _, job = known_pair(change, event.engineer_id, event.job_id)
    facts = not_over(change, event.job_id)
    on_the_job(change, event.engineer_id, event.job_id)
    known = {part.id for part in change.day.scenario.parts} | {need.part_id for need in job.parts}
    if event.part_id not in known:
        message = f"There is no part {event.part_id!r}, and job {job.id!r} does not ask for it."
        raise refusals.refuse(refusals.UNKNOWN_PART, message, "part_id", event.part_id)
    missing = facts.missing_parts
    units = missing.get(event.part_id, 0) + event.quantity
    facts = facts.model_copy(update={"missing_parts": {**missing, event.part_id: units}})
    mark = change.mark(JobState.NEEDS_REBOOKING)
    why = Text(
        en=f"Part {event.part_id} is missing or no good.", zh=f"配件 {event.part_id} 缺失或不可用。"
    )
    facts = reach(facts, JobState.NEEDS_REBOOKING, mark, None)
    change.set_job(event.job_id, fail(facts, mark, why, keeps_promise=True))
    engineer = change.engineer(event.engineer_id)
    units = engineer.missing.get(event.part_id, 0) + event.quantity
    missing_units = {**engineer.missing, event.part_id: units}
    change.set_engineer(event.engineer_id, engineer.model_copy(update={"missing": missing_units}))


def not_repairable_here(change: Change, event: NotRepairableHere) -> None:
    """The unit goes to the workshop; the visit that brings it back is booked at once."""
    _, job = known_pair(change, event.engineer_id, event.job_id)
    facts = not_over(change, event.job_id)
    on_the_job(change, event.engineer_id, event.job_id)
    for moment, word in ((facts.arrived_at, "arrived"), (facts.started_at, "started")):
        if moment is not None and change.at < moment:
            message = f"The engineer {word} at {shown(change, moment)} only, after this event."
            raise contradiction(message, "at", event.at)
    new_id(change, event.return_job_id, "return_job_id")
    mark = change.mark(JobState.FINISHED)
    facts = learn(facts, "finished", mark, finished_at=change.at, outcome=Outcome.TAKEN_TO_WORKSHOP)
    facts = learn_of_visit(facts, "work", mark, draws=())
    facts = reach(facts, JobState.FINISHED, mark, event.engineer_id)
    change.set_job(event.job_id, facts)
    change.moves_on(event.engineer_id, event.job_id, JobState.FINISHED)
    change.add_job(_return_visit(change, job, event))


def new_id(change: Change, job_id: Id, path: str) -> None:
    """Whether no job has this id yet. Raises EventRefused."""
    if change.day.job(job_id) is not None:
        message = f"There is a job {job_id!r} already."
        raise refusals.refuse(refusals.JOB_KNOWN, message, path, job_id)


def _turned_away(change: Change, engineer_id: Id, job_id: Id, why: Text) -> None:
    """The visit failed; what the customer was told is no promise any more."""
    known_pair(change, engineer_id, job_id)
    facts = not_over(change, job_id)
    on_the_job(change, engineer_id, job_id)
    _before_the_work(change, facts)
    mark = change.mark(JobState.NEEDS_REBOOKING)
    facts = reach(facts, JobState.NEEDS_REBOOKING, mark, engineer_id)
    facts = learn(facts, "outcome", mark, outcome=Outcome.NO_ACCESS)
    change.set_job(job_id, fail(facts, mark, why))
    change.moves_on(engineer_id, job_id, JobState.NEEDS_REBOOKING)


def _before_the_work(change: Change, facts: JobFacts) -> None:
    """Who has begun to work has been let in."""
    started = facts.started_at
    if started is not None and started <= change.at:
        message = f"The work has begun at {shown(change, started)}, so the engineer was let in."
        raise contradiction(message, "at", change.event.at)
    arrived = facts.arrived_at
    if arrived is not None and change.at < arrived:
        message = f"The engineer arrived at {shown(change, arrived)} only, after this event."
        raise contradiction(message, "at", change.event.at)


def _return_visit(change: Change, job: Job, event: NotRepairableHere) -> Job:
    """The same unit, brought back when the workshop may have mended it."""
    rules = change.day.scenario.policy.door
    ready = (change.at + timedelta(seconds=rules.workshop_least_s)).astimezone(change.clock.zone)
    last = ready + timedelta(seconds=rules.workshop_most_s - rules.workshop_least_s)
    return job.model_copy(
        update={
            "id": event.return_job_id,
            "kind": JobKind.RETURN_VISIT,
            "status": JobStatus.OPEN,
            "windows": (Window(start=ready, end=last),),
            "appointment_told": None,
            "case_id": job.case_id or job.id,
            "received_at": change.at,
            "requested_time": "",
            "parts": (),
            "duration_s": None,
            "duration_by_level_s": {},
            "sla_deadline": None,
            "fee": None,
            "loaner_required": False,
            "required_engineer_id": None,
        }
    )
