"""What the routes of searches take and give."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class SearchAsked(BaseModel):
    """For how long to search."""

    model_config = ConfigDict(
        use_attribute_docstrings=True, extra="forbid", allow_inf_nan=False, frozen=True
    )

    seconds: Annotated[float, Field(ge=0.1, le=600)] = 1.0
    """Of search, by one thread."""


class SearchKind(StrEnum):
    """What is searched for."""

    PROPOSALS = "proposals"
    PLAN = "plan"


class SearchState(StrEnum):
    """Where a search stands. The last two are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class SearchView(BaseModel):
    """A search."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    day: str
    kind: SearchKind
    event_id: str | None
    """Of the event that proposals are searched for."""
    seconds: float
    state: SearchState
    attempts: int
    proposals: int | None
    """How many further proposals were found; the stream tells of them as well."""
    plan_version: int | None
    """The version of the better plan that was put in force; null: there was none."""
    code: str | None
    """Why nothing came of it: a finding code."""
    created_at: datetime
    created_by: str
    finished_at: datetime | None
