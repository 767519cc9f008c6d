"""The places of a running day and travel between them: laid out once, grown when places come up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.place import Place
from models.places import PlaceIndex, ShiftPlaces, index_places, shift_end, shift_start
from models.scenario import Scenario
from models.travel import TravelTimes
from optimizer.travel.arrays import read_only
from optimizer.travel.build import build_travel
from optimizer.travel.great_circle import GreatCircleTable, unit_vectors_of
from optimizer.travel.hourly import HourlyMatrixTable
from optimizer.travel.matrix import MatrixTravelTable
from optimizer.travel.profiles import ProfileMatrixTable

__all__ = ["Terrain"]

HOUR_S = 3600
MIDDAY = 12
"""The hour whose matrix stands for all where there is one for each."""
Float64 = npt.NDArray[np.float64]
_Key = tuple[float | None, float | None, int | None]


class Terrain:
    """Numbers the places of a day. A number once given stays, so travel times stay known.

    Engineers report from where they are and new jobs come in: such places are added at the end.
    """

    def __init__(self, scenario: Scenario, base_folder: Path | None = None) -> None:
        """Lay out all places of a scenario. Raises InputUnusable where travel is unknown."""
        self._scenario = scenario
        self._base_folder = base_folder
        first = index_places(scenario)
        self._places = list(first.places)
        self._shown = first.places
        self._numbers = {_key(place): number for number, place in enumerate(self._places)}
        self._travel: GreatCircleTable | MatrixTravelTable | HourlyMatrixTable = _table(
            scenario, first, base_folder
        )

    @property
    def travel(self) -> TravelTimes:
        """Travel between all places known by now."""
        return self._travel

    def number(self, place: Place) -> int:
        """The number of a resolved place; a new one is added."""
        key = _key(place)
        if key not in self._numbers:
            self._grow([place])
        return self._numbers[key]

    def index(self, scenario: Scenario) -> PlaceIndex:
        """The places of a scenario of this day, or of a part of it, by their numbers here."""
        depots = {depot.id: depot.place for depot in scenario.depots}
        shifts: dict[tuple[str, int], tuple[Place, Place, str | None]] = {}
        for engineer in scenario.engineers:
            for turn, shift in enumerate(engineer.shifts):
                start, start_depot_id = shift_start(depots, engineer, shift)
                end = shift_end(depots, engineer, shift)
                if start is not None and end is not None and start.is_resolved and end.is_resolved:
                    shifts[engineer.id, turn] = (start, end, start_depot_id)
        jobs = {job.id: job.place for job in scenario.jobs if job.place.is_resolved}
        self._grow([place for start, end, _ in shifts.values() for place in (start, end)])
        self._grow(jobs.values())
        self._grow(place for place in depots.values() if place.is_resolved)
        number = self._numbers
        return PlaceIndex(
            places=self._shown,
            depot={name: number[_key(one)] for name, one in depots.items() if one.is_resolved},
            shift={
                name: ShiftPlaces(number[_key(start)], number[_key(end)], depot_id)
                for name, (start, end, depot_id) in shifts.items()
            },
            job={job_id: number[_key(place)] for job_id, place in jobs.items()},
        )

    def base_from(self, here: int, *, towards: bool) -> Float64:
        """Seconds between a place and all places, by number, whatever the hour; roughly.

        `towards`: from here to the others; else from them to here. Every profile counts as the
        first one.
        """
        travel = self._travel
        if isinstance(travel, GreatCircleTable):
            speed = next(iter(travel.reference_m_per_h.values()))
            metres = travel.metres_from(travel.unit_vectors[here : here + 1])[0]
            return np.asarray(metres * (HOUR_S / speed), dtype=np.float64)
        durations = travel.durations_s
        if durations.ndim > 2:
            durations = durations[MIDDAY]
        row = durations[here] if towards else durations[:, here]
        return np.asarray(row, dtype=np.float64)

    def slowness(self, at_s: int) -> float:
        """Seconds on the road at a moment for each second that `base_from` says."""
        travel = self._travel
        if not isinstance(travel, GreatCircleTable):
            return 1.0
        speed = travel.speed
        return (speed.arrive(HOUR_S, at_s) - at_s) / HOUR_S

    def _grow(self, places: Iterable[Place]) -> None:
        new = {_key(place): place for place in places if _key(place) not in self._numbers}
        if not new:
            return
        shown = (*self._shown, *new.values())
        if isinstance(self._travel, GreatCircleTable):
            vectors = np.vstack([self._travel.unit_vectors, unit_vectors_of(new.values())])
            self._travel = replace(self._travel, unit_vectors=read_only(vectors, np.float64))
        else:
            known = PlaceIndex(shown, {}, {}, {})
            self._travel = _table(self._scenario, known, self._base_folder)
        self._shown = shown
        for key in new:
            self._numbers[key] = len(self._numbers)


def _table(
    scenario: Scenario, places: PlaceIndex, base_folder: Path | None
) -> GreatCircleTable | MatrixTravelTable | HourlyMatrixTable:
    table = build_travel(scenario, places, base_folder)
    assert not isinstance(table, ProfileMatrixTable)  # no scenario asks for one
    return table


def _key(place: Place) -> _Key:
    return place.latitude, place.longitude, place.matrix_index
