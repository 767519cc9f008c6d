"""The travel table of an instance: its matrices, or the great circle between its coordinates."""

from __future__ import annotations

from math import floor

import numpy as np
import numpy.typing as npt

from benchmarks.instance import Instance
from models.place import Place
from models.travel import GreatCircleTravel
from optimizer.travel.great_circle import GreatCircleTable, unit_vectors_of
from optimizer.travel.profiles import ProfileMatrixTable
from optimizer.travel.speed import PERMILLE, SpeedByHour

SPEED_KMH = 28.0
"""Of a profile with the speed factor 1, where a file has coordinates and no matrix: what cars make
on average in the working hours of `models.travel.DEFAULT_SPEED_KMH_BY_HOUR`. Files of other
solvers name no date, so there are no hours to tell apart."""
ROAD_FACTOR: float = GreatCircleTravel().road_factor
"""Road metres per metre of great circle."""

InstanceTravel = ProfileMatrixTable | GreatCircleTable
AT_ALL_HOURS = SpeedByHour((0,), (PERMILLE,))


def place_count(instance: Instance) -> int:
    """How many places the file knows."""
    if instance.coordinates is not None and not instance.durations:
        return len(instance.coordinates)
    return len(next(iter(instance.durations.values()), ()))


def has_open_ends(instance: Instance) -> bool:
    """Whether a route may begin or end wherever its first or last stop is."""
    return any(vehicle.start is None or vehicle.end is None for vehicle in instance.vehicles)


def travel_table(instance: Instance) -> InstanceTravel:
    """Travel between all places, in the time units of the instance.

    Where a route may begin or end anywhere there is one more place, `place_count(instance)`, that
    is no time away from all others; coordinates cannot say that, so they become a matrix then.
    What a leg costs, if it is not its time, is in `distance_m`.

    Raises ValueError for an instance with neither matrices nor coordinates.
    """
    one_more = has_open_ends(instance)
    if instance.durations:
        durations = instance.durations
        costs = instance.costs
    elif instance.coordinates is not None:
        table = _great_circle(instance)
        if not one_more:
            return table
        durations = {profile: table.full(profile)[0] for profile in table.reference_m_per_h}
        costs = None
    else:
        raise ValueError(f"{instance.name} has neither matrices nor coordinates")
    if one_more:
        durations = {profile: _with_anywhere(matrix) for profile, matrix in durations.items()}
        costs = None if costs is None else _with_anywhere(costs)
    return ProfileMatrixTable(durations, costs)


def _with_anywhere(matrix: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    return np.pad(matrix, ((0, 1), (0, 1)))


def _great_circle(instance: Instance) -> GreatCircleTable:
    assert instance.coordinates is not None
    places = (
        Place(latitude=latitude, longitude=longitude)
        for latitude, longitude in instance.coordinates.tolist()
    )
    # So many metres in 3600 units of time: the table's seconds are what the instance counts in.
    reference_m_per_h = {
        profile: floor(1000.0 * SPEED_KMH * factor / instance.units + 0.5)
        for profile, factor in instance.speeds.items()
    }
    return GreatCircleTable(unit_vectors_of(places), ROAD_FACTOR, reference_m_per_h, AT_ALL_HOURS)
