"""Where travel tables come from: settings, and a matrix that is read once for many tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.places import PlaceIndex
from models.scenario import Scenario
from models.travel import MatrixTravel, TravelSettings
from optimizer.travel.build import build_travel, read_checked
from optimizer.travel.matrix_check import Matrices
from optimizer.travel.tables import TravelTable

__all__ = ["TravelSource"]


@dataclass(frozen=True, eq=False)
class TravelSource:
    """Makes tables for scenarios that share one scenario's travel settings.

    A small scenario, such as one route of a plan, gets its table in a fraction of a millisecond,
    also where the matrix lies in a large file.
    """

    settings: TravelSettings
    matrices: Matrices | None
    """The whole matrix, where the settings are of that kind."""

    @classmethod
    def of(cls, scenario: Scenario, base_folder: Path | None = None) -> TravelSource:
        """Read what the settings of a scenario name; `base_folder` as in `build_travel`.

        Raises:
            FileUnusable: the matrix file cannot be read.
            InputUnusable: the matrix cannot be used; with all findings.
        """
        settings = scenario.travel
        matrices = None
        if isinstance(settings, MatrixTravel):
            matrices = read_checked(settings, base_folder)
        return cls(settings, matrices)

    def table(self, scenario: Scenario, places: PlaceIndex) -> TravelTable:
        """The table for these places of a scenario.

        Raises:
            ValueError: the scenario's travel settings are others.
            InputUnusable: settings or places do not fit; with all findings.
        """
        if scenario.travel is not self.settings and scenario.travel != self.settings:
            raise ValueError(
                "this scenario has travel settings of its own: make a source of it by `of`"
            )
        return build_travel(scenario, places, matrices=self.matrices)
