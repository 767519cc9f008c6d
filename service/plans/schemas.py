"""What the routes of plans and days take and give."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from models.plan import Plan, PlanCost, Route
from service.ids import ID_PATTERN


class PlanSummary(BaseModel):
    """The figures of a plan that lists show."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str
    first_day: str
    jobs: int
    served: int
    unplanned: int
    engineers_used: int
    cost: PlanCost


class PlanView(BaseModel):
    """A version of a plan, without the routes."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    version: int
    """Counted from 1; a version never changes."""
    scenario_id: str
    """What this version was made for."""
    cause: str
    """`run`, or what changed it."""
    summary: PlanSummary
    created_at: datetime
    created_by: str


class PlanWhole(PlanView):
    """A version of a plan, whole."""

    plan: Plan


class DayView(BaseModel):
    """Which plan is in force on a day."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    day: date
    revision: int
    """Counted from 1; every change of the plan in force makes a new one. It is the ETag."""
    plan_id: str
    plan_version: int
    changed_at: datetime
    changed_by: str


class Publication(BaseModel):
    """Which version to put in force, and for which day."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="forbid")

    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    """Default: the newest."""
    day: date | None = None
    """Default: the day on which the plan's horizon begins."""


class OwnDay(BaseModel):
    """One engineer's part of the plan in force."""

    day: date
    plan_id: Annotated[str, Field(pattern=ID_PATTERN)]
    plan_version: int
    engineer_id: str
    time_zone: str
    routes: tuple[Route, ...]
