"""Rules about when things happen: windows, told appointments, the early band, shifts."""

from __future__ import annotations

import pytest
from support.audited_day import MINUTE, SCENARIO, TRAVEL, clock, span
from support.audited_plan import PLAN
from support.auditing import (
    FREE,
    HOMEWARD,
    PUMP,
    TOLD,
    VISIT,
    codes,
    if_plan_says,
    if_scenario_says,
)
from support.changing import changed

from models.base import Text
from models.job import SkillNeed, Window
from models.policy import EarlyBand


def _windows(*spans: tuple[str, str]) -> tuple[Window, ...]:
    return tuple(Window(start=clock(first), end=clock(last)) for first, last in spans)


# windows


@pytest.mark.parametrize(
    ("promised", "kept"),
    [
        ((("09:30:01", "17:00"),), False),
        ((("09:30", "17:00"),), True),
        ((("08:00", "09:29:59"),), False),
        ((("08:00", "09:30"),), True),
        ((("08:00", "09:00"), ("09:30", "09:30")), True),
        ((("08:00", "09:00"), ("10:00", "11:00")), False),
    ],
)
def test_the_work_starts_inside_a_window(promised: tuple[tuple[str, str]], kept: bool) -> None:
    # Bob's visit starts at 09:30.
    found = if_scenario_says("jobs[3].windows", _windows(*promised))
    assert ("plan-start-outside-windows" not in found) == kept


def test_a_told_appointment_may_be_late_until_its_window_ends() -> None:
    # Told 10:00, starts at 10:07.
    outside = "plan-start-outside-windows"
    assert outside not in if_scenario_says("jobs[1].windows", _windows(("09:30", "10:07")))
    assert outside in if_scenario_says("jobs[1].windows", _windows(("09:30", "10:06:59")))


def test_lateness_does_not_reach_into_the_next_window() -> None:
    two = _windows(("09:30", "10:00"), ("10:05", "11:00"))
    assert "plan-start-outside-windows" in if_scenario_says("jobs[1].windows", two)


def test_a_told_appointment_outside_all_windows_cannot_be_planned() -> None:
    late = _windows(("10:01", "11:00"))
    assert "plan-start-outside-windows" in if_scenario_says("jobs[1].windows", late)


def test_without_windows_any_time_of_the_horizon_will_do() -> None:
    outside = "plan-start-outside-windows"
    assert outside not in if_scenario_says("horizon.end", clock("09:30"))
    assert outside in if_scenario_says("horizon.end", clock("09:29:59"))


@pytest.mark.parametrize(
    ("path", "stated"),
    [
        (f"{PUMP}.window", None),
        (f"{PUMP}.window", span("09:00", "10:30")),
        (f"{FREE}.window", span("07:00", "07:30")),
        (f"{VISIT}.window", span("09:00", "10:00")),
    ],
)
def test_the_stated_window_is_the_one_that_is_kept(path: str, stated: object) -> None:
    assert if_plan_says(path, stated) == {"plan-window-misstated"}


# told_appointments


def test_a_told_appointment_stays_where_it_was() -> None:
    assert "plan-told-appointment-changed" in if_plan_says(f"{TOLD}.appointment", clock("10:01"))
    assert "plan-told-appointment-changed" in if_scenario_says(
        "jobs[1].appointment_told", clock("10:01")
    )


def test_what_was_told_and_what_was_chosen_is_not_mixed_up() -> None:
    assert if_plan_says(f"{TOLD}.told", False) == {"plan-told-appointment-changed"}
    assert if_plan_says(f"{PUMP}.told", True) == {"plan-told-appointment-changed"}


def test_lateness_is_true_to_the_second() -> None:
    assert "plan-lateness-misstated" in if_plan_says(f"{TOLD}.lateness_s", 12 * MINUTE - 1)
    assert "plan-lateness-misstated" in if_plan_says(f"{PUMP}.lateness_s", 1)


def test_lateness_needs_a_note() -> None:
    assert if_plan_says(f"{TOLD}.note", None) == {"plan-lateness-unexplained"}
    assert if_plan_says(f"{PUMP}.note", Text(en="dog", zh="狗")) == set()


# appointment_raster


