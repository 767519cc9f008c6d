"""The ground of a city: rivers are crossed by bridges, and no detour is ever faster."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.city_map import BANK_M, CityMap, Rivers, coordinates, draw_map
from scenarios.dice import Dice, Whole

maps = st.builds(
    draw_map, jobs=st.sampled_from([10, 80, 700, 5000]), seed=st.integers(0, 999), rivers=st.just(2)
)


def points_of(ground: CityMap, count: int = 30) -> Whole:
    points, _ = ground.draw_points(Dice(1, "test"), count)
    return points


@given(maps)
def test_nobody_lives_in_a_river(ground: CityMap) -> None:
    across = ground.rivers.across(points_of(ground, 200))
    for offset in ground.rivers.offsets_m:
        # Two metres less: the push to the bank and the projection back are rounded down.
        assert np.abs(across - offset).min() >= BANK_M - 2


@given(maps)
def test_a_river_makes_no_way_shorter_and_none_on_one_bank_longer(ground: CityMap) -> None:
    points = points_of(ground)
    way = ground.straight_m(points, points)
    flown = np.linalg.norm(points[:, None] - points[None, :], axis=2)
    assert (way >= flown - 1e-6).all()
    side = ground.rivers.side(points)
    same = side[:, None] == side[None, :]
    assert way[same] == pytest.approx(flown[same])


@given(maps)
def test_the_way_over_two_rivers_is_the_best_choice_of_bridges(ground: CityMap) -> None:
    points = points_of(ground)
    way = ground.straight_m(points, points)
    side = ground.rivers.side(points)
    first, second = ground.rivers.bridge_points(0), ground.rivers.bridge_points(1)
    for i, j in zip(np.flatnonzero(side == 0), np.flatnonzero(side == 2), strict=False):
        by_hand = min(
            np.linalg.norm(points[i] - one)
            + np.linalg.norm(one - two)
            + np.linalg.norm(two - points[j])
            for one, two in product(first, second)
        )
        assert way[i, j] == pytest.approx(by_hand)
        assert way[j, i] == pytest.approx(by_hand)


def test_neighbours_across_the_water_drive_to_the_bridge_and_back() -> None:
    # A river along the x axis (normal 0, 1) with one bridge at x = -4000: from (0, 200) it is
    # sqrt(4000^2 + 200^2) = 4004.997 m to the bridge, and the same back to (0, -200).
    # In the river's own direction the bridge lies at +4000, as the direction points west.
    rivers = Rivers((0, 1, 1), (0,), ((4000,),))
    ground = CityMap(10_000, np.zeros((1, 2), int), np.ones(1, int), np.ones(1, int), rivers)
    assert rivers.bridge_points(0).tolist() == [[-4000.0, 0.0]]
    here, there = np.array([[0, 200]]), np.array([[0, -200]])
    way = ground.straight_m(here, there)
    assert way[0, 0] == pytest.approx(2 * 4004.997, abs=0.01)
    # 8009.99 m x 1.3 = 10,412.99 road metres, rounded up; at 467 m a minute 1337.9 s, rounded up,
    # and a minute for parking. Both ends are equally far from the centre: no inbound share.
    assert ground.road_m(way)[0, 0] == 10_413
    assert ground.travel_s(here, there, way)[0, 0] == 1338 + 60


@given(maps)
def test_no_detour_is_faster_than_the_way_itself(ground: CityMap) -> None:
    points = points_of(ground, 20)
    seconds = ground.travel_s(points, points, ground.straight_m(points, points))
    by_detour = (seconds[:, :, None] + seconds[None, :, :]).min(axis=1)
    np.fill_diagonal(by_detour, 60)
    assert (seconds <= by_detour).all()


def test_driving_into_the_centre_takes_a_little_longer_than_out_of_it() -> None:
    ground = draw_map(100, 1, 0)
    outside, centre = np.array([[9000, 0]]), np.array([[0, 0]])
    way = ground.straight_m(outside, centre)
    # 9000 m x 1.3 / 467 m a minute = 1503.2 s; 3 % more inbound, 3 % less outbound; rounded up.
    assert ground.travel_s(outside, centre, way)[0, 0] == 1549 + 60
    assert ground.travel_s(centre, outside, way.T)[0, 0] == 1459 + 60


def test_a_larger_city_has_more_ground() -> None:
    sides = [draw_map(jobs, 0, 0).side_m for jobs in (10, 55, 100, 1000, 100_000)]
    # 55 is half way from 10 (14 km) to 100 (25 km).
    assert sides == [14_000, 19_500, 25_000, 45_000, 90_000]


def test_places_have_the_coordinates_of_the_plane() -> None:
    # 111,195 m to the north is one degree.
    assert coordinates(np.array([[0, 111_195], [89_212, 0]])).tolist() == [
        [37.65, 117.1],
        [36.65, 118.1],
    ]
