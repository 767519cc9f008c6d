"""Figures of merit of a plan."""

from __future__ import annotations

from support.small_days import at, day, engineer, job, no_band, window
from support.travel_doubles import ConstantTravel

from models.merit import merit_of
from models.scenario import SetAside

M = 60
TRAVEL = ConstantTravel([[0, 20 * M, 20 * M], [20 * M, 0, 10 * M], [20 * M, 10 * M, 0]])


def test_the_figures_of_a_day_computed_by_hand() -> None:
    the_day = day(
        TRAVEL,
        [
            job("a", 1, appointment_told=at("08:22"), priority=5),  # there 08:20: after the band
            job("b", 2, windows=(window("10:00", "11:00"),)),  # there at 09:50: in the band
            job("c", 1, appointment_told=at("08:00")),  # there 08:20: 20 min after the appointment
            job("d", 1),
        ],
        [engineer(), engineer(id="e2")],
        set_aside=(
            SetAside(kind="job", id="w", record={}, findings=()),
            SetAside(kind="job", id="x", record={}, findings=()),
            SetAside(kind="engineer", id="y", record={}, findings=()),
        ),
    )
    merit = merit_of(the_day.scenario, [the_day.walk("a", "b"), the_day.walk("c", engineer=1)])
    assert (merit.jobs, merit.served, merit.engineers_used) == (6, 3, 2)
    assert merit.served_by_priority == {5: 1, 1: 2}
    assert (merit.in_band, merit.not_late) == (1, 2)
    assert merit.travel_s == (20 + 10 + 20 + 20 + 20) * M
    assert merit.lateness_s == (3 + 25) * M  # against 08:17 and 07:55
    # a leaves at 08:00 where 07:57 was safe; c at 08:00 where 07:35 was.
    assert merit.smallest_slack_s == -25 * M
    # a's door 2 min; from 08:52 to 10:00 less 10 min of driving; c starts at once.
    assert merit.waiting_s == (2 + 58) * M
    assert merit.service_s == 90 * M


def test_without_a_band_every_arrival_before_the_start_is_in_it() -> None:
    the_day = day(TRAVEL, [job("a", 1, windows=(window("12:00", "13:00"),))], policy=no_band())
    assert merit_of(the_day.scenario, [the_day.walk("a")]).in_band == 1


def test_a_plan_of_nothing_has_no_smallest_slack() -> None:
    merit = merit_of(day(TRAVEL, [job("a", 0)]).scenario, [])
    assert (merit.jobs, merit.served, merit.smallest_slack_s) == (1, 0, None)


def test_an_engineer_with_two_shifts_is_used_once() -> None:
    two = engineer(shifts=engineer().shifts * 2)
    the_day = day(TRAVEL, [job("a", 1), job("b", 2)], [two])
    routes = [the_day.walk("a", shift=0), the_day.walk("b", shift=1)]
    assert merit_of(the_day.scenario, routes).engineers_used == 1