def test_chosen_appointments_are_on_the_raster() -> None:
    # Chosen are 09:00, 11:30 and 09:30, and all can move by whole minutes.
    assert if_scenario_says("policy.appointment_raster_s", 60) == set()
    assert "plan-appointment-off-raster" not in if_scenario_says(
        "policy.appointment_raster_s", 1800
    )
    assert "plan-appointment-off-raster" in if_scenario_says("policy.appointment_raster_s", 3600)


def test_told_appointments_need_not_be_on_the_raster() -> None:
    whole_minutes = changed(SCENARIO, "policy.appointment_raster_s", 60)
    told = changed(whole_minutes, "jobs[1].appointment_told", clock("10:00:30"))
    plan = changed(PLAN, f"{TOLD}.appointment", clock("10:00:30"))
    assert "plan-appointment-off-raster" not in codes(told, plan)


def test_how_far_a_start_can_move_is_counted_from_raster_to_raster() -> None:
    # The visit to the pump could start until 09:48: with a raster of 5 minutes until 09:45.
    assert if_scenario_says("policy.appointment_raster_s", 300) == {"plan-movable-misstated"}


# early_band


@pytest.mark.parametrize(
    ("arrive", "kept"),
    [("11:19:59", False), ("11:20", True), ("11:25", True), ("11:25:01", False)],
)
def test_the_arrival_lies_in_the_early_band(arrive: str, kept: bool) -> None:
    # Free has its appointment at 11:30, the band is 5 to 10 minutes.
    found = if_plan_says(f"{FREE}.arrive", clock(arrive))
    assert ("plan-arrival-outside-band" not in found) == kept


def test_an_unlimited_band_knows_no_arrival_that_is_too_early() -> None:
    found = if_scenario_says("policy.early_band", EarlyBand(least_s=0, most_s=None))
    assert "plan-arrival-outside-band" not in found


def test_the_work_starts_at_the_appointment_or_on_a_late_arrival() -> None:
    wrong = "plan-start-not-appointment"
    assert wrong in if_plan_says(f"{PUMP}.appointment", clock("09:01"))
    assert wrong in if_plan_says(f"{TOLD}.start", clock("10:08"))
    assert wrong in if_plan_says(f"{TOLD}.start", clock("10:06"))


def test_the_time_at_the_door_is_the_time_between_arrival_and_start() -> None:
    assert if_plan_says(f"{PUMP}.early_s", 5 * MINUTE + 1) == {"plan-early-misstated"}
    assert if_plan_says(f"{TOLD}.early_s", 1) == {"plan-early-misstated"}


# durations


@pytest.mark.parametrize(
    ("path", "value", "true"),
    [
        ("jobs[0].duration_s", 3598, False),
        ("jobs[0].duration_s", 3601, False),
        ("jobs[3].duration_s", 3600, True),  # what the policy gives this kind anyway
        ("jobs[0].duration_by_level_s", {3: 1, 5: 1}, True),  # Ann is of level 4
        ("jobs[0].duration_by_level_s", {4: 3420}, True),
        ("jobs[0].duration_by_level_s", {4: 3421}, False),
        ("jobs[1].duration_by_level_s", {3: 1}, True),  # no skill needed, so no level either
        ("engineers[0].skills", {"washer": 3}, False),
        ("policy.duration_percent_by_level", {2: 110, 4: 96}, False),
    ],
)
def test_the_work_takes_what_the_engineers_level_gives(
    path: str, value: object, true: bool
) -> None:
    # Pump: 3600 s at 95 % = 3420 s. 3598 s give 341810 + 50 over 100 = 3418, 3601 s give 3421.
    assert ("plan-duration-misstated" not in if_scenario_says(path, value)) == true


def test_half_a_second_of_work_rounds_up() -> None:
    # 10 s at 95 % = 9.5 s: 10 s of work, so the visit ends at 09:00:10.
    scenario = changed(SCENARIO, "jobs[0].duration_s", 10)
    for finish, true in (("09:00:10", True), ("09:00:09", False)):
        found = codes(scenario, changed(PLAN, f"{PUMP}.finish", clock(finish)))
        assert ("plan-duration-misstated" not in found) == true


