"""What the routes of runs take and give."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.ids import ID_PATTERN

DEFAULT_SECONDS = 10.0


class RunState(StrEnum):
    """Where a run stands. The last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """Stopped on request; the best plan so far is kept, if there was one."""
    FAILED = "failed"


FINAL = frozenset({RunState.DONE, RunState.STOPPED, RunState.FAILED})


class RunAsked(BaseModel):
    """What to search, and for how long."""

    model_config = ConfigDict(
        use_attribute_docstrings=True, extra="forbid", allow_inf_nan=False, frozen=True
    )

    scenario_id: Annotated[str, Field(pattern=ID_PATTERN)]
    seconds: Annotated[float, Field(ge=0.01, le=7 * 86_400)] | None = None
    """Of search; default: 10 unless iterations are given. The service may allow less."""
    iterations: Annotated[int, Field(ge=1, le=10**12)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    threads: Annotated[int, Field(ge=1, le=256)] | None = None
    """Default: the cores of the worker. The service may allow fewer."""
    start_plan_id: Annotated[str, Field(pattern=ID_PATTERN)] | None = None
    """Improve this plan: the result is its next version. Default: a new plan."""
    start_plan_version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    """Default: the newest version when the run is asked for."""

    @model_validator(mode="after")
    def _version_needs_plan(self) -> Self:
        if self.start_plan_version is not None and self.start_plan_id is None:
            raise ValueError("start_plan_version needs start_plan_id")
        return self


class RunProgress(BaseModel):
    """A glance at a running search."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    elapsed_s: float
    iterations: int
    unserved: int
    """Jobs without a route in the best plan so far."""
    unserved_priority: int
    cost_cents: int
    fraction: Annotated[float, Field(ge=0, le=1)]
    """Share of the search that is done."""


class RunFault(BaseModel):
    """Why a run failed."""

    code: str
    detail: str


class RunView(BaseModel):
    """A run."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    scenario_id: str
    state: RunState
    stop_asked: bool
    asked: RunAsked
    progress: RunProgress | None
    attempts: int
    """How many workers have begun it; more than 1: one of them died."""
    best_available: bool
    """Whether GET /v1/runs/{id}/best has a plan to show."""
    plan_id: str | None
    """The plan it has made, once it is done."""
    plan_version: int | None
    fault: RunFault | None
    created_at: datetime
    created_by: str
    started_at: datetime | None
    finished_at: datetime | None
