"""Great-circle travel: near geopy, the same to the bit in scalars and arrays, fast enough."""

from __future__ import annotations

import time

import numpy as np
import pytest
from geopy.distance import EARTH_RADIUS, great_circle
from hypothesis import example, given
from hypothesis import strategies as st
from support.travel import CLOCK, DAY

from models.errors import TravelUnavailable
from models.place import Place
from models.travel import TravelTimes
from optimizer.travel.great_circle import EARTH_RADIUS_M, GreatCircleTable, unit_vectors_of
from optimizer.travel.speed import SpeedByHour

ALWAYS = SpeedByHour((0,), (1000,))
BEIJING = (39.9042, 116.4074)

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def table_of(*points: tuple[float, float], road_factor: float = 1.0) -> GreatCircleTable:
    """A table over (latitude, longitude) pairs; the car drives 36 km/h, 10 m/s."""
    places = [Place(latitude=latitude, longitude=longitude) for latitude, longitude in points]
    return GreatCircleTable(unit_vectors_of(places), road_factor, {"car": 36_000}, ALWAYS)


def test_the_earth_is_as_large_as_geopys() -> None:
    assert pytest.approx(EARTH_RADIUS * 1000) == EARTH_RADIUS_M


@given(
    st.floats(-65, 65),
    longitudes,
    st.floats(-0.7, 0.7),
    st.floats(-1.5, 1.5),
    st.floats(1.0, 2.0),
)
@example(39.9042, 116.4074, 0.0, 0.0, 1.3)
@example(39.9042, 116.4074, 1e-5, 0.0, 1.3)
@example(0.0, 179.5, 0.0, 1.0, 1.3)
def test_city_distances_are_geopys_to_a_metre(
    latitude: float, longitude: float, north: float, east: float, road_factor: float
) -> None:
    beyond_the_date_line = (longitude + east + 180.0) % 360.0 - 180.0
    here, there = (latitude, longitude), (latitude + north, beyond_the_date_line)
    table = table_of(here, there, road_factor=road_factor)
    assert abs(table.distance_m(0, 1) - road_factor * great_circle(here, there).m) <= 1.0


@given(latitudes, longitudes, latitudes, longitudes)
@example(0.0, 0.0, 0.0, 180.0)
@example(90.0, 0.0, -90.0, 0.0)
@example(48.0, 11.0, -48.0, -169.0)
def test_any_distance_on_earth_is_geopys_to_a_metre(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> None:
    here, there = (latitude, longitude), (other_latitude, other_longitude)
    assert abs(table_of(here, there).distance_m(0, 1) - great_circle(here, there).m) <= 1.0


@given(st.lists(st.tuples(latitudes, longitudes), min_size=1, max_size=6), st.floats(1.0, 5.0))
def test_arrays_equal_scalars_to_the_integer(
    points: list[tuple[float, float]], road_factor: float
) -> None:
    table = table_of(*points, road_factor=road_factor)
    durations_s, distances_m = table.full("car")
    n = len(points)
    assert distances_m.tolist() == [[table.distance_m(i, j) for j in range(n)] for i in range(n)]
    assert durations_s.tolist() == [[table.base_s("car", i, j) for j in range(n)] for i in range(n)]
    assert durations_s.dtype == distances_m.dtype == np.int32
    assert durations_s.flags.c_contiguous
    assert distances_m.flags.c_contiguous


@given(latitudes, longitudes, latitudes, longitudes)
def test_there_is_as_far_as_back(a: float, b: float, c: float, d: float) -> None:
    table = table_of((a, b), (c, d))
    assert table.distance_m(0, 1) == table.distance_m(1, 0)


@given(latitudes, longitudes)
def test_the_same_place_is_reached_at_once(latitude: float, longitude: float) -> None:
    table = table_of((latitude, longitude), (latitude, longitude))
    assert table.distance_m(0, 1) == 0
    assert table.arrive("car", 0, 1, 77) == 77


def test_seconds_are_metres_at_the_reference_speed_rounded_up() -> None:
    # 0.01 degrees north: 6,371,009 m * pi / 18000 = 1111.95 m, 1112 m; at 10 m/s 111.2 s.
    table: TravelTimes = table_of(BEIJING, (BEIJING[0] + 0.01, BEIJING[1]))
    assert table.distance_m(0, 1) == 1112
    assert table.arrive("car", 0, 1, 0) == 112
    assert table.depart_by("car", 0, 1, 112) == 0
    assert table.depart_from("car", 0, 1, 112) == 0


def test_an_unknown_profile_is_named() -> None:
    table = table_of(BEIJING)
    with pytest.raises(TravelUnavailable, match="'lorry'"):
        table.arrive("lorry", 0, 0, 0)
    with pytest.raises(TravelUnavailable, match="'lorry'"):
        table.full("lorry")


def test_a_place_without_coordinates_has_no_vector() -> None:
    with pytest.raises(ValueError, match="Nowhere"):
        unit_vectors_of([Place(address="Nowhere")])


def test_no_places_make_an_empty_table() -> None:
    durations_s, distances_m = table_of().full("car")
    assert durations_s.shape == distances_m.shape == (0, 0)


@given(
    st.lists(st.integers(50, 1000), min_size=24, max_size=24),
    st.floats(39, 41),
    st.floats(115, 117),
    st.integers(0, 86_400),
    st.integers(0, 7200),
)
def test_leaving_later_never_arrives_earlier_along_the_great_circle(
    permille: list[int], latitude: float, longitude: float, depart_s: int, later_s: int
) -> None:
    places = [Place(latitude=a, longitude=b) for a, b in (BEIJING, (latitude, longitude))]
    speed = SpeedByHour.of_day(CLOCK, DAY, permille)
    table = GreatCircleTable(unit_vectors_of(places), 1.3, {"car": 40_000}, speed)
    arrive_s = table.arrive("car", 0, 1, depart_s)
    assert arrive_s <= table.arrive("car", 0, 1, depart_s + later_s)
    assert table.arrive("car", 0, 1, table.depart_by("car", 0, 1, arrive_s)) <= arrive_s
    assert table.arrive("car", 0, 1, table.depart_from("car", 0, 1, arrive_s)) >= arrive_s


def test_four_million_legs_take_less_than_two_seconds() -> None:
    rng = np.random.default_rng(7)
    points = rng.uniform((30.0, 120.0), (32.0, 122.0), (2000, 2))
    table = table_of(*((float(latitude), float(longitude)) for latitude, longitude in points))
    started = time.perf_counter()
    table.full("car")
    assert time.perf_counter() - started < 2.0
