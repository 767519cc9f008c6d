"""Events of the road: setting out, arriving, working, finishing, delays and positions."""

from __future__ import annotations

from datetime import timedelta

from models.base import Id, Text
from models.day import refusals
from models.day.asking import (
    contradiction,
    known_engineer,
    known_pair,
    not_over,
    on_the_job,
    shown,
)
from models.day.change import Change
from models.day.facts import JobFacts, JobState, fail, learn, learn_of_visit, reach
from models.day.patch import end_of_day
from models.event import (
    Arrived,
    Departed,
    Finished,
    LateDeparture,
    Outcome,
    Overrun,
    PositionReported,
    Started,
    TrafficDelay,
)

WHY_AGAIN = {
    Outcome.REBOOKED: Text(en="The customer wants another time.", zh="客户要求改约时间。"),
    Outcome.NEXT_DAY: Text(en="It goes on on another day.", zh="改日继续。"),
    Outcome.NO_ACCESS: Text(en="Nobody opened.", zh="无人开门。"),
    Outcome.TRANSFERRED: Text(en="Handed on to somebody else.", zh="已转交他人。"),
}
"""Outcomes after which the job needs another visit, and why."""
CALLED_OFF_AT_THE_DOOR = Text(en="Called off at the door.", zh="上门时客户取消。")


def departed(change: Change, event: Departed) -> None:
    """He is on the way; when he arrives follows from the drive as planned."""
    facts = _on_a_visit(change, event.engineer_id, event.job_id)
    _not_later(change, facts, "arrived_at", "arrived")
    _not_later(change, facts, "started_at", "started")
    mark = change.mark(JobState.DEPARTED)
    leg_s = change.planned_leg_s(event.engineer_id, event.job_id)
    arrival = None if leg_s is None else change.at + timedelta(seconds=leg_s)
    facts = learn_of_visit(facts, "departed", mark, departed_at=change.at, expected_arrival=arrival)
    facts = reach(facts, JobState.DEPARTED, mark, event.engineer_id)
    change.set_job(event.job_id, facts)
    change.moves_on(event.engineer_id, event.job_id, JobState.DEPARTED)


def arrived(change: Change, event: Arrived) -> None:
    """He is at the door."""
    facts = _on_a_visit(change, event.engineer_id, event.job_id)
    _once(change, facts, "arrived_at", "arrived")
    _not_before(change, facts, "departed_at", "departed")
    _not_later(change, facts, "started_at", "started")
    mark = change.mark(JobState.ARRIVED)
    facts = learn_of_visit(facts, "arrived", mark, arrived_at=change.at)
    facts = reach(facts, JobState.ARRIVED, mark, event.engineer_id)
    change.set_job(event.job_id, facts)
    change.moves_on(event.engineer_id, event.job_id, JobState.ARRIVED)


def started(change: Change, event: Started) -> None:
    """The work has begun; the units reserved for it are used from now on."""
    facts = _on_a_visit(change, event.engineer_id, event.job_id)
    if facts.state is JobState.CANCELLED:
        message = f"Job {event.job_id!r} is cancelled; its work cannot have begun."
        raise refusals.refuse(refusals.JOB_CANCELLED, message, "job_id", event.job_id)
    _once(change, facts, "started_at", "started")
    _not_before(change, facts, "departed_at", "departed")
    _not_before(change, facts, "arrived_at", "arrived")
    mark = change.mark(JobState.STARTED)
    facts = learn_of_visit(facts, "started", mark, started_at=change.at)
    facts = _working(change, facts, event.engineer_id, event.job_id)
    change.set_job(event.job_id, facts)
    change.moves_on(event.engineer_id, event.job_id, JobState.STARTED)


