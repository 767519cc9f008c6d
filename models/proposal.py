"""Proposals: ranked ways to answer an event, whom to call about it, and who has to consent."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from models.base import Id, LocalTime, Model, Text
from models.findings import Finding
from models.job import Job
from models.plan import Count, Route


class LatenessTier(StrEnum):
    """How an arrival stands to a told appointment (domain.md, section 6)."""

    IN_BAND = "in_band"
    TIGHT = "tight"
    """Inside the last minutes before the appointment: noted, nobody is called."""
    LATE = "late"
    """After the appointment, up to `Policy.door.late_tier_s`: call and apologise."""
    VERY_LATE = "very_late"
    """Later still: apologise and offer to wait, another engineer or another window."""
    MISSED = "missed"
    """The promised window cannot be kept at all as things stand."""


class Untruth(Model):
    """One thing that the plan in force says and that is no longer so."""

    job_id: Id
    engineer_id: Id
    planned_arrival: LocalTime
    expected_arrival: LocalTime | None
    """None: nobody is on the way to this customer any more."""
    appointment: LocalTime
    told: bool
    tier: LatenessTier
    late_s: Count
    """Seconds after the appointment."""
    sla_at_risk: bool = False
    """The contract's latest start of work would be missed."""


class CallReason(StrEnum):
    """Why a customer is called because of an event."""

    LATE = "late"
    VERY_LATE = "very_late"
    NOBODY_COMES = "nobody_comes"
    MOVE = "move"
    """A proposal would move the appointment: the customer is asked."""
    PULL_FORWARD = "pull_forward"
    """A gap could be used, if the customer likes to be visited earlier."""
    OTHER_ENGINEER = "other_engineer"
    """Somebody else comes at the same time: told, not asked."""


class CallOption(StrEnum):
    """What the customer can be offered in a call."""

    WAIT = "wait"
    OTHER_ENGINEER = "other_engineer"
    NEW_WINDOW = "new_window"


class CallItem(Model):
    """One line of the call list: whom, why, by when at the latest, with what to say."""

    job_id: Id
    reason: CallReason
    call_by: LocalTime
    customer_name: str = ""
    phone: str = ""
    language: str = "en"
    say: Annotated[tuple[Text, ...], Field(min_length=1)]
    options: tuple[CallOption, ...] = ()


class ProposalKind(StrEnum):
    """What a proposal does, in one word."""

    KEEP_LATE = "keep_late"
    """Everything as planned, only later."""
    SWAP = "swap"
    """The engineer's visits in another order."""
    OTHER_ENGINEER = "other_engineer"
    """One or more visits by somebody else, at the time that was told."""
    REBOOK = "rebook"
    """One or more visits at another time."""
    PULL_FORWARD = "pull_forward"
    """A gap is used by a visit that was to be later."""
    INSERT = "insert"
    """A new job at its best place, nobody told is moved."""
    DISPLACE = "displace"
    """A new job at the cost of others of less priority."""
    SEARCHED = "searched"
    """Found by searching the rest of the day."""


class MovedVisit(Model):
    """What one proposal changes for one customer."""

    job_id: Id
    from_engineer_id: Id | None
    to_engineer_id: Id | None
    """None: in no route any more."""
    from_appointment: LocalTime | None
    to_appointment: LocalTime | None
    expected_arrival: LocalTime | None = None
    needs_consent: bool
    """Told, and the time (or the promise) changes: nothing happens until the customer agrees."""


class Disturbance(Model):
    """What proposals are ranked by, in this order, smaller is better."""

    unserved_priority: Count
    """Priority of jobs that are in no route any more, first of all."""
    customers_to_call: Count
    engineers_touched: Count
    minutes_moved: Count
    extra_cents: int

    @property
    def key(self) -> tuple[int, int, int, int, int]:
        """For sorting."""
        return (
            self.unserved_priority,
            self.customers_to_call,
            self.engineers_touched,
            self.minutes_moved,
            self.extra_cents,
        )


class Proposal(Model):
    """One way to answer an event. It is made for one version of the plan and for no other."""

    proposal_id: Id
    kind: ProposalKind
    plan_version: Annotated[int, Field(ge=1)]
    """Of the plan in force that it changes."""
    title: Text
    moves: tuple[MovedVisit, ...] = ()
    knock_on: tuple[Untruth, ...] = ()
    """What stays or becomes late in the plan that this would make."""
    calls: tuple[CallItem, ...] = ()
    routes: tuple[Route, ...] = ()
    """The rest of the day of every engineer it touches, as it would be."""
    jobs: tuple[Job, ...] = ()
    """Jobs as they would be (appointments, windows), where that changes."""
    unplanned_job_ids: tuple[Id, ...] = ()
    """Jobs that would be in no route any more."""
    disturbance: Disturbance
    audit: tuple[Finding, ...] = ()
    """What the auditor says of the routes it touches; never an error."""


class EventAnswer(Model):
    """What an event makes untrue, whom to call, and what could be done."""

    event_id: Id
    plan_version: Annotated[int, Field(ge=1)]
    untrue: tuple[Untruth, ...]
    calls: tuple[CallItem, ...]
    proposals: tuple[Proposal, ...]
    findings: tuple[Finding, ...] = ()


class ConsentState(StrEnum):
    """Where the question to one customer stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"


class Consent(Model):
    """The question to one customer about one proposal; until it is answered the old slot holds."""

    job_id: Id
    state: ConsentState = ConsentState.ASKED
    answer_by: LocalTime
    answered_at: LocalTime | None = None
