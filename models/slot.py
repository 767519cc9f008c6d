"""Slots: the times that can be offered to a customer, each with what it would cost and rest on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from models.base import Id, LocalTime, Model, Seconds
from models.part import Interval
from models.plan import Count, Draw, Reason

Probability = Annotated[float, Field(ge=0, le=1)]


class PartOrigin(Model):
    """Where the units of one part would come from, and from when on they can be had."""

    draw: Draw
    available_from: LocalTime


class SlotOffer(Model):
    """One window that can be promised to a customer, with the visit that would keep it."""

    window: Interval
    """The promise: the work starts within it."""
    engineer_id: Id
    shift_index: Count
    position: Count
    """Visits of that shift before this one."""
    appointment: LocalTime
    """When the work would start as things stand."""
    price_cents: int
    """By which the plan becomes dearer (negative: cheaper), exactly."""
    pushed_s: Seconds = 0
    """By how much the visits behind it would start later, in sum."""
    slack_lost_s: Seconds = 0
    """By how much the smallest room to move of the visits behind it shrinks."""
    parts: tuple[PartOrigin, ...] = ()
    on_time_chance: Probability
    """That the engineer is there not later than the appointment."""


class DayWithoutSlot(Model):
    """A day on which nothing can be offered, and why."""

    day: date
    reasons: Annotated[tuple[Reason, ...], Field(min_length=1)]


class SlotAnswer(Model):
    """Everything that can be offered for one job, cheapest first, and the days without."""

    job_id: Id
    plan_version: Annotated[int, Field(ge=1)]
    offers: tuple[SlotOffer, ...]
    days_without: tuple[DayWithoutSlot, ...]


class SlotQuestion(Model):
    """How slots are cut and how many are wanted."""

    first_day: date | None = None
    """Default: the first day of the horizon that is not over."""
    days: Annotated[int, Field(ge=1, le=31)] = 5
    length_s: Annotated[int, Field(ge=60, le=86_400)] = 2 * 3600
    """Length of the window that is promised."""
    raster_s: Annotated[int, Field(ge=60, le=86_400)] = 3600
    """Windows start at multiples of it after local midnight."""
    opens_s: Seconds = 8 * 3600
    """First start of a window, seconds after local midnight."""
    closes_s: Seconds = 18 * 3600
    """Latest end of a window, seconds after local midnight."""
    most: Annotated[int, Field(ge=1, le=200)] = 20
    """Offers in the answer; each day that has any keeps its cheapest."""