def overrun(change: Change, event: Overrun) -> None:
    """The work takes longer; so it has begun, whether or not that was reported."""
    known_pair(change, event.engineer_id, event.job_id)
    facts = not_over(change, event.job_id, late_news=True)
    if facts.state is JobState.CANCELLED:
        not_over(change, event.job_id)
    on_the_job(change, event.engineer_id, event.job_id)
    finish = change.clock.absolute(event.expected_finish)
    if finish < change.at:
        message = (
            f"The work at job {event.job_id!r} cannot be expected to end at "
            f"{shown(change, finish)}, before the event at {shown(change, change.at)}."
        )
        raise contradiction(message, "expected_finish", event.expected_finish)
    _not_before(change, facts, "started_at", "started")
    _stale(change, facts, "overrun", "expected_finish", event.expected_finish)
    facts = learn_of_visit(facts, "overrun", change.mark(JobState.STARTED), expected_finish=finish)
    facts = _working(change, facts, event.engineer_id, event.job_id)
    change.set_job(event.job_id, facts)
    change.moves_on(event.engineer_id, event.job_id, JobState.STARTED)


def finished(change: Change, event: Finished) -> None:
    """The visit is over, and its outcome says what becomes of the job."""
    known_pair(change, event.engineer_id, event.job_id)
    facts = not_over(change, event.job_id)
    on_the_job(change, event.engineer_id, event.job_id)
    for name, word in (("departed_at", "departed"), ("arrived_at", "arrived")):
        _not_before(change, facts, name, word)
    _not_before(change, facts, "started_at", "started")
    if event.outcome in WHY_AGAIN:
        _has_to_be_done_again(change, event, facts)
        return
    state = JobState.FINISHED
    if event.outcome is Outcome.CANCELLED:
        state = JobState.CANCELLED
        facts = facts.model_copy(update={"why": CALLED_OFF_AT_THE_DOOR})
    elif facts.started_at is None:
        message = f"Job {event.job_id!r} is finished, and nobody reported its start."
        change.notice(refusals.STEP_MISSING, message, "job_id", event.job_id)
    if event.outcome is Outcome.TAKEN_TO_WORKSHOP:
        message = f"The unit of job {event.job_id!r} is in the workshop, with no return booked."
        change.notice(refusals.NO_RETURN_VISIT, message, "outcome", event.outcome)
    mark = change.mark(state)
    if state is JobState.FINISHED:
        draws = change.draws_for(event.engineer_id, event.job_id)
        facts = learn_of_visit(facts, "work", mark, draws=draws)
    facts = learn(facts, "finished", mark, finished_at=change.at, outcome=event.outcome)
    facts = reach(facts, state, mark, event.engineer_id)
    change.set_job(event.job_id, facts)
    change.moves_on(event.engineer_id, event.job_id, JobState.FINISHED)


def _has_to_be_done_again(change: Change, event: Finished, facts: JobFacts) -> None:
    """The visit is over, the job is not."""
    mark = change.mark(JobState.NEEDS_REBOOKING)
    facts = reach(facts, JobState.NEEDS_REBOOKING, mark, event.engineer_id)
    facts = learn(facts, "outcome", mark, outcome=event.outcome)
    if event.outcome is Outcome.TRANSFERRED:
        facts = learn(facts, "bars", mark, bars_engineer_id=event.engineer_id)
    if event.outcome is Outcome.NEXT_DAY:
        midnight = end_of_day(change.at.astimezone(change.clock.zone))
        facts = learn(facts, "not_before", mark, not_before=midnight)
    change.set_job(event.job_id, fail(facts, mark, WHY_AGAIN[event.outcome]))
    change.moves_on(event.engineer_id, event.job_id, JobState.NEEDS_REBOOKING)


def position_reported(change: Change, event: PositionReported) -> None:
    """Where he is; what is known of his visits tells whether that matters."""
    known_engineer(change, event.engineer_id)
    facts = change.engineer(event.engineer_id)
    mark = change.mark()
    if "place" in facts.marks and facts.marks["place"] >= mark:
        message = f"A newer position of engineer {event.engineer_id!r} is known."
        change.notice(refusals.OUT_OF_DATE, message, "at", event.at)
    facts = learn(facts, "place", mark, place=event.place, place_at=change.at)
    change.set_engineer(event.engineer_id, facts)


def traffic_delay(change: Change, event: TrafficDelay) -> None:
    """His next arrival is later than the plan says, until he has arrived."""
    known_engineer(change, event.engineer_id)
    facts = change.engineer(event.engineer_id)
    mark = change.mark()
    if "at_door" in facts.marks and facts.marks["at_door"] >= mark:
        message = f"Engineer {event.engineer_id!r} has arrived since."
        change.notice(refusals.OUT_OF_DATE, message, "at", event.at)
        return
    change.set_engineer(event.engineer_id, learn(facts, "delay", mark, delay_s=event.delay_s))


