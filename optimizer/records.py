"""The records of a scenario by id, gathered once for all routes of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.clock import Clock
from models.engineer import Engineer
from models.job import Job
from models.part import Depot, Part
from models.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Records:
    """Who and what a plan speaks of."""

    scenario: Scenario
    clock: Clock
    jobs: Mapping[str, Job]
    engineers: Mapping[str, Engineer]
    parts: Mapping[str, Part]
    depots: Mapping[str, Depot]

    @classmethod
    def of(cls, scenario: Scenario, clock: Clock) -> Records:
        """Gather the records of a scenario."""
        return cls(
            scenario=scenario,
            clock=clock,
            jobs={job.id: job for job in scenario.jobs},
            engineers={engineer.id: engineer for engineer in scenario.engineers},
            parts={part.id: part for part in scenario.parts},
            depots={depot.id: depot for depot in scenario.depots},
        )
