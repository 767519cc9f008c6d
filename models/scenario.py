"""A scenario: everything that was asked of one planning run. Validated and immutable."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import Field

from models.base import LocalTime, Model
from models.contract import Contract
from models.engineer import Engineer
from models.findings import Finding
from models.job import Job
from models.part import Depot, Part
from models.policy import Policy
from models.travel import GreatCircleTravel, TravelSettings

FORMAT_VERSION: Final = "1"


class Horizon(Model):
    """The time that is planned. Internally all moments are seconds from `start`."""

    start: LocalTime
    end: LocalTime


class SetAside(Model):
    """A record that could not be used, kept whole with what was wrong; the rest is planned."""

    kind: Literal["job", "engineer"]
    id: str
    """The record's id where it has one, else its position such as `jobs[17]`."""
    record: dict[str, Any]
    findings: tuple[Finding, ...]


class Scenario(Model):
    """A dispatcher's day (or days): jobs, engineers, parts and the rules of the company."""

    format_version: Literal["1"] = FORMAT_VERSION
    name: str = ""
    time_zone: str
    """IANA name of the service area's zone, e.g. `Asia/Shanghai`."""
    horizon: Horizon
    jobs: tuple[Job, ...] = ()
    engineers: tuple[Engineer, ...] = ()
    parts: tuple[Part, ...] = ()
    depots: tuple[Depot, ...] = ()
    contracts: tuple[Contract, ...] = ()
    policy: Policy = Policy()
    travel: TravelSettings = Field(default_factory=GreatCircleTravel)
    assumptions: tuple[str, ...] = ()
    """Rules by which an importer filled what its source lacks; see Job.assumed."""
    set_aside: tuple[SetAside, ...] = ()
    """Records that reading set aside. Written by `models.files`, never by hand."""
