"""Which windows are looked at: the raster of the local clock, also when clocks change."""

from __future__ import annotations

from datetime import date, datetime

from models.clock import Clock
from models.scenario import Horizon, Scenario
from models.slot import SlotQuestion
from optimizer.slot_windows import days_of_windows, inside


def scenario(start: str, end: str, zone: str = "Asia/Shanghai") -> tuple[Scenario, Clock]:
    found = Scenario(
        time_zone=zone,
        horizon=Horizon(start=datetime.fromisoformat(start), end=datetime.fromisoformat(end)),
    )
    return found, Clock.of(found)


def test_windows_begin_on_the_raster_and_end_in_time() -> None:
    of, clock = scenario("2026-03-02T00:00", "2026-03-04T00:00")
    question = SlotQuestion(days=3, length_s=7200, raster_s=3600, opens_s=8 * 3600 + 60)
    first, second, third = days_of_windows(question, of, clock)
    # From 9:00, the first full hour after 8:01, to 16:00-18:00.
    assert first.windows[0] == (9 * 3600, 11 * 3600)
    assert first.windows[-1] == (16 * 3600, 18 * 3600)
    assert len(first.windows) == 8
    assert second.windows == tuple((a + 86_400, b + 86_400) for a, b in first.windows)
    assert (third.day, third.is_planned, third.windows) == (date(2026, 3, 4), False, ())


def test_what_has_begun_or_ends_after_the_horizon_is_left_out() -> None:
    of, clock = scenario("2026-03-02T06:00", "2026-03-02T15:30")
    (day,) = days_of_windows(SlotQuestion(days=1), of, clock, clock.seconds(at("10:30")))
    # 11:00-13:00, 12:00-14:00 and 13:00-15:00, counted from 6:00.
    assert day.windows == ((18_000, 25_200), (21_600, 28_800), (25_200, 32_400))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02T{text}")


def test_a_day_that_is_over_is_not_planned_any_more() -> None:
    of, clock = scenario("2026-03-02T00:00", "2026-03-05T00:00")
    question = SlotQuestion(first_day=date(2026, 3, 2), days=2)
    now_s = clock.seconds(datetime.fromisoformat("2026-03-03T12:00"))
    assert [one.is_planned for one in days_of_windows(question, of, clock, now_s)] == [False, True]
    (today, *_) = days_of_windows(SlotQuestion(days=2), of, clock, now_s)
    assert today.day == date(2026, 3, 3)


def test_windows_stay_where_the_customer_reads_them_when_clocks_go_forward() -> None:
    # In Berlin 29 March 2026 has 23 hours: 8:00 is 7 hours after midnight.
    of, clock = scenario("2026-03-28T00:00", "2026-03-31T00:00", "Europe/Berlin")
    before, change, after = days_of_windows(SlotQuestion(days=3), of, clock)
    assert before.windows[0][0] == 8 * 3600
    assert change.windows[0][0] == 86_400 + 7 * 3600
    assert after.windows[0][0] == 86_400 + 23 * 3600 + 8 * 3600
    for day in (before, change, after):
        assert [clock.moment(first).hour for first, _ in day.windows] == list(range(8, 17))
        assert all(last - first == 7200 for first, last in day.windows)


def test_a_window_that_the_change_of_clocks_swallows_is_left_out() -> None:
    of, clock = scenario("2026-03-29T00:00", "2026-03-30T00:00", "Europe/Berlin")
    question = SlotQuestion(days=1, length_s=3600, opens_s=0, closes_s=6 * 3600)
    (day,) = days_of_windows(question, of, clock)
    # 2:00-3:00 does not exist; 1:00-2:00 ends when it is 3:00.
    assert [clock.moment(first).hour for first, _ in day.windows] == [0, 1, 3, 4, 5]


def test_the_customers_wishes_hold_the_whole_window() -> None:
    windows = ((0, 10), (5, 15), (10, 20))
    assert inside(windows, [(0, 14), (10, 30)]) == ((0, 10), (10, 20))
