"""Facts of a running day: what is known of each job and each engineer.

Every fact carries the mark of the event it came from. A later mark replaces an earlier one, never
the other way round; so events may be heard of in any order and the facts come out the same.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from pydantic import Field

from models.base import Id, LocalTime, Model, Text
from models.event import Outcome
from models.job import Job, Window
from models.place import Place
from models.plan import Count, Draw


class JobState(StrEnum):
    """How far a visit has come."""

    PLANNED = "planned"
    """Open: in a route, or waiting for one."""
    DEPARTED = "departed"
    """An engineer is on the way."""
    ARRIVED = "arrived"
    STARTED = "started"
    FINISHED = "finished"
    NEEDS_REBOOKING = "needs_rebooking"
    """The visit failed or cannot take place; the job waits for another one."""
    CANCELLED = "cancelled"


OVER = frozenset({JobState.FINISHED, JobState.CANCELLED})
"""States that nothing follows on."""
AT_THE_DOOR = frozenset({JobState.ARRIVED, JobState.STARTED, JobState.FINISHED})
"""What an engineer does at a customer's; else he drives, or nothing is known of him."""
ON_A_VISIT = frozenset({JobState.DEPARTED, JobState.ARRIVED, JobState.STARTED})
"""Whoever is heard of in these has set out, and is not free."""
RANK = {state: rank for rank, state in enumerate(JobState)}
"""Which of two things comes first that are said to have happened in the same moment."""


class Mark(NamedTuple):
    """Where in the order of things an event stands. The moment is in UTC."""

    at: LocalTime
    rank: int
    event_id: Id


class JobFacts(Model):
    """What is known of one job. All moments are absolute (UTC)."""

    state: JobState = JobState.PLANNED
    engineer_id: Id | None = None
    """Who is on the way, there, or was there; None as long as nobody set out."""
    departed_at: LocalTime | None = None
    expected_arrival: LocalTime | None = None
    """By the departure and the drive as the plan then in force had it; None where it had none."""
    arrived_at: LocalTime | None = None
    started_at: LocalTime | None = None
    expected_finish: LocalTime | None = None
    """As an overrun was reported; None: start and planned duration tell."""
    finished_at: LocalTime | None = None
    outcome: Outcome | None = None
    confirmed: bool = False
    """The customer has said to be there."""
    why: Text | None = None
    """Why it needs rebooking or is cancelled."""
    draws: tuple[Draw, ...] = ()
    """Units reserved for the work when it began; used up where it is started or finished."""
    missing_parts: dict[Id, Count] = Field(default_factory=dict)
    """Units that turned out to be wrong, broken or not there."""
    told: LocalTime | None = None
    """The appointment that was told to the customer while the day ran."""
    wish: tuple[Window, ...] | None = None
    """Windows that the customer asked for instead; empty: any time."""
    not_before: LocalTime | None = None
    """The customer asked to wait until then."""
    place: Place | None = None
    """Where the unit really is, if not at the address."""
    bars_engineer_id: Id | None = None
    """Who handed the job on and is not sent again."""
    original: Job | None = None
    """The job before any of this, where something of it was changed."""
    failed: Mark | None = None
    """The last failed visit; what is known of times before it belongs to that visit."""
    keeps_promise: bool = True
    """Whether what the customer was told still holds after the failed visit."""
    marks: dict[str, Mark] = Field(default_factory=dict)
    """By name of the fact, the event it comes from."""


class EngineerFacts(Model):
    """What is known of one engineer. All moments are absolute (UTC)."""

    doing: JobState | None = None
    """The last thing that was heard of him; None: his day has not begun."""
    job_id: Id | None = None
    """At, or on the way to, which customer."""
    since: Mark | None = None
    shift_index: Count | None = None
    """In which of his shifts."""
    place: Place | None = None
    """The last position that was reported."""
    place_at: LocalTime | None = None
    free_not_before: LocalTime | None = None
    """He cannot set out earlier (late departure)."""
    delay_s: Count = 0
    """His next arrival is so much later than the plan in force says."""
    unavailable_from: LocalTime | None = None
    unavailable_until: LocalTime | None = None
    """None beside `unavailable_from`: for the rest of the plan."""
    job_ids: tuple[Id, ...] = ()
    """Every job he has had to do with today, sorted."""
    begun_shifts: tuple[Count, ...] = ()
    """Shifts in which he has set out, sorted."""
    collected: tuple[Draw, ...] = ()
    """Units that he took along from depots when he set out, in order of shift."""
    missing: dict[Id, Count] = Field(default_factory=dict)
    """Units that his van should have had and has not."""
    marks: dict[str, Mark] = Field(default_factory=dict)


Facts = TypeVar("Facts", JobFacts, EngineerFacts)
OF_ONE_VISIT: dict[str, dict[str, Any]] = {
    "departed": {"departed_at": None, "expected_arrival": None},
    "arrived": {"arrived_at": None},
    "started": {"started_at": None},
    "work": {"draws": ()},
    "overrun": {"expected_finish": None},
}
"""Facts that a failed visit makes void, by their name in `marks`, with the fields they fill."""


def learn(facts: Facts, name: str, mark: Mark, **values: Any) -> Facts:
    """The facts with the values of one fact, unless what is known of it is newer."""
    known = facts.marks.get(name)
    if known is not None and known >= mark:
        return facts
    return facts.model_copy(update={**values, "marks": {**facts.marks, name: mark}})


def learn_of_visit(facts: JobFacts, name: str, mark: Mark, **values: Any) -> JobFacts:
    """The same for a fact of one visit; nothing where that visit has failed since."""
    if facts.failed is not None and mark <= facts.failed:
        return facts
    return learn(facts, name, mark, **values)


def reach(facts: JobFacts, state: JobState, mark: Mark, engineer_id: Id | None) -> JobFacts:
    """The job with the state that an event gives it, unless something later did already."""
    facts = learn(facts, "state", mark, state=state)
    if engineer_id is None:
        return facts
    return learn(facts, "engineer", mark, engineer_id=engineer_id)


def fail(facts: JobFacts, mark: Mark, why: Text, *, keeps_promise: bool = False) -> JobFacts:
    """The job after a failed visit: what is known of that visit's times is dropped."""
    if facts.failed is not None and facts.failed >= mark:
        return facts
    gone: dict[str, Any] = {}
    marks = dict(facts.marks)
    for name, empty in OF_ONE_VISIT.items():
        if name in marks and marks[name] <= mark:
            del marks[name]
            gone |= empty
    return facts.model_copy(
        update={**gone, "marks": marks, "failed": mark, "why": why, "keeps_promise": keeps_promise}
    )


def touch(facts: EngineerFacts, job_id: Id) -> EngineerFacts:
    """The engineer with one more job that he has had to do with."""
    if job_id in facts.job_ids:
        return facts
    return facts.model_copy(update={"job_ids": tuple(sorted((*facts.job_ids, job_id)))})
