"""What POST /v1/solve gives: VROOM's own shape, described as far as programs rely on it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Solved(BaseModel):
    """An answer as VROOM gives it; docs/solve.md explains every field."""

    model_config = ConfigDict(extra="allow")

    code: int
    summary: dict[str, Any]
    unassigned: list[dict[str, Any]]
    routes: list[dict[str, Any]]
