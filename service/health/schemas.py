"""What the routes of health and problems give."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class Health(BaseModel):
    """A sign of life."""

    status: Literal["ok"]


class ProblemPage(BaseModel):
    """What a kind of problem means."""

    code: str
    status: int
    cause: str
    action: str
