"""Speeds by hour: exact, FIFO, and right across changes of the clock."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.travel import CLOCK, DAY, drive_second_by_second, local

from models.clock import Clock
from models.scenario import Horizon
from optimizer.travel.hours import local_hours
from optimizer.travel.speed import SpeedByHour

HOUR = 3600


def speeds(starts: tuple[int, ...], permille: tuple[int, ...], second: int) -> int:
    """The speed at a second, found by walking through the buckets."""
    found = permille[0]
    for start, speed in zip(starts, permille, strict=True):
        if start <= second:
            found = speed
    return found


@st.composite
def short_days(draw: st.DrawFn) -> SpeedByHour:
    """A few buckets of a few seconds or minutes, so that legs cross several of them."""
    lengths = draw(st.lists(st.integers(1, 90), min_size=0, max_size=5))
    first = draw(st.integers(-50, 50))
    starts = [first]
    for length in lengths:
        starts.append(starts[-1] + length)
    permille = draw(st.lists(st.integers(50, 2000), min_size=len(starts), max_size=len(starts)))
    return SpeedByHour(tuple(starts), tuple(permille))


@given(short_days(), st.integers(0, 40), st.integers(-200, 400))
def test_arrive_equals_driving_second_by_second(
    speed: SpeedByHour, base_s: int, depart_s: int
) -> None:
    assert speed.arrive(base_s, depart_s) == drive_second_by_second(
        lambda second: speeds(speed.starts, speed.speeds, second), 1000 * base_s, depart_s
    )


@given(short_days(), st.integers(0, 40), st.integers(-200, 400))
def test_depart_by_is_the_last_departure_that_arrives_in_time(
    speed: SpeedByHour, base_s: int, arrive_s: int
) -> None:
    latest = speed.depart_by(base_s, arrive_s)
    assert speed.arrive(base_s, latest) <= arrive_s < speed.arrive(base_s, latest + 1)


@given(short_days(), st.integers(0, 40), st.integers(-200, 400))
def test_depart_from_is_the_first_departure_that_does_not_arrive_before(
    speed: SpeedByHour, base_s: int, arrive_s: int
) -> None:
    earliest = speed.depart_from(base_s, arrive_s)
    assert speed.arrive(base_s, earliest - 1) < arrive_s <= speed.arrive(base_s, earliest)


@given(
    st.lists(st.integers(50, 1000), min_size=24, max_size=24),
    st.integers(0, 4 * HOUR),
    st.integers(-3 * 86_400, 3 * 86_400),
    st.integers(0, 2 * HOUR),
)
def test_leaving_later_never_arrives_earlier(
    permille: list[int], base_s: int, depart_s: int, later_s: int
) -> None:
    speed = SpeedByHour.of_day(CLOCK, DAY, permille)
    assert speed.arrive(base_s, depart_s) <= speed.arrive(base_s, depart_s + later_s)


def test_a_leg_across_a_full_hour_drives_each_part_at_its_speed() -> None:
    permille = [1000] * 8 + [500] + [1000] * 15
    speed = SpeedByHour.of_day(CLOCK, DAY, permille)
    # Left at 7:50: 600 s at full speed leave 600 s of base time for after 8:00, at half the
    # speed 1200 s: arrival at 8:20.
    assert speed.arrive(1200, 7 * HOUR + 3000) == 8 * HOUR + 1200
    assert speed.depart_by(1200, 8 * HOUR + 1200) == 7 * HOUR + 3000
    assert speed.depart_from(1200, 8 * HOUR + 1200) == 7 * HOUR + 2999 + 1


def test_a_leg_that_takes_no_time_arrives_when_it_leaves() -> None:
    speed = SpeedByHour.of_day(CLOCK, DAY, list(range(100, 124)))
    assert speed.arrive(0, 3 * HOUR) == 3 * HOUR
    assert speed.depart_by(0, 3 * HOUR) == 3 * HOUR
    assert speed.depart_from(0, 3 * HOUR) == 3 * HOUR


def test_the_same_speed_all_day_is_one_bucket() -> None:
    speed = SpeedByHour.of_day(CLOCK, DAY, [1000] * 24)
    assert speed.speeds == (1000,)
    assert speed.arrive(600, -(10**7)) == -(10**7) + 600
    assert speed.arrive(600, 10**7) == 10**7 + 600


def test_neighbouring_hours_of_one_speed_are_merged() -> None:
    speed = SpeedByHour.of_day(CLOCK, DAY, [1000] * 7 + [500] * 2 + [1000] * 15)
    # Day before, day, day after; the peak lasts from 7:00 to 9:00 in each.
    peaks = [day + 7 * HOUR for day in (-86_400, 0, 86_400)]
    bounds = [bound for peak in peaks for bound in (peak, peak + 2 * HOUR)]
    assert speed.starts == (-86_400, *bounds)
    assert speed.speeds == (1000, 500, 1000, 500, 1000, 500, 1000)


def test_the_arrays_for_the_core_are_typed_and_cannot_be_written_to() -> None:
    speed = SpeedByHour.of_day(CLOCK, DAY, [1000] * 7 + [500] * 2 + [1000] * 15)
    assert speed.boundaries_s.dtype == np.int64
    assert speed.permille.dtype == np.int32
    assert tuple(speed.boundaries_s) == speed.starts
    with pytest.raises(ValueError, match="read-only"):
        speed.permille[0] = 1


def hours_at(zone: str, start: datetime, end: datetime) -> dict[int, int]:
    """Local hours by start second, from the start of the horizon to its end."""
    clock = Clock(zone, start)
    hours = local_hours(clock, Horizon(start=start, end=end))
    pairs = dict(zip(hours.starts_s, hours.hour, strict=True))
    return {at: hour for at, hour in pairs.items() if 0 <= at < clock.seconds(end)}


def test_a_day_of_23_hours_leaves_one_hour_out() -> None:
    # New York, 8 March 2026: at 2:00 the clock is put forward to 3:00.
    hours = hours_at("America/New_York", local("2026-03-08"), local("2026-03-09"))
    assert list(hours.values()) == [0, 1, *range(3, 24)]
    assert list(hours) == [HOUR * number for number in range(23)]


def test_a_day_of_25_hours_has_its_second_hour_twice() -> None:
    # New York, 1 November 2026: at 2:00 the clock is put back to 1:00.
    hours = hours_at("America/New_York", local("2026-11-01"), local("2026-11-02"))
    assert list(hours.values()) == list(range(24))
    assert hours[HOUR] == 1
    assert hours[3 * HOUR] == 2


def test_a_clock_put_back_by_half_an_hour_makes_one_hour_longer() -> None:
    # Lord Howe, 5 April 2026: at 2:00 (+11) the clock is put back to 1:30 (+10:30).
    hours = hours_at("Australia/Lord_Howe", local("2026-04-05"), local("2026-04-06"))
    assert [(at, hour) for at, hour in hours.items() if hour in (1, 2)] == [
        (HOUR, 1),
        (2 * HOUR + 1800, 2),
    ]


def test_a_clock_put_back_a_minute_past_the_hour_changes_the_hour_then() -> None:
    # St. John's, 29 October 2006: at 0:01 the clock was put back to 23:01 of the day before.
    hours = hours_at("America/St_Johns", local("2006-10-29"), local("2006-10-29T03:00"))
    assert list(hours.items())[:4] == [(0, 0), (60, 23), (HOUR, 0), (2 * HOUR, 1)]


def test_a_zone_of_half_hours_has_its_boundaries_on_its_own_full_hours() -> None:
    start = local("2026-03-09T00:00:00+00:00")  # 5:30 in Kolkata
    hours = hours_at("Asia/Kolkata", start, local("2026-03-09T03:00:00+00:00"))
    assert hours == {1800: 6, 1800 + HOUR: 7, 1800 + 2 * HOUR: 8}


@given(st.integers(-90_000, 2 * 86_400 + 90_000))
def test_every_second_lies_in_the_bucket_of_its_local_hour(second: int) -> None:
    start = local("2026-10-31T17:42:13.500000")
    clock = Clock("America/New_York", start)
    hours = local_hours(clock, Horizon(start=start, end=local("2026-11-02")))
    covered = min(max(second, hours.starts_s[0]), clock.seconds(local("2026-11-03")) - 1)
    assert speeds(hours.starts_s, hours.hour, covered) == clock.moment(covered).hour


@pytest.mark.parametrize("permille", [[1000] * 23, [1000] * 25, [1000] * 23 + [0]])
def test_a_day_that_does_not_have_24_speeds_is_refused(permille: list[int]) -> None:
    with pytest.raises(ValueError, match="24 speeds"):
        SpeedByHour.of_day(CLOCK, DAY, permille)
