"""Travel between any two places of a running day, also such as come up while it runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from models.errors import InputUnusable
from models.place import Place
from models.places import PlaceIndex, index_places
from models.scenario import Scenario
from models.travel import MatrixTravel
from optimizer.travel.arrays import read_only
from optimizer.travel.build import build_travel, can_locate
from optimizer.travel.great_circle import GreatCircleTable, unit_vectors_of
from optimizer.travel.matrix_check import check_matrices
from optimizer.travel.matrix_source import read_matrices
from optimizer.travel.tables import TravelTable

_Key = tuple[float | None, float | None, int | None]


class Roads:
    """Answers by place instead of by number. Made once for a day; it only ever grows."""

    def __init__(self, scenario: Scenario, base_folder: Path | None = None) -> None:
        """Lay out the places of a scenario, without those that its travel cannot locate.

        Raises InputUnusable where there is no travel at all: settings or matrix are of no use.
        """
        self._scenario = scenario
        self._base_folder = base_folder
        places = [one for one in index_places(scenario).places if can_locate(scenario.travel, one)]
        if isinstance(scenario.travel, MatrixTravel):
            size = check_matrices(read_matrices(scenario.travel, base_folder)).size
            places = [one for one in places if (one.matrix_index or 0) < size]
        self._places = places
        self._numbers = {_key(place): number for number, place in enumerate(places)}
        index = PlaceIndex(tuple(places), {}, {}, {})
        self._travel: TravelTable = build_travel(scenario, index, base_folder)

    @property
    def travel(self) -> TravelTable:
        """Travel between all places known by now."""
        return self._travel

    def locates(self, place: Place) -> bool:
        """Whether travel to a place can be worked out."""
        if not can_locate(self._scenario.travel, place):
            return False
        try:
            self.number(place)
        except InputUnusable:
            return False
        return True

    def number(self, place: Place) -> int:
        """The number of a place; a new one is added. Raises InputUnusable if it is nowhere."""
        key = _key(place)
        number = self._numbers.get(key)
        if number is None:
            self._add(place)
            number = self._numbers[key] = len(self._places) - 1
        return number

    def arrive(self, profile: str, origin: Place, destination: Place, depart_s: int) -> int:
        """The arrival when leaving a place at a moment, seconds."""
        here, there = self.number(origin), self.number(destination)
        return self._travel.arrive(profile, here, there, depart_s)

    def _add(self, place: Place) -> None:
        places = [*self._places, place]
        if isinstance(self._travel, GreatCircleTable):
            vectors = np.vstack([self._travel.unit_vectors, unit_vectors_of([place])])
            self._travel = replace(self._travel, unit_vectors=read_only(vectors, np.float64))
        else:
            index = PlaceIndex(tuple(places), {}, {}, {})
            self._travel = build_travel(self._scenario, index, self._base_folder)
        self._places = places


def _key(place: Place) -> _Key:
    return place.latitude, place.longitude, place.matrix_index
