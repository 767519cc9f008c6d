"""The roads of a running day by number: to walk routes by, and to look at many gaps at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.place import Place
from models.places import PlaceIndex, ShiftPlaces, shift_end, shift_start
from models.scenario import Scenario
from optimizer.roads import Roads
from optimizer.travel.great_circle import GreatCircleTable
from optimizer.travel.profiles import ProfileMatrixTable

__all__ = ["Terrain"]

HOUR_S = 3600
MIDDAY = 12
"""The hour whose matrix stands for all where there is one for each."""
Float64 = npt.NDArray[np.float64]


class Terrain(Roads):
    """Roads whose numbers are shown. A number once given stays, so travel times stay known."""

    def index(self, scenario: Scenario) -> PlaceIndex:
        """The places of a scenario of this day, or of a part of it, by their numbers here."""
        depots = {depot.id: depot.place for depot in scenario.depots}
        shifts: dict[tuple[str, int], ShiftPlaces] = {}
        for engineer in scenario.engineers:
            for turn, shift in enumerate(engineer.shifts):
                start, start_depot_id = shift_start(depots, engineer, shift)
                end = shift_end(depots, engineer, shift)
                if start is None or end is None:
                    continue
                if self.locates(start) and self.locates(end):
                    ends = self.number(start), self.number(end)
                    shifts[engineer.id, turn] = ShiftPlaces(*ends, start_depot_id)
        jobs = {job.id: self.number(job.place) for job in scenario.jobs if self.locates(job.place)}
        stores = {name: self.number(place) for name, place in depots.items() if self.locates(place)}
        return PlaceIndex(places=self.shown, depot=stores, shift=shifts, job=jobs)

    @property
    def base_folder(self) -> Path | None:
        """Where a matrix file lies."""
        return self._base_folder

    @property
    def shown(self) -> tuple[Place, ...]:
        """All places known by now, by number."""
        return tuple(self._places)

    def base_from(self, here: int, *, towards: bool) -> Float64:
        """Seconds between a place and all places, by number, whatever the hour; roughly.

        `towards`: from here to the others; else from them to here. Every profile counts as the
        first one.
        """
        travel = self.travel
        if isinstance(travel, GreatCircleTable):
            speed = next(iter(travel.reference_m_per_h.values()))
            metres = travel.metres_from(travel.unit_vectors[here : here + 1])[0]
            return np.asarray(metres * (HOUR_S / speed), dtype=np.float64)
        if isinstance(travel, ProfileMatrixTable):
            durations = next(iter(travel.profiles.values()))
        else:
            durations = travel.durations_s
        if durations.ndim > 2:
            durations = durations[MIDDAY]
        row = durations[here] if towards else durations[:, here]
        return np.asarray(row, dtype=np.float64)

    def slowness(self, at_s: int) -> float:
        """Seconds on the road at a moment for each second that `base_from` says."""
        travel = self.travel
        if not isinstance(travel, GreatCircleTable):
            return 1.0
        return (travel.speed.arrive(HOUR_S, at_s) - at_s) / HOUR_S
