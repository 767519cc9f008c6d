"""Capacity set aside: time of a day that only some kinds of work may use."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from models.base import Id, Model
from models.job import JobKind


class Reservation(Model):
    """So many visits of some kinds of work are to find room on a day (docs/slots.md).

    What is left of it is `visit_s` for each of these visits that the day does not have yet. Other
    kinds are offered a visit only if that much working time stays free behind it.
    """

    reservation_id: Id
    day: date
    """A local day."""
    kinds: Annotated[tuple[JobKind, ...], Field(min_length=1)]
    """The kinds of work it is for."""
    skill: str | None = None
    """Only the time of engineers with this skill is set aside; None: of all."""
    visits: Annotated[int, Field(ge=1, le=10_000)]
    visit_s: Annotated[int, Field(ge=60, le=86_400)]
    """Working time with the drive that one of these visits takes, seconds."""
