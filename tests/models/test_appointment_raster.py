"""Appointments that the plan chooses are on the raster of the policy; told ones stay as told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from support.small_days import Day, at, day, job, sec, window
from support.travel_doubles import ConstantTravel

from models.errors import RouteImpossible
from models.policy import Policy
from models.scenario import Horizon
from models.starts import Starts, possible_starts

M = 60
# From the start to a, from a to b, and back: nothing in whole minutes.
TRAVEL = ConstantTravel([[0, 1227, 1000], [1227, 0, 611], [1000, 611, 0]])


def every(raster_s: int) -> Policy:
    return Policy(appointment_raster_s=raster_s)


def one_job(raster_s: int, **fields: object) -> Day:
    return day(TRAVEL, [job("a", 1, **fields)], policy=every(raster_s))


def starts_of(the_day: Day) -> Starts:
    return possible_starts(the_day.scenario.jobs[0], the_day.scenario, the_day.clock)


def test_whole_minutes_are_the_default() -> None:
    assert Policy().appointment_raster_s == M


@pytest.mark.parametrize(
    ("raster_s", "start"),
    # There at 08:20:27, five minutes at the door: 08:25:27.
    [(1, "08:25:27"), (60, "08:26"), (300, "08:30"), (900, "08:30"), (3600, "09:00")],
)
def test_a_chosen_appointment_is_rounded_up(raster_s: int, start: str) -> None:
    stop = one_job(raster_s).walk("a").stops[0]
    assert stop.start == stop.appointment == sec(start)


def test_drives_and_departures_stay_in_seconds() -> None:
    stop = one_job(60).walk("a").stops[0]
    # At the door at 08:21, so leaving at 08:00:33 is the latest that is safe.
    assert (stop.latest_safe, stop.depart) == (sec("08:00:33"), sec("08:00:33"))
    assert (stop.arrive, stop.early_s, stop.travel_s) == (sec("08:21"), 5 * M, 1227)


def test_a_start_moves_from_raster_to_raster() -> None:
    # Home by 17:00, so the 30 min of work begin by 16:09:33: at 16:09.
    stop = one_job(60).walk("a").stops[0]
    assert stop.start + stop.movable_s == sec("16:09")


def test_a_told_appointment_stays_as_it_was_told() -> None:
    the_day = day(
        TRAVEL,
        [job("a", 1, appointment_told=at("08:31:17")), job("b", 2, appointment_told=at("09:00"))],
        policy=every(900),
    )
    a, b = the_day.walk("a", "b").stops
    assert (a.appointment, a.start) == (sec("08:31:17"), sec("08:31:17"))
    # From a at 09:01:17, 611 s: the work starts on arrival, at any second.
    assert (b.appointment, b.start) == (sec("09:00"), sec("09:11:28"))


def test_windows_that_open_between_two_moments_begin_with_the_next() -> None:
    spans = (window("09:00:30", "10:00:30"), window("11:00", "11:59:59"))
    starts = starts_of(one_job(300, windows=spans))
    assert starts.spans == ((sec("09:05"), sec("10:00")), (sec("11:00"), sec("11:55")))
    assert starts.next(sec("09:00:30")) == sec("09:05")
    assert starts.next(sec("10:00:01")) == sec("11:00")
    assert starts.next(sec("11:55:01")) is None
    assert starts.previous(sec("11:54:59")) == sec("11:50")
    assert starts.previous(sec("10:59:59")) == sec("10:00")
    assert starts.previous(sec("09:04:59")) is None


def test_a_window_between_two_moments_holds_no_start() -> None:
    the_day = one_job(900, windows=(window("09:01", "09:14"),))
    assert starts_of(the_day).spans == ()
    with pytest.raises(RouteImpossible):
        the_day.walk("a")


def test_a_horizon_that_starts_at_any_second_does_not_move_the_raster() -> None:
    the_day = day(
        TRAVEL,
        [job("a", 1)],
        policy=every(300),
        horizon=Horizon(start=at("06:20:30"), end=at("17:42")),
    )
    starts = starts_of(the_day)
    # 06:25 is 4 min 30 s after the start, 17:40 is 11 h 19 min 30 s after it.
    assert starts.spans == ((270, 40_770),)
    assert starts.next(271) == 570


@pytest.mark.parametrize(
    ("zone", "horizon_start"),
    [
        ("Asia/Kathmandu", datetime(2026, 3, 1, 18, 0, tzinfo=UTC)),  # 23:45 there
        ("Europe/Berlin", datetime(2026, 3, 29, tzinfo=ZoneInfo("Europe/Berlin"))),  # 23 hours
        ("America/New_York", datetime(2026, 11, 1, tzinfo=ZoneInfo("America/New_York"))),  # 25
    ],
)
def test_full_hours_are_those_of_the_local_clock(zone: str, horizon_start: datetime) -> None:
    the_day = day(
        TRAVEL,
        [job("a", 1)],
        policy=every(3600),
        time_zone=zone,
        horizon=Horizon(start=horizon_start, end=horizon_start + timedelta(days=2)),
    )
    starts = starts_of(the_day)
    for hour in range(40):
        start = starts.next(3600 * hour + 1)
        assert start is not None
        assert (the_day.clock.moment(start).minute, the_day.clock.moment(start).second) == (0, 0)
