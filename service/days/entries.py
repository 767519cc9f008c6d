"""What a journal consists of: everything that ever changed a running day, in order.

An entry holds all that is needed to do the change again. Nothing in it is worked out anew when the
journal is read: where a plan changed, the routes that changed stand in the entry.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from models.base import Id, LocalTime, Model
from models.capacity import Reservation
from models.event import Event
from models.job import Job
from models.part import Interval
from models.plan import Count, Plan, Route
from models.proposal import CallReason, Consent
from models.slot import SlotOffer


class DayClock(StrEnum):
    """What tells a running day how late it is."""

    WALL = "wall"
    """The clock of the service."""
    EVENTS = "events"
    """The latest event: for rehearsals, and for days of the past."""


class RouteName(Model):
    """A shift of an engineer."""

    engineer_id: Id
    shift_index: Count


class PlanChange(Model):
    """What makes the next plan of the one in force, and the jobs that change with it."""

    routes: tuple[Route, ...] = ()
    """Routes that are new or other than before."""
    gone: tuple[RouteName, ...] = ()
    """Shifts that have no route any more."""
    order: tuple[RouteName, ...] | None = None
    """Of all routes, where a new one is not simply the last."""
    rest: Plan
    """Everything else of the new plan; its routes are left out."""
    jobs: tuple[Job, ...] = ()
    """Jobs as they have become."""


class Hold(Model):
    """A slot that is kept for a customer for a while."""

    hold_id: Id
    job: Job
    offer: SlotOffer
    expires_at: AwareDatetime

    @property
    def window(self) -> Interval:
        """The promise that it is about."""
        return self.offer.window


class Begun(Model):
    """The day has begun with a plan."""

    kind: Literal["begun"] = "begun"
    scenario_id: Id
    plan_id: Id
    plan_version: Count
    clock: DayClock
    now: LocalTime


class Happened(Model):
    """An event was taken in."""

    kind: Literal["event"] = "event"
    event: Event
    received_at: AwareDatetime | None
    """The service's clock, where that is the clock of the day."""


class SetAside(Model):
    """Capacity was set aside for kinds of work; this replaces what was set aside before."""

    kind: Literal["set_aside"] = "set_aside"
    reservations: tuple[Reservation, ...]


class Held(Model):
    """A slot is held."""

    kind: Literal["held"] = "held"
    hold: Hold


class Released(Model):
    """A slot is no longer held, and was not booked."""

    kind: Literal["released"] = "released"
    hold_id: Id
    expired: bool
    """Whether its time ran out; else it was given back."""


class Booked(Model):
    """A held slot was booked, and the plan has the visit."""

    kind: Literal["booked"] = "booked"
    hold: Hold
    change: PlanChange


class PlanCause(StrEnum):
    """Why another plan was put in force."""

    ACCEPTED = "accepted"
    """A proposal."""
    IMPROVED = "improved"
    """A search found a better one."""


class Replanned(Model):
    """Another plan was put in force."""

    kind: Literal["plan"] = "plan"
    cause: PlanCause
    proposal_id: Id | None = None
    change: PlanChange


class Asked(Model):
    """Customers are being asked about a proposal."""

    kind: Literal["asked"] = "asked"
    proposal_id: Id
    consents: tuple[Consent, ...]


class Answered(Model):
    """A customer has answered."""

    kind: Literal["answered"] = "answered"
    proposal_id: Id
    job_id: Id
    accepts: bool
    at: LocalTime


class Proposed(Model):
    """A longer search has found further proposals for an event."""

    kind: Literal["proposed"] = "proposed"
    event_id: Id
    proposal_ids: tuple[Id, ...]


class Called(Model):
    """Somebody of the call list was called."""

    kind: Literal["called"] = "called"
    job_id: Id
    reason: CallReason
    reached: bool
    at: LocalTime

    @property
    def call_id(self) -> str:
        """What tells calls apart."""
        return call_id(self.job_id, self.reason)


def call_id(job_id: str, reason: CallReason) -> str:
    """What tells calls apart: another reason is another call to the same customer."""
    return f"{reason.value} {job_id}"


Entry = Annotated[
    Begun
    | Happened
    | SetAside
    | Held
    | Released
    | Booked
    | Replanned
    | Asked
    | Answered
    | Proposed
    | Called,
    Field(discriminator="kind"),
]
ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)
