"""Travel by matrix: one for all hours, or 24."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.travel import CLOCK, DAY, drive_second_by_second

from models.errors import TravelUnavailable
from models.travel import TravelTimes
from optimizer.travel.arrays import read_only
from optimizer.travel.hours import local_hours
from optimizer.travel.speed import SpeedByHour
from optimizer.travel.tables import HourlyMatrixTable, MatrixTravelTable

HOUR = 3600
HOURS = local_hours(CLOCK, DAY)


def matrix(seconds: int, **profiles: int) -> MatrixTravelTable:
    """Two places, the leg from 0 to 1 taking so long."""
    return MatrixTravelTable(read_only([[0, seconds], [1, 0]], np.int32), None, profiles)


def hourly(by_hour: list[int], percent: int = 100) -> HourlyMatrixTable:
    """Two places, the leg from 0 to 1 taking so long by hour."""
    legs = read_only([[[0, seconds], [seconds, 0]] for seconds in by_hour], np.int32)
    return HourlyMatrixTable(legs, None, {"car": percent}, HOURS)


def test_without_speeds_by_hour_the_matrix_holds_at_any_time() -> None:
    table: TravelTimes = matrix(700, car=100)
    assert table.arrive("car", 0, 1, 1000) == 1700
    assert table.depart_by("car", 0, 1, 1700) == 1000
    assert table.depart_from("car", 0, 1, 1700) == 1000
    assert table.arrive("car", 1, 0, 1000) == 1001
    assert table.distance_m(0, 1) == 0


def test_a_slower_profile_takes_longer_rounded_up_to_whole_seconds() -> None:
    # 701 s at 75 % are 934.67 s, at 200 % 350.5 s.
    table = matrix(701, van=75, motorbike=200)
    assert table.arrive("van", 0, 1, 0) == 935
    assert table.arrive("motorbike", 0, 1, 0) == 351
    assert table.base_matrix_s("van").tolist() == [[0, 935], [2, 0]]
    assert table.base_matrix_s("van").dtype == np.int32


def test_an_unknown_profile_is_named_with_those_that_are_known() -> None:
    with pytest.raises(TravelUnavailable, match=r"'lorry'.*car"):
        matrix(700, car=100).arrive("lorry", 0, 1, 0)


def test_speeds_by_hour_stretch_a_matrix() -> None:
    speed = SpeedByHour((0, HOUR), (500, 1000))
    table = MatrixTravelTable(read_only([[0, 1000], [0, 0]], np.int32), None, {"car": 100}, speed)
    # 600 s at half the speed do 300 s of the way, the other 700 s follow at full speed.
    assert table.arrive("car", 0, 1, 3000) == 4300
    assert table.depart_by("car", 0, 1, 4300) == 3000
    # One second earlier: 300.5 s and 699.5 s, rounded up to the same arrival. Two seconds: 4299.
    assert table.depart_from("car", 0, 1, 4300) == 2999


def test_distances_are_looked_up() -> None:
    seconds, metres = read_only([[0, 1], [1, 0]], np.int32), read_only([[0, 9], [8, 0]], np.int32)
    table = MatrixTravelTable(seconds, metres, {"car": 100})
    assert (table.distance_m(0, 1), table.distance_m(1, 0)) == (9, 8)
    assert (
        HourlyMatrixTable(
            read_only([seconds] * 24, np.int32), metres, {"car": 100}, HOURS
        ).distance_m(0, 1)
        == 9
    )


@pytest.mark.parametrize("shape", [(2, 3), (24, 2, 3), (2,)])
def test_a_table_is_not_made_of_arrays_that_do_not_fit(shape: tuple[int, ...]) -> None:
    array = read_only(np.zeros(shape), np.int32)
    with pytest.raises(ValueError, match="shape"):
        MatrixTravelTable(array, None, {"car": 100})
    with pytest.raises(ValueError, match="shape"):
        HourlyMatrixTable(array, None, {"car": 100}, HOURS)


def test_distances_of_another_size_are_refused() -> None:
    two, three = read_only(np.zeros((2, 2)), np.int32), read_only(np.zeros((3, 3)), np.int32)
    with pytest.raises(ValueError, match="distances_m"):
        MatrixTravelTable(two, three, {"car": 100})
    with pytest.raises(ValueError, match="distances_m"):
        HourlyMatrixTable(read_only([two] * 24, np.int32), three, {"car": 100}, HOURS)


def test_a_leg_within_one_hour_takes_what_that_hour_says() -> None:
    table = hourly([100 * (hour + 1) for hour in range(24)])
    assert table.arrive("car", 0, 1, 5 * HOUR) == 5 * HOUR + 600
    assert table.depart_by("car", 0, 1, 5 * HOUR + 600) == 5 * HOUR


@given(st.integers(1, 2**20))
def test_a_leg_that_is_equal_in_all_hours_takes_exactly_that(seconds: int) -> None:
    table = hourly([seconds] * 24)
    assert table.arrive("car", 0, 1, 100) == 100 + seconds


def test_a_leg_across_a_full_hour_is_driven_in_parts() -> None:
    table = hourly([1000] * 8 + [2000] + [1000] * 15)
    # 500 s before 8:00 do half the way, the other half takes 1000 s.
    assert table.arrive("car", 0, 1, 8 * HOUR - 500) == 8 * HOUR + 1000


def test_a_leg_of_no_time_in_any_hour_takes_no_time_in_all() -> None:
    table = hourly([1000] * 23 + [0])
    assert table.arrive("car", 0, 1, 5 * HOUR) == 5 * HOUR
    assert table.depart_from("car", 0, 1, 5 * HOUR) == 5 * HOUR


legs_by_hour = st.lists(st.integers(20, 400), min_size=24, max_size=24)
# Around 8:00 and 9:00, so that legs cross the full hour.
moments = st.integers(8 * HOUR - 500, 9 * HOUR + 100)


@given(legs_by_hour, st.sampled_from([60, 100, 250]), moments)
def test_24_matrices_equal_driving_second_by_second(
    by_hour: list[int], percent: int, depart_s: int
) -> None:
    def rate(second: int) -> int:
        seconds = -(-by_hour[CLOCK.moment(second).hour] * 100 // percent)
        return -(-(2**40) // seconds)

    table = hourly(by_hour, percent)
    assert table.arrive("car", 0, 1, depart_s) == drive_second_by_second(rate, 2**40, depart_s)


@given(legs_by_hour, moments, st.integers(0, 2 * HOUR))
def test_24_matrices_never_reward_leaving_later(
    by_hour: list[int], depart_s: int, later_s: int
) -> None:
    table = hourly(by_hour)
    assert table.arrive("car", 0, 1, depart_s) <= table.arrive("car", 0, 1, depart_s + later_s)


@given(legs_by_hour, moments)
def test_24_matrices_are_inverted_exactly(by_hour: list[int], arrive_s: int) -> None:
    table = hourly(by_hour)
    latest = table.depart_by("car", 0, 1, arrive_s)
    earliest = table.depart_from("car", 0, 1, arrive_s)
    assert table.arrive("car", 0, 1, latest) <= arrive_s < table.arrive("car", 0, 1, latest + 1)
    assert table.arrive("car", 0, 1, earliest - 1) < arrive_s <= table.arrive("car", 0, 1, earliest)


def test_the_hours_for_the_core_name_a_matrix_for_every_bucket() -> None:
    table = hourly([100] * 24)
    assert table.boundaries_s.dtype == np.int64
    assert table.hour_of_bucket.dtype == np.int32
    assert table.boundaries_s[:2].tolist() == [-86_400, -82_800]
    assert table.hour_of_bucket[:2].tolist() == [0, 1]
    assert table.durations_s.flags.c_contiguous