def test_the_lowest_level_of_several_skills_decides() -> None:
    # Bob at 1 in pumps: 60 min at 120 % are 72, not the 66 of his level 2 in washers.
    scenario = changed(SCENARIO, "engineers[1].skills", {"washer": 2, "pumps": 1})
    both = (SkillNeed(skill="washer"), SkillNeed(skill="pumps"))
    scenario = changed(scenario, "jobs[3].skills", both)
    assert "plan-duration-misstated" in codes(scenario)
    plan = changed(PLAN, f"{VISIT}.finish", clock("10:42"))
    assert "plan-duration-misstated" not in codes(scenario, plan)


# shifts


def test_a_route_ends_by_the_end_of_shift_and_overtime() -> None:
    # Ann is back at 12:00; her shift ends at 11:50 and she may work 20 minutes longer.
    after = "plan-route-after-shift"
    assert after not in if_scenario_says("engineers[0].overtime_max_s", 10 * MINUTE)
    assert after in if_scenario_says("engineers[0].overtime_max_s", 10 * MINUTE - 1)


def test_a_route_begins_no_earlier_than_its_shift() -> None:
    # Bob drives off at 09:00.
    early = "plan-route-before-shift"
    assert early in if_scenario_says("engineers[1].shifts[0].start", clock("09:00:01"))
    assert early in if_plan_says("routes[0].stops[1].start", clock("07:59"))


def test_the_start_is_stated_at_the_start_of_the_shift() -> None:
    start = "routes[0].stops[0]"
    plan = changed(
        PLAN,
        start,
        PLAN.routes[0]
        .stops[0]
        .model_copy(update=dict.fromkeys(("arrive", "start", "finish"), clock("08:05"))),
    )
    assert codes(plan=plan) == {"plan-route-before-shift"}


# travel_legs


@pytest.mark.parametrize("field", ["travel_s", "distance_m"])
@pytest.mark.parametrize("stop", [PUMP, TOLD, HOMEWARD])
def test_a_drive_takes_what_the_travel_times_say(stop: str, field: str) -> None:
    kind = "plan-travel-misstated" if field == "travel_s" else "plan-distance-misstated"
    assert kind in if_plan_says(f"{stop}.leg.{field}", 1)


def test_an_arrival_that_the_road_does_not_allow_is_reported() -> None:
    assert "plan-travel-misstated" in if_plan_says(f"{PUMP}.leg.arrive", clock("08:54"))
    assert TRAVEL.arrive("car", 0, 2, 0) == 20 * MINUTE


# continuity


def test_nobody_leaves_before_being_done() -> None:
    assert "plan-leaves-too-soon" in if_plan_says(f"{TOLD}.leg.depart", clock("09:56:59"))
    assert "plan-leaves-too-soon" in if_plan_says("routes[0].stops[0].finish", clock("08:25:01"))


def test_a_stop_begins_when_the_drive_to_it_ends() -> None:
    assert "plan-stop-backwards" in if_plan_says(f"{PUMP}.arrive", clock("08:54"))


@pytest.mark.parametrize(
    ("path", "moment"),
    [
        (f"{PUMP}.finish", "08:59"),
        ("routes[0].stops[1].finish", "08:24"),
        ("routes[0].stops[1].arrive", "08:20"),
        ("routes[0].stops[0].finish", "08:10"),
        (f"{HOMEWARD}.start", "12:01"),
        (f"{HOMEWARD}.finish", "12:01"),
    ],
)
def test_the_moments_of_a_stop_are_in_order(path: str, moment: str) -> None:
    assert "plan-stop-backwards" in if_plan_says(path, clock(moment))


def test_being_free_to_leave_is_the_end_of_the_visit_before() -> None:
    assert "plan-ready-misstated" in if_plan_says(f"{FREE}.leg.ready", clock("10:38"))
    assert "plan-ready-misstated" in if_plan_says(f"{HOMEWARD}.leg.ready", clock("11:44"))


def test_idle_time_is_stated_with_its_reason() -> None:
    assert if_plan_says(f"{FREE}.leg.idle_before_s", 1) == {"plan-idle-misstated"}
    assert if_plan_says(f"{FREE}.leg.idle_reason", None) == {"plan-idle-misstated"}
    assert if_plan_says(f"{TOLD}.leg.idle_reason", Text(en="tea", zh="茶")) == {
        "plan-idle-misstated"
    }
