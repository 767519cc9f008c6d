"""Time kept so that the next customer is met on time (docs/timing.md, "Reserves")."""

from __future__ import annotations

import math
import random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_days import day, engineer, job, sec, window
from support.travel_doubles import ConstantTravel

from models.job import SkillNeed
from models.policy import EarlyBand, Policy, Spread
from models.reserve import drive_reserve_s, planned_band, reserve_s
from models.told import as_told
from models.travel import MatrixTravel
from optimizer.solve import Budget, solve

P95 = Policy(on_time_probability=0.95)
MATRIX = tuple(tuple(600 * (a != b) for b in range(5)) for a in range(5))
TRAVEL = ConstantTravel(MATRIX)


def test_without_a_chance_asked_for_nothing_is_kept() -> None:
    assert reserve_s(job("a", 1), 3600, Policy()) == 0
    assert planned_band(Policy()) == EarlyBand()


def test_the_reserve_of_an_hour_is_the_quantile_less_the_minutes_at_the_door() -> None:
    # Work 3600 s +- 900 s and a drive of 900 s +- 135 s: together 4500 s +- 910 s, so
    # v = ln(1 + (910 / 4500)^2) = 0.0401. The 95 % quantile of that log-normal is
    # 4500 * exp(1.6449 * 0.2002 - 0.0200) = 6131 s, 1631 s more than the mean. The drive alone:
    # 900 * exp(1.6449 * 0.1492 - 0.0111) = 1138 s, 238 s more: at the door 300 + 238 = 538 s,
    # but a band to 600 s leaves 540 at most.
    assert drive_reserve_s(P95) == pytest.approx(238, abs=1)
    assert planned_band(P95).least_s == 300 + drive_reserve_s(P95)
    assert reserve_s(job("a", 1), 3600, P95) == pytest.approx(1631 - 538, abs=3)


def test_a_visit_of_a_quarter_of_an_hour_needs_little_more_than_the_minutes_at_the_door() -> None:
    assert reserve_s(job("a", 1), 900, P95) == 0


def test_a_job_with_a_spread_of_its_own_keeps_what_that_asks_for() -> None:
    sure = job("a", 1, duration_s=3600, duration_spread_s=60)
    wild = job("a", 1, duration_s=3600, duration_spread_s=2400)
    assert reserve_s(sure, 3600, P95) == 0
    assert reserve_s(wild, 3600, P95) > 2 * reserve_s(job("a", 1), 3600, P95)


def test_who_works_slower_keeps_more() -> None:
    spread = job("a", 1, duration_s=3600, duration_spread_s=900)
    assert reserve_s(spread, 4320, P95) > reserve_s(spread, 3600, P95)


def test_the_planned_band_is_never_empty_and_never_leaves_the_promised_one() -> None:
    for least_s, most_s in ((0, 60), (300, 600), (300, 360), (0, 3600)):
        policy = Policy(
            on_time_probability=0.99, early_band=EarlyBand(least_s=least_s, most_s=most_s)
        )
        band = planned_band(policy)
        assert least_s <= band.least_s <= most_s - 60
        assert band.most_s == most_s


@given(
    work_s=st.integers(600, 4 * 3600),
    chance=st.sampled_from([0.8, 0.9, 0.95]),
    percent=st.integers(5, 60),
)
def test_simulated_visits_are_on_time_as_often_as_was_asked(
    work_s: int, chance: float, percent: int
) -> None:
    # Two log-normal times drawn apart; their sum is close to the log-normal that is reckoned with.
    policy = Policy(on_time_probability=chance, spread=Spread(work_percent=percent))
    margin_s = reserve_s(job("a", 1), work_s, policy) + planned_band(policy).least_s
    dice = random.Random(work_s)

    def drawn(mean_s: int, share: float) -> float:
        variance = math.log(1 + share**2)
        return mean_s * dice.lognormvariate(-variance / 2, math.sqrt(variance))

    met = fmean(
        drawn(work_s, percent / 100) + drawn(900, 0.15) <= work_s + 900 + margin_s
        for _ in range(2000)
    )
    assert met >= chance - 0.03


def test_appointments_leave_room_for_the_reserve_and_the_plan_says_how_much() -> None:
    # Two visits of an hour, ten minutes apart, from 08:00: without reserves the second begins at
    # 08:10 + 00:05 + 01:00 + 00:10 + 00:05; with them both doors and the first visit are longer.
    jobs = [job(name, 1 + k, duration_s=3600) for k, name in enumerate("ab")]
    plain = day(TRAVEL, jobs).walk("a", "b")
    kept = day(TRAVEL, jobs, policy=P95).walk("a", "b")
    door_s = drive_reserve_s(P95)
    assert [stop.start for stop in plain.stops] == [sec("08:15"), sec("09:30")]
    assert kept.stops[0].start == sec("08:15") + door_s
    assert kept.stops[1].start == sec("09:30") + 2 * door_s + kept.stops[0].reserve_s
    assert kept.stops[0].reserve_s == reserve_s(jobs[0], 3600, P95)


def test_once_told_the_day_is_worked_out_with_means_and_nobody_is_late() -> None:
    skilled = (SkillNeed(skill="washer"),)
    jobs = [
        job(f"j{k}", 1 + k, duration_s=2700, skills=skilled, windows=(window("08:00", "17:00"),))
        for k in range(4)
    ]
    asked = day(TRAVEL, jobs, [engineer(skills={"washer": 2})], policy=P95).scenario
    asked = asked.model_copy(update={"travel": MatrixTravel(durations_s=MATRIX)})
    plan = solve(asked, Budget(iterations=200), threads=1)
    told = as_told(asked, plan)
    again = solve(told, Budget(iterations=1), threads=1, start=plan)
    assert again.merit.served == 4
    assert again.merit.lateness_s == 0
    assert all(stop.reserve_s == 0 for route in again.routes for stop in route.stops)
    assert any(stop.reserve_s for route in plan.routes for stop in route.stops)