def late_departure(change: Change, event: LateDeparture) -> None:
    """He cannot set out before a moment, until he has set out."""
    known_engineer(change, event.engineer_id)
    free = change.clock.absolute(event.departs_at)
    if free < change.at:
        message = (
            f"Engineer {event.engineer_id!r} cannot depart at {shown(change, free)}, before the "
            f"event at {shown(change, change.at)}."
        )
        raise contradiction(message, "departs_at", event.departs_at)
    facts = change.engineer(event.engineer_id)
    mark = change.mark()
    if "moved" in facts.marks and facts.marks["moved"] >= mark:
        message = f"Engineer {event.engineer_id!r} has set out since."
        change.notice(refusals.OUT_OF_DATE, message, "at", event.at)
        return
    change.set_engineer(
        event.engineer_id, learn(facts, "late_departure", mark, free_not_before=free)
    )


def _on_a_visit(change: Change, engineer_id: Id, job_id: Id) -> JobFacts:
    """Engineer and job of a step of a visit; another engineer than planned is noted."""
    known_pair(change, engineer_id, job_id)
    facts = not_over(change, job_id, late_news=True)
    route = change.day.route_of(job_id)
    if route is None or route.engineer_id != engineer_id:
        whose = "nobody" if route is None else f"engineer {route.engineer_id!r}"
        message = f"Engineer {engineer_id!r} is on job {job_id!r}; the plan has {whose} there."
        change.notice(refusals.OTHER_ENGINEER, message, "engineer_id", engineer_id)
    _leaves_nothing_open(change, engineer_id, job_id)
    return facts


def _leaves_nothing_open(change: Change, engineer_id: Id, job_id: Id) -> None:
    facts = change.engineer(engineer_id)
    if facts.since is None or facts.since.at >= change.at or facts.job_id in (None, job_id):
        return
    if facts.doing in (JobState.ARRIVED, JobState.STARTED):
        message = f"The end of the visit of engineer {engineer_id!r} to job {facts.job_id!r} is "
        message += "not reported."
        change.notice(refusals.STILL_AT_WORK, message, "job_id", facts.job_id)


def _working(change: Change, facts: JobFacts, engineer_id: Id, job_id: Id) -> JobFacts:
    """The work goes on, with the units that were reserved for it."""
    mark = change.mark(JobState.STARTED)
    facts = learn_of_visit(facts, "work", mark, draws=change.draws_for(engineer_id, job_id))
    return reach(facts, JobState.STARTED, mark, engineer_id)


def _once(change: Change, facts: JobFacts, field: str, word: str) -> None:
    """A step of a visit happens once."""
    known = getattr(facts, field)
    if known is not None and not _of_an_earlier_visit(change, facts):
        message = f"The engineer {word} at {shown(change, known)} already."
        raise contradiction(message, "at", change.event.at)


def _not_before(change: Change, facts: JobFacts, field: str, word: str) -> None:
    """The event cannot be earlier than a step that comes before it."""
    known = getattr(facts, field)
    if known is not None and change.at < known and not _of_an_earlier_visit(change, facts):
        message = f"The engineer {word} at {shown(change, known)} only, after this event."
        raise contradiction(message, "at", change.event.at)


def _not_later(change: Change, facts: JobFacts, field: str, word: str) -> None:
    """The event cannot be later than a step that comes after it."""
    known = getattr(facts, field)
    if known is not None and change.at > known:
        message = f"The engineer {word} at {shown(change, known)} already, before this event."
        raise contradiction(message, "at", change.event.at)


def _of_an_earlier_visit(change: Change, facts: JobFacts) -> bool:
    """Whether the event belongs to a visit that failed, which nothing known contradicts."""
    return facts.failed is not None and change.at <= facts.failed.at


def _stale(change: Change, facts: JobFacts, name: str, path: str, value: object) -> None:
    known = facts.marks.get(name)
    if known is not None and known.at > change.at:
        message = "Something newer is known."
        change.notice(refusals.OUT_OF_DATE, message, path, value)
