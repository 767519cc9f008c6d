"""Routes through changing traffic and through changes of the clock."""

from __future__ import annotations

from datetime import datetime

import pytest
from support.small_days import MIDNIGHT, ZONE, Day, at, day, engineer, job, sec, window
from support.travel_doubles import ConstantTravel, SteppedTravel

from models.clock import Clock
from models.engineer import Shift
from models.job import Window
from models.scenario import Horizon

M = 60
HALF_SPEED_AT_NINE = [1000 if hour != 9 else 500 for hour in range(24)]
CLOCK = Clock(ZONE, MIDNIGHT)


def rush_hour() -> SteppedTravel:
    """10 minutes of driving at full speed; between 09:00 and 10:00 everything takes twice."""
    base = [[0, 10 * M], [10 * M, 0]]
    return SteppedTravel.by_hour(base, HALF_SPEED_AT_NINE, CLOCK, 86_400)


def test_the_departure_is_computed_backwards_through_the_hour_boundary() -> None:
    promised = day(rush_hour(), [job("a", 1, windows=(window("09:15", "09:30"),))])
    stop = promised.walk("a").stops[0]
    # At the door by 09:10: 10 min at half speed are 5 of the 10, the other 5 before 09:00.
    assert (stop.start, stop.latest_safe, stop.depart) == (sec("09:15"), sec("08:55"), sec("08:55"))
    assert (stop.arrive, stop.travel_s) == (sec("09:10"), 15 * M)
    # At the door from 09:05: 5 min at half speed are 2.5 of the 10, the other 7.5 before 09:00.
    assert stop.earliest_useful == sec("08:52:30")


def test_the_forward_pass_slows_down_at_the_boundary_too() -> None:
    late = engineer(shifts=(Shift(start=at("08:55"), end=at("12:00")),))
    stop = day(rush_hour(), [job("a", 1)], [late]).walk("a").stops[0]
    assert (stop.arrive, stop.start) == (sec("09:10"), sec("09:15"))


def test_stepping_out_of_the_horizon_goes_on_at_the_speed_of_its_first_and_last_hour() -> None:
    travel = SteppedTravel([[0, 10], [10, 0]], [500] * 20 + [2000] * 20)
    assert travel.depart_by("car", 0, 1, 0) == -20  # 20 s at half speed
    assert travel.arrive("car", 0, 1, 40) == 45  # 5 s at double speed


@pytest.mark.parametrize("moment", range(-5, 60))
def test_the_stepped_inverses_are_what_their_names_say(moment: int) -> None:
    travel = SteppedTravel([[0, 10], [10, 0]], [700, 3000, 100] * 7 + [1999] * 11)
    latest = max(t for t in range(-150, 80) if travel.arrive("car", 0, 1, t) <= moment)
    assert travel.depart_by("car", 0, 1, moment) == latest
    earliest = min(t for t in range(-150, 80) if travel.arrive("car", 0, 1, t) >= moment)
    assert travel.depart_from("car", 0, 1, moment) == earliest


def night(date: str) -> Day:
    """A shift from 00:00 to 08:00 in Berlin; a promise from 01:30 to 04:00, 20 min away."""
    midnight = datetime.fromisoformat(f"{date}T00:00")
    promise = Window(start=midnight.replace(hour=1, minute=30), end=midnight.replace(hour=4))
    shift = Shift(start=midnight, end=midnight.replace(hour=8))
    return day(
        ConstantTravel([[0, 20 * M], [20 * M, 0]]),
        [job("a", 1, windows=(promise,), duration_s=90 * M)],
        [engineer(shifts=(shift,))],
        time_zone="Europe/Berlin",
        horizon=Horizon(start=midnight, end=midnight.replace(hour=23)),
    )


def test_a_night_with_a_missing_hour_is_an_hour_shorter() -> None:
    route = night("2026-03-29").walk("a")  # 02:00 is followed by 03:00
    stop = route.stops[0]
    assert (stop.start, stop.finish) == (90 * M, 180 * M)
    # 04:00 local is only 3 hours after midnight, 08:00 only 7.
    assert (stop.movable_s, route.shift_end) == (90 * M, 7 * 3600)


def test_a_night_with_an_hour_twice_is_an_hour_longer() -> None:
    route = night("2026-10-25").walk("a")  # 03:00 is followed by 02:00
    assert route.stops[0].start == 90 * M
    # 04:00 local is 5 hours after midnight, 08:00 is 9.
    assert (route.stops[0].movable_s, route.shift_end) == (210 * M, 9 * 3600)
