"""The reference timeline: one hand-computed day, then every line of docs/timing.md."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest
from support.small_days import Day, at, day, engineer, job, no_band, sec, window
from support.travel_doubles import ConstantTravel

from models.engineer import Shift
from models.errors import RouteImpossible
from models.place import Place
from models.policy import EarlyBand, Policy
from models.timeline import Timeline

M = 60
NOTHING: Mapping[str, object] = MappingProxyType({})
# Minutes between start (0) and three customers; not symmetric, so that a swap shows.
TRAVEL = ConstantTravel(
    [
        [0 * M, 20 * M, 31 * M, 41 * M],
        [21 * M, 0 * M, 15 * M, 42 * M],
        [33 * M, 16 * M, 0 * M, 10 * M],
        [30 * M, 43 * M, 11 * M, 0 * M],
    ],
    [[0, 12_000, 1, 1], [1, 0, 7_000, 1], [1, 1, 0, 4_000], [15_500, 1, 1, 0]],
)


def three_jobs() -> Day:
    return day(
        TRAVEL,
        [
            job("a", 1, windows=(window("09:00", "10:00"),)),
            job("b", 2, windows=(window("09:45", "12:00"),)),
            job("c", 3, duration_s=45 * M),
        ],
    )


def one_job(engineer_fields: Mapping[str, object] = NOTHING, **fields: object) -> Day:
    return day(TRAVEL, [job("a", 1, **fields)], [engineer(**engineer_fields)])


def test_a_day_computed_by_hand() -> None:
    route = three_jobs().walk("a", "b", "c")
    a, b, c = route.stops

    # a: ready 08:00, there 08:20, door 5 min, so not before 08:25; the window opens 09:00.
    assert (a.start, a.finish, a.appointment) == (sec("09:00"), sec("09:30"), sec("09:00"))
    # Latest arrival 08:55, 20 min of driving: 08:35. First leg: as late as is safe.
    assert (a.latest_safe, a.depart, a.arrive) == (sec("08:35"), sec("08:35"), sec("08:55"))
    assert (a.earliest_useful, a.ready, a.slack_s) == (sec("08:30"), sec("08:00"), 35 * M)
    assert (a.early_s, a.travel_s, a.distance_m) == (5 * M, 20 * M, 12_000)
    assert a.window == (sec("09:00"), sec("10:00"))

    # b: leaves at 09:30, there 09:45, door 5 min: 09:50, inside the window. No slack.
    assert (b.ready, b.depart, b.arrive) == (sec("09:30"), sec("09:30"), sec("09:45"))
    assert (b.start, b.slack_s, b.early_s) == (sec("09:50"), 0, 5 * M)

    # c: leaves 10:20, there 10:30, works 10:35 to 11:20, promised nothing.
    assert (c.arrive, c.start, c.finish, c.window) == (
        sec("10:30"), sec("10:35"), sec("11:20"), None,
    )  # fmt: skip

    # Home: 30 min. It could leave by 16:30.
    final = route.final_leg
    assert (final.ready, final.depart, final.arrive) == (
        sec("11:20"), sec("11:20"), sec("11:50"),
    )  # fmt: skip
    assert (final.latest_safe, final.slack_s) == (sec("16:30"), sec("16:30") - sec("11:20"))

    # 20 + 15 + 10 + 30 min; 30 + 30 + 45 min; 08:35 to 11:50 is 195 min, 15 of them at doors.
    assert (route.begin, route.end, route.collection) == (sec("08:35"), sec("11:50"), None)
    assert (route.travel_s, route.service_s, route.waiting_s) == (75 * M, 105 * M, 15 * M)
    assert route.distance_m == 12_000 + 7_000 + 4_000 + 15_500
    assert (route.overtime_s, route.lateness_s, route.handling_s) == (0, 0, 0)
    assert route.legs == (a, b, c, final)


def test_a_start_can_move_until_a_later_promise_or_the_shift_would_break() -> None:
    a, b, c = three_jobs().walk("a", "b", "c").stops
    # c must leave at 16:30, so start by 15:45: 310 min after 10:35.
    assert c.movable_s == 310 * M
    # b must leave by 15:45 - 5 - 10 = 15:30, start by 15:00, but its window ends at 12:00.
    assert b.movable_s == (12 * 60 - 590) * M
    # a must leave by 12:00 - 5 - 15 = 11:40, start by 11:10, but its window ends at 10:00.
    assert a.movable_s == 60 * M


def test_a_start_can_move_into_a_later_window() -> None:
    two = one_job(windows=(window("09:00", "10:00"), window("14:00", "15:00")))
    # Home by 17:00 allows a start until 16:09; the second window ends at 15:00.
    assert two.walk("a").stops[0].movable_s == 6 * 60 * M


def test_idle_time_before_a_later_leg_is_spent_at_the_previous_customer() -> None:
    b = (
        day(TRAVEL, [job("a", 1), job("b", 2, windows=(window("11:00", "12:00"),))])
        .walk("a", "b")
        .stops[1]
    )
    # a: there 08:20, works 08:25 to 08:55. b: arrival at the beginning of the band, 10:50.
    assert (b.ready, b.earliest_useful, b.depart) == (sec("08:55"), sec("10:35"), sec("10:35"))
    assert (b.arrive, b.early_s, b.latest_safe) == (sec("10:50"), 10 * M, sec("10:40"))
    assert b.slack_s == sec("10:40") - sec("08:55")


def test_without_a_band_work_starts_on_arrival_or_when_the_window_opens() -> None:
    route = day(
        TRAVEL,
        [job("a", 1), job("b", 2, windows=(window("11:00", "12:00"),))],
        policy=no_band(),
    ).walk("a", "b")
    a, b = route.stops
    assert (a.arrive, a.start, a.early_s) == (sec("08:20"), sec("08:20"), 0)
    # No band means no reason to wait anywhere but at the door: leaves when ready.
    assert (b.depart, b.arrive, b.start) == (sec("08:50"), sec("09:05"), sec("11:00"))
    assert b.earliest_useful == b.ready
    assert route.waiting_s == b.early_s == sec("11:00") - sec("09:05")


def test_work_may_start_at_the_very_end_of_a_window_and_not_a_second_later() -> None:
    # There 08:20, door until 08:25.
    assert one_job(windows=(window("08:00", "08:25"),)).walk("a").stops[0].start == sec("08:25")
    with pytest.raises(RouteImpossible) as refused:
        one_job(windows=(window("08:00", "08:24:59"),)).walk("a")
    assert refused.value.job_id == "a"
    assert "job a" in str(refused.value).lower()


def test_a_window_may_be_a_single_second() -> None:
    assert one_job(windows=(window("09:00", "09:00"),)).walk("a").stops[0].start == sec("09:00")


def test_a_window_that_ends_before_it_starts_offers_no_start() -> None:
    with pytest.raises(RouteImpossible, match="Job a"):
        one_job(windows=(window("10:00", "09:00"),)).walk("a")


def test_the_first_of_several_windows_that_can_be_kept_is_taken_in_whatever_order_given() -> None:
    stop = (
        one_job(
            windows=(window("15:00", "16:00"), window("08:00", "08:10"), window("10:00", "11:00"))
        )
        .walk("a")
        .stops[0]
    )
    assert (stop.start, stop.window) == (sec("10:00"), (sec("10:00"), sec("11:00")))


def test_windows_over_two_days_are_kept_by_the_shift_of_either_day() -> None:
    two_days = day(
        TRAVEL,
        [job("a", 1, windows=(window("08:00", "09:00", day=1), window("08:30", "09:00")))],
        [engineer(shifts=tuple(Shift(start=at("08:00", d), end=at("17:00", d)) for d in (0, 1)))],
        days=2,
    )
    assert two_days.walk("a", shift=0).stops[0].start == sec("08:30")
    assert two_days.walk("a", shift=1).stops[0].start == sec("08:25", day=1)
    # On the first day the start could move only within that day: the shift ends before the next.
    assert two_days.walk("a", shift=0).stops[0].movable_s == 30 * M


def test_a_job_without_windows_must_start_inside_the_horizon() -> None:
    late = {"shifts": (Shift(start=at("23:30"), end=at("04:00", day=1)),)}
    # There 23:50, start 23:55, home 00:46 of the next day: the start counts, not the end.
    assert one_job(late).walk("a").stops[0].start == sec("23:55")
    too_late = {"shifts": (Shift(start=at("23:36"), end=at("04:00", day=1)),)}
    with pytest.raises(RouteImpossible, match="Job a"):
        one_job(too_late).walk("a")


def told(moment: str, **fields: object) -> Timeline:
    return one_job({}, appointment_told=at(moment), **fields).walk("a")


def test_a_told_appointment_that_can_be_met_is_like_a_chosen_one() -> None:
    stop = told("09:10", windows=(window("09:00", "10:00"),)).stops[0]
    assert (stop.told, stop.appointment, stop.start) == (True, sec("09:10"), sec("09:10"))
    assert (stop.depart, stop.arrive, stop.lateness_s) == (sec("08:45"), sec("09:05"), 0)
    assert stop.window == (sec("09:00"), sec("10:00"))
    # It may be started until the window ends.
    assert stop.movable_s == 50 * M


def test_a_told_appointment_met_after_the_band_starts_on_time_and_counts_the_lateness() -> None:
    # There at 08:20 at the earliest; the band ends at 08:17.
    stop = told("08:22").stops[0]
    assert (stop.arrive, stop.start, stop.early_s) == (sec("08:20"), sec("08:22"), 2 * M)
    assert (stop.lateness_s, stop.latest_safe) == (3 * M, sec("07:57"))
    assert (stop.depart, stop.earliest_useful, stop.slack_s) == (sec("08:00"), sec("08:00"), -3 * M)


def test_work_starts_on_arrival_where_a_told_appointment_has_passed() -> None:
    route = told("08:10", windows=(window("08:00", "08:20"),))
    stop = route.stops[0]
    assert (stop.appointment, stop.start, stop.early_s) == (sec("08:10"), sec("08:20"), 0)
    assert stop.lateness_s == route.lateness_s == 15 * M  # 08:20 against 08:05


def test_a_told_appointment_cannot_be_met_after_its_window() -> None:
    with pytest.raises(RouteImpossible, match="Job a"):
        told("08:10", windows=(window("08:00", "08:19"), window("09:00", "10:00")))


def test_an_appointment_told_for_the_last_second_of_the_horizon_can_be_met() -> None:
    night = {"shifts": (Shift(start=at("20:00"), end=at("04:00", day=1)),)}
    stop = one_job(night, appointment_told=at("00:00", day=1)).walk("a").stops[0]
    assert stop.start == sec("24:00")
    with pytest.raises(RouteImpossible, match="Job a"):
        one_job(night, appointment_told=at("00:00:01", day=1)).walk("a")


def test_a_told_appointment_outside_all_windows_has_no_possible_start() -> None:
    with pytest.raises(RouteImpossible, match="Job a"):
        told("08:50", windows=(window("09:00", "10:00"),))


def test_a_told_appointment_in_two_windows_may_be_met_until_the_later_end() -> None:
    stop = told("08:10", windows=(window("08:00", "08:12"), window("08:05", "08:30"))).stops[0]
    assert (stop.start, stop.window) == (sec("08:20"), (sec("08:05"), sec("08:30")))


def test_an_early_told_appointment_is_not_reached_before_the_band_from_a_later_leg() -> None:
    b = (
        day(TRAVEL, [job("a", 1), job("b", 2, appointment_told=at("12:00"))])
        .walk("a", "b")
        .stops[1]
    )
    assert (b.arrive, b.depart, b.early_s) == (sec("11:50"), sec("11:35"), 10 * M)


def test_returning_late_is_overtime_up_to_the_allowance() -> None:
    # Start 08:25, finish 08:55, home 09:16.
    short = (Shift(start=at("08:00"), end=at("09:00")),)
    assert one_job({"shifts": short, "overtime_max_s": 16 * M}).walk("a").overtime_s == 16 * M
    with pytest.raises(RouteImpossible) as refused:
        one_job({"shifts": short, "overtime_max_s": 16 * M - 1}).walk("a")
    assert refused.value.job_id is None
    assert "1 s after" in str(refused.value)


def test_the_final_leg_may_use_the_overtime() -> None:
    route = one_job({"overtime_max_s": 3600}).walk("a")
    assert route.final_leg.latest_safe == sec("17:39")  # 18:00 less 21 min
    assert route.overtime_s == 0


def test_a_shift_may_end_somewhere_else_than_it_starts() -> None:
    away = engineer(end_place=Place(matrix_index=1))
    route = day(TRAVEL, [job("a", 2)], [away]).walk("a")
    assert route.final_leg.travel_s == 16 * M  # from place 2 to place 1


def test_the_band_is_the_policys() -> None:
    policy = Policy(early_band=EarlyBand(least_s=0, most_s=2 * M))
    b = (
        day(
            TRAVEL,
            [job("a", 1), job("b", 2, windows=(window("11:00", "12:00"),))],
            policy=policy,
        )
        .walk("a", "b")
        .stops[1]
    )
    assert (b.arrive, b.latest_safe) == (sec("10:58"), sec("10:45"))


def test_a_route_needs_a_visit() -> None:
    with pytest.raises(ValueError, match="at least one visit"):
        three_jobs().walk()


def test_a_job_whose_place_is_unknown_cannot_be_visited() -> None:
    with pytest.raises(RouteImpossible, match="not resolved") as refused:
        day(TRAVEL, [job("a", None)]).walk("a")
    assert refused.value.job_id == "a"


def test_a_shift_whose_start_is_unknown_cannot_be_driven() -> None:
    nowhere = engineer(start_place=None)
    with pytest.raises(RouteImpossible, match="engineer e1"):
        day(ConstantTravel([[0]]), [job("a", 0)], [nowhere]).walk("a")
