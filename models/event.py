"""Events: facts from the road and from the call centre that can make a plan untrue.

One class for each row of domain.md, section 6. An event says what happened, when, and to whom; what
follows from it is worked out by `models.day` (facts) and `optimizer.replan` (answers).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from models.base import Id, LocalTime, Model, Seconds
from models.job import Job, Window
from models.place import Place


class Outcome(StrEnum):
    """How a visit ended (domain.md, section 7)."""

    DONE = "done"
    REBOOKED = "rebooked"
    NEXT_DAY = "next_day"
    TAKEN_TO_WORKSHOP = "taken_to_workshop"
    NO_ACCESS = "no_access"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"


class EventBase(Model):
    """What every event has. The same `event_id` twice is the same event, and changes nothing."""

    event_id: Id
    at: LocalTime
    """When it happened. Not when it was heard of: events may come late and out of order."""


class AppointmentsTold(EventBase):
    """Customers have been told their appointments; from now on these are promises."""

    kind: Literal["appointments_told"] = "appointments_told"
    job_ids: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Jobs of the plan in force; what is told is the appointment it has."""


class AppointmentConfirmed(EventBase):
    """The customer will be there."""

    kind: Literal["appointment_confirmed"] = "appointment_confirmed"
    job_id: Id


class Departed(EventBase):
    """An engineer has set out for a job."""

    kind: Literal["departed"] = "departed"
    engineer_id: Id
    job_id: Id


class Arrived(EventBase):
    """An engineer is at the door."""

    kind: Literal["arrived"] = "arrived"
    engineer_id: Id
    job_id: Id


class Started(EventBase):
    """The work has begun. It is never interrupted."""

    kind: Literal["started"] = "started"
    engineer_id: Id
    job_id: Id


class Finished(EventBase):
    """The work is over and the engineer is free to leave."""

    kind: Literal["finished"] = "finished"
    engineer_id: Id
    job_id: Id
    outcome: Outcome = Outcome.DONE


class PositionReported(EventBase):
    """Where an engineer is now."""

    kind: Literal["position_reported"] = "position_reported"
    engineer_id: Id
    place: Place


class TrafficDelay(EventBase):
    """An engineer on the road (or about to leave) will be later than the plan says."""

    kind: Literal["traffic_delay"] = "traffic_delay"
    engineer_id: Id
    delay_s: Seconds
    """On top of what the plan in force says of the next arrival."""


class LateDeparture(EventBase):
    """An engineer cannot leave when planned."""

    kind: Literal["late_departure"] = "late_departure"
    engineer_id: Id
    departs_at: LocalTime
    """The earliest moment at which the next drive can begin."""


class Overrun(EventBase):
    """The work at a customer's takes longer than planned."""

    kind: Literal["overrun"] = "overrun"
    engineer_id: Id
    job_id: Id
    expected_finish: LocalTime


class EngineerUnavailable(EventBase):
    """Ill, broken down, called away: from `at` on until `until`, or for the rest of the plan."""

    kind: Literal["engineer_unavailable"] = "engineer_unavailable"
    engineer_id: Id
    until: LocalTime | None = None
    reason: str = ""


class EngineerAvailable(EventBase):
    """Back at work earlier than was thought."""

    kind: Literal["engineer_available"] = "engineer_available"
    engineer_id: Id


class UrgentJob(EventBase):
    """A new job that has to be placed in a running plan (urgent by its priority)."""

    kind: Literal["urgent_job"] = "urgent_job"
    job: Job


class NoAccess(EventBase):
    """The customer is not at home: knocked, called, left a note. The job is to be rebooked."""

    kind: Literal["no_access"] = "no_access"
    engineer_id: Id
    job_id: Id


class CustomerAsksToWait(EventBase):
    """A meal, a power cut, an errand: the work cannot begin before a later moment."""

    kind: Literal["customer_asks_to_wait"] = "customer_asks_to_wait"
    job_id: Id
    not_before: LocalTime


class CustomerAsksToChange(EventBase):
    """The customer wants other times. This is the customer's own wish, so it needs no consent."""

    kind: Literal["customer_asks_to_change"] = "customer_asks_to_change"
    job_id: Id
    windows: tuple[Window, ...] = ()
    """What would suit; empty: any time."""


class EntryRefused(EventBase):
    """The engineer is doubted and not let in."""

    kind: Literal["entry_refused"] = "entry_refused"
    engineer_id: Id
    job_id: Id


class UnitElsewhere(EventBase):
    """The appliance is not at the address of the job but at another place."""

    kind: Literal["unit_elsewhere"] = "unit_elsewhere"
    job_id: Id
    place: Place


class NotContent(EventBase):
    """At a call-back the customer is not content: a new visit of the same case."""

    kind: Literal["not_content"] = "not_content"
    job_id: Id
    """The finished job."""
    new_job_id: Id
    same_engineer_refused: bool = False


class Cancelled(EventBase):
    """The customer needs no visit any more."""

    kind: Literal["cancelled"] = "cancelled"
    job_id: Id


class PartMissing(EventBase):
    """A wrong, broken or missing part, found on site or while packing."""

    kind: Literal["part_missing"] = "part_missing"
    engineer_id: Id
    job_id: Id
    part_id: Id
    quantity: Annotated[int, Field(ge=1)] = 1


class NotRepairableHere(EventBase):
    """Another fault, to be mended in the workshop: the unit goes along, a loaner stays."""

    kind: Literal["not_repairable_here"] = "not_repairable_here"
    engineer_id: Id
    job_id: Id
    return_job_id: Id
    """Id of the return visit that is booked at once."""


class PartEtaChanged(EventBase):
    """Inbound stock of a depot comes earlier or later."""

    kind: Literal["part_eta_changed"] = "part_eta_changed"
    depot_id: Id
    part_id: Id
    eta: LocalTime
    """The new one, of all inbound units of this part at this depot."""


Event = Annotated[
    AppointmentsTold
    | AppointmentConfirmed
    | Departed
    | Arrived
    | Started
    | Finished
    | PositionReported
    | TrafficDelay
    | LateDeparture
    | Overrun
    | EngineerUnavailable
    | EngineerAvailable
    | UrgentJob
    | NoAccess
    | CustomerAsksToWait
    | CustomerAsksToChange
    | EntryRefused
    | UnitElsewhere
    | NotContent
    | Cancelled
    | PartMissing
    | NotRepairableHere
    | PartEtaChanged,
    Field(discriminator="kind"),
]
"""Any event; which one is told by its `kind`."""

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads one event from JSON or plain values."""
EVENTS: TypeAdapter[tuple[Event, ...]] = TypeAdapter(tuple[Event, ...])
