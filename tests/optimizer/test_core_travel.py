"""The core's travel times are those of the tables, to the second."""

import random

import numpy as np
import pytest
from support.random_days import random_day

from models.clock import Clock
from models.places import index_places
from models.scenario import Scenario
from optimizer.encode import encode
from optimizer.native import travel_of
from optimizer.travel.build import build_travel
from optimizer.travel.hourly import HourlyMatrixTable
from optimizer.travel.hours import local_hours
from optimizer.travel.tables import TravelTable

pytestmark = pytest.mark.core

FAR_AWAY = (-400 * 86_400, 400 * 86_400)


def assert_same_travel(scenario: Scenario, table: TravelTable, seed: int) -> None:
    dice = random.Random(seed)
    places = index_places(scenario)
    encoded = encode(scenario, scenario.jobs, Clock.of(scenario), places, table)
    core = travel_of(encoded.arrays)
    for _ in range(300):
        origin, destination = (dice.randrange(len(places.places)) for _ in range(2))
        row = dice.randrange(len(encoded.arrays.profiles))
        profile = encoded.arrays.profiles[row]
        # Mostly in the horizon, at times as far away as a year of overtime reaches.
        moment = dice.randint(-100_000, 300_000) if dice.random() < 0.9 else dice.choice(FAR_AWAY)
        for ask in ("arrive", "depart_by", "depart_from"):
            expected = getattr(table, ask)(profile, origin, destination, moment)
            assert getattr(core, ask)(row, origin, destination, moment) == expected
        assert core.distance_m(origin, destination) == table.distance_m(origin, destination)


@pytest.mark.parametrize("seed", range(12))
def test_the_core_drives_as_the_table_says(seed: int) -> None:
    scenario = random_day(seed)
    assert_same_travel(scenario, build_travel(scenario, index_places(scenario)), seed)


def test_the_core_drives_by_coordinates_without_a_matrix_as_the_table_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("optimizer.native.MATRIX_UP_TO_PLACES", 0)
    scenario = next(day for day in map(random_day, range(99)) if day.travel.kind == "great_circle")
    assert_same_travel(scenario, build_travel(scenario, index_places(scenario)), 1)


def test_the_core_drives_by_24_matrices_as_the_table_says() -> None:
    scenario = random_day(3)
    count = len(index_places(scenario).places)
    durations_s = np.random.default_rng(5).integers(0, 5000, (24, count, count), dtype=np.int32)
    hours = local_hours(Clock.of(scenario), scenario.horizon)
    table = HourlyMatrixTable(durations_s, None, {"car": 100, "bike": 60}, hours)
    assert_same_travel(scenario, table, 2)
