"""What the routes of scenarios take and give."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from models.findings import Finding


class ScenarioView(BaseModel):
    """A scenario that was kept: what is in it, in figures."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    name: str
    digest: str
    """By which plans name the scenario they were made for."""
    jobs: int
    engineers: int
    set_aside: int
    """Records that could not be used; the findings say why."""
    first_day: str
    """The local day on which the horizon begins."""
    created_at: datetime
    created_by: str


class ScenarioCreated(ScenarioView):
    """A scenario that was kept, with everything that is worth knowing about it."""

    findings: tuple[Finding, ...]


class FindingsView(BaseModel):
    """What was found when the scenario was read."""

    findings: tuple[Finding, ...]
