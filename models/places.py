"""All places of a scenario in one list, so that travel is asked for by index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.engineer import Engineer, Shift
from models.place import Place
from models.scenario import Scenario


@dataclass(frozen=True)
class ShiftPlaces:
    """Where one shift starts and ends, as indices into `PlaceIndex.places`."""

    start: int
    end: int
    start_depot_id: str | None


@dataclass(frozen=True)
class PlaceIndex:
    """Distinct places in order: depots, shift starts and ends, jobs. Unresolved ones are absent."""

    places: tuple[Place, ...]
    depot: Mapping[str, int]
    shift: Mapping[tuple[str, int], ShiftPlaces]
    """By engineer id and shift index; shifts without a resolved start are absent."""
    job: Mapping[str, int]


class _Collector:
    def __init__(self) -> None:
        self.places: list[Place] = []
        self._index_of: dict[tuple[float | None, float | None, int | None], int] = {}

    def add(self, place: Place) -> int:
        key = (place.latitude, place.longitude, place.matrix_index)
        if key not in self._index_of:
            self._index_of[key] = len(self.places)
            self.places.append(place)
        return self._index_of[key]


def shift_start(
    scenario_depots: Mapping[str, Place], engineer: Engineer, shift: Shift
) -> tuple[Place | None, str | None]:
    """The place a shift starts at, and the depot if it starts at one.

    The most specific statement wins: the shift's depot, the shift's place, the engineer's depot,
    the engineer's place.
    """
    if shift.start_depot_id is not None:
        return scenario_depots.get(shift.start_depot_id), shift.start_depot_id
    if shift.start_place is not None:
        return shift.start_place, None
    if engineer.start_depot_id is not None:
        return scenario_depots.get(engineer.start_depot_id), engineer.start_depot_id
    return engineer.start_place, None


def shift_end(
    scenario_depots: Mapping[str, Place], engineer: Engineer, shift: Shift
) -> Place | None:
    """The place a shift ends at; where nothing says so, the place it started at."""
    if shift.end_depot_id is not None:
        return scenario_depots.get(shift.end_depot_id)
    if shift.end_place is not None:
        return shift.end_place
    if engineer.end_depot_id is not None:
        return scenario_depots.get(engineer.end_depot_id)
    if engineer.end_place is not None:
        return engineer.end_place
    return shift_start(scenario_depots, engineer, shift)[0]


def index_places(scenario: Scenario) -> PlaceIndex:
    """Collect the resolved places of a scenario."""
    collector = _Collector()
    depot_places = {depot.id: depot.place for depot in scenario.depots}
    depot = {
        depot.id: collector.add(depot.place) for depot in scenario.depots if depot.place.is_resolved
    }
    shift: dict[tuple[str, int], ShiftPlaces] = {}
    for engineer in scenario.engineers:
        for number, one in enumerate(engineer.shifts):
            start, start_depot_id = shift_start(depot_places, engineer, one)
            end = shift_end(depot_places, engineer, one)
            if start is None or end is None or not (start.is_resolved and end.is_resolved):
                continue
            shift[engineer.id, number] = ShiftPlaces(
                collector.add(start), collector.add(end), start_depot_id
            )
    job = {job.id: collector.add(job.place) for job in scenario.jobs if job.place.is_resolved}
    return PlaceIndex(tuple(collector.places), depot, shift, job)
