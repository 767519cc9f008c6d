"""What the routes of slots, holds and bookings take and give."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.base import Id
from models.capacity import Reservation
from models.job import Job
from models.part import Interval
from models.slot import SlotQuestion

LONGEST_HOLD_S = 3600


class _Asked(BaseModel):
    model_config = ConfigDict(
        use_attribute_docstrings=True, extra="forbid", allow_inf_nan=False, frozen=True
    )


class _AboutJob(_Asked):
    """A request about one job: of the day, or a new one."""

    job_id: Id | None = None
    """A job that the day has."""
    job: Job | None = None
    """A new job."""

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.job_id is None) == (self.job is None):
            raise ValueError("give either job_id, for a job of the day, or job, for a new one")
        return self


class SlotsAsked(_AboutJob):
    """For which job slots are wanted, and how they are cut."""

    question: SlotQuestion = SlotQuestion()


class HoldAsked(_AboutJob):
    """Which window is to be kept for a customer."""

    window: Interval
    """Of an offer."""
    engineer_id: Id | None = None
    """Only this engineer; default: whoever is cheapest by now."""
    seconds: Annotated[int, Field(ge=1, le=LONGEST_HOLD_S)] | None = None
    """For how long; default: EARLYBIRD_HOLD_S, ten minutes."""


class HoldState(StrEnum):
    """Where a hold stands. The last three are final."""

    HELD = "held"
    BOOKED = "booked"
    RELEASED = "released"
    EXPIRED = "expired"


class HoldView(BaseModel):
    """A slot that is, or was, held."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    day: str
    job_id: str
    state: HoldState
    window: Interval
    """What is promised: the work starts within it."""
    engineer_id: str
    """Who would come, as things stand."""
    appointment: datetime
    """When the work would start, as things stand."""
    price_cents: int
    """By which the plan became dearer when the slot was offered."""
    expires_at: datetime
    created_at: datetime
    created_by: str


class BookingAsked(_Asked):
    """Which hold is to be booked."""

    hold_id: Annotated[str, Field(max_length=40)]


class BookingView(BaseModel):
    """A visit that was promised to a customer."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    hold_id: str
    day: str
    job_id: str
    window: Interval
    """What the customer was promised: the work starts within it."""
    engineer_id: str
    shift_index: int
    appointment: datetime
    """When the work starts by the plan; it may move within the window."""
    price_cents: int
    """By which the plan has become dearer."""
    plan_version: int
    """The version of the day's plan that has the visit."""


class Reservations(_Asked):
    """Capacity that only some kinds of work may use; replaces what was set aside before."""

    reservations: Annotated[tuple[Reservation, ...], Field(max_length=500)] = ()


class ReservationsView(BaseModel):
    """What is set aside."""

    sequence: int
    reservations: tuple[Reservation, ...]


class HoldShown(BaseModel):
    """What those who follow a day see of a hold: nothing personal."""

    hold_id: str
    job_id: str
    state: HoldState
    engineer_id: str | None = None
    window: Interval | None = None


class BookingShown(BaseModel):
    """What those who follow a day see of a booking."""

    hold_id: str
    job_id: str
    engineer_id: str
    window: Interval
    appointment: datetime
    plan_version: int


class SetAsideShown(BaseModel):
    """What those who follow a day see of capacity that was set aside."""

    reservations: int
