"""The chance to be on time, against numbers by hand and against throwing dice."""

from __future__ import annotations

import random

import pytest

from optimizer.chance import Expected, Moment, below, on_time_chances


def visit(depart_s: int, travel_s: int, appointment_s: int, work_s: float = 0) -> Expected:
    return Expected(depart_s, travel_s, appointment_s, work_s, 0.25 * work_s)


def test_the_first_visit_depends_on_its_drive_alone() -> None:
    # 1,000 s of driving with 10 % spread, 200 s before the appointment: two deviations.
    (chance,) = on_time_chances([visit(0, 1000, 1200)], 10)
    assert chance == pytest.approx(below(2.0))
    assert chance == pytest.approx(0.97725, abs=1e-5)


def test_without_spread_it_is_certain_either_way() -> None:
    assert list(on_time_chances([visit(0, 100, 100), visit(0, 100, 199)], 0)) == [1.0, 0.0]


def test_idle_time_absorbs_what_came_before() -> None:
    tight = [visit(0, 600, 900, 3600), visit(4500, 600, 5400)]
    idle = [tight[0], visit(9000, 600, 9900)]
    (_, hurried), (_, rested) = (list(on_time_chances(one, 15)) for one in (tight, idle))
    (alone,) = on_time_chances([visit(9000, 600, 9900)], 15)
    assert hurried < 0.8
    # A whole hour of idle time before the drive: as if nothing had been before.
    assert rested == pytest.approx(alone, abs=1e-4)


def test_a_late_begin_makes_the_first_visit_less_sure() -> None:
    (sure,) = on_time_chances([visit(1000, 600, 1900)], 15)
    (late,) = on_time_chances([visit(1000, 600, 1900)], 15, Moment(1300, 100.0**2))
    assert late < 0.6 < sure


@pytest.mark.parametrize(("mean", "spread", "planned"), [(0, 100, 50), (100, 30, 0), (-80, 60, 0)])
def test_the_later_of_a_moment_and_the_planned_one_has_the_mean_and_spread_of_dice(
    mean: float, spread: float, planned: float
) -> None:
    dice = random.Random(3)
    thrown = [max(planned, dice.gauss(mean, spread)) for _ in range(200_000)]
    average = sum(thrown) / len(thrown)
    variance = sum((one - average) ** 2 for one in thrown) / len(thrown)
    later = Moment(mean, spread * spread).later_of(planned)
    assert later.mean_s == pytest.approx(average, abs=0.01 * spread)
    assert later.variance == pytest.approx(variance, rel=0.03)


def test_a_route_is_close_to_living_it_many_times() -> None:
    """Normal drives and work as the model says; each customer waits for nobody but him."""
    route = [
        visit(0, 900, 1300, 3600),
        visit(4900, 700, 6000, 1800),
        visit(8400, 1200, 10_000, 5400),
        visit(15_400, 600, 16_300),
    ]
    dice, days = random.Random(8), 40_000
    in_time = [0] * len(route)
    for _ in range(days):
        ready = 0.0
        for number, one in enumerate(route):
            arrive = max(ready, one.depart_s) + dice.gauss(one.travel_s, 0.15 * one.travel_s)
            in_time[number] += arrive <= one.appointment_s
            ready = max(arrive, one.appointment_s) + dice.gauss(one.work_s, one.work_spread_s)
    for chance, count in zip(on_time_chances(route, 15), in_time, strict=True):
        assert chance == pytest.approx(count / days, abs=0.03)
