"""The moments of a route, derived by hand on a road with places 10 apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from support.tiny_instances import job, problem, van

from benchmarks.instance import Break, Instance, Objective, Stop
from benchmarks.schedule import Schedule, Timekeeper
from benchmarks.tasks import Step, tasks_of
from benchmarks.travel import travel_table
from models.errors import RouteImpossible


def schedule(instance: Instance, stops: Sequence[int]) -> Schedule:
    tasks = tasks_of(instance)
    keeper = Timekeeper(instance, travel_table(instance))
    return keeper.schedule(instance.vehicles[0], [tasks[stop] for stop in stops])


def moments(timed: Schedule) -> list[tuple[int, int, int]]:
    return [(visit.arrival, visit.start, visit.finish) for visit in timed.visits]


def test_a_route_leaves_so_that_it_need_not_wait_at_its_first_stop() -> None:
    jobs = [job(1, 2, windows=((100, 200),)), job(2, 3, windows=((150, 200),))]
    timed = schedule(problem(jobs), [0, 1])
    # Place 2 is 20 away: 80 -> 100, work until 105, 10 to place 3, wait for 150, 30 back.
    assert timed.depart == 80
    assert moments(timed) == [(100, 100, 105), (115, 150, 155)]
    assert timed.finish == 185
    assert timed.travel == timed.leg_cost == 20 + 10 + 30


def test_where_the_duration_counts_it_leaves_as_late_as_it_is_back_no_later() -> None:
    jobs = [job(1, 2, windows=((100, 200),)), job(2, 3, windows=((150, 200),))]
    timed = schedule(problem(jobs, objective=Objective.DURATION), [0, 1])
    # The last job starts at 150 at the earliest; so leave place 2 at 140, start there at 135.
    assert timed.depart == 115
    assert moments(timed) == [(135, 135, 140), (150, 150, 155)]
    assert timed.finish == 185


def test_waiting_that_no_later_departure_avoids_stays() -> None:
    jobs = [job(1, 2, windows=((100, 110),)), job(2, 3, windows=((150, 200),))]
    timed = schedule(problem(jobs, objective=Objective.DURATION), [0, 1])
    # The first job must start by 110: 25 of the 35 of waiting remain.
    assert timed.depart == 90
    assert moments(timed) == [(110, 110, 115), (125, 150, 155)]


def test_work_starts_in_the_next_window_that_is_still_open() -> None:
    jobs = [job(1, 2, windows=((0, 10), (15, 18), (40, 50)))]
    # From 0 one is at place 2 at 20: too late for the first two windows.
    assert moments(schedule(problem(jobs), [0])) == [(40, 40, 45)]


def test_setup_is_worked_only_where_the_stop_before_is_elsewhere() -> None:
    jobs = [job(1, 0, setup=7), job(2, 2, setup=7), job(3, 2, setup=7)]
    timed = schedule(problem(jobs), [0, 1, 2])
    assert [visit.setup for visit in timed.visits] == [0, 7, 0]
    assert timed.finish == 5 + 20 + 7 + 5 + 5 + 20


def test_a_break_is_taken_where_the_vehicle_is_before_it_drives_on() -> None:
    breaks = (Break(9, ((40, 60),), 15),)
    jobs = [job(1, 2), job(2, 4)]
    timed = schedule(problem(jobs, [van(breaks=breaks)]), [0, 2, 1])
    # Done at 25; the break may not start before 40 and ends at 55; then 20 to place 4.
    assert [visit.task.step for visit in timed.visits] == [Step.JOB, Step.BREAK, Step.JOB]
    assert moments(timed) == [(20, 20, 25), (25, 40, 55), (75, 75, 80)]


def test_a_break_before_the_first_stop_is_taken_at_the_start() -> None:
    breaks = (Break(9, ((40, 60),), 15),)
    timed = schedule(problem([job(1, 2)], [van(breaks=breaks)]), [1, 0])
    assert timed.depart == 40
    assert moments(timed) == [(40, 40, 55), (75, 75, 80)]


def test_a_route_with_open_ends_takes_only_the_legs_between() -> None:
    jobs = [job(1, 9, windows=((30, 40),)), job(2, 7)]
    timed = schedule(problem(jobs, [van(start=None, end=None)]), [0, 1])
    assert (timed.depart, timed.finish, timed.travel) == (30, 60, 20)
    assert moments(timed) == [(30, 30, 35), (55, 55, 60)]


def test_goods_and_refills_take_their_time() -> None:
    instance = problem([job(1, 2, goods=Stop(5, ((60, 70),), 3), goods_id=4)])
    timed = schedule(instance, [1, 0])
    assert moments(timed) == [(60, 60, 63), (93, 93, 98)]
    refilled = problem([job(1, 2)], [van(refill=Stop(3, ((0, 500),), 2))])
    assert moments(schedule(refilled, [1, 0])) == [(30, 30, 32), (42, 42, 47)]


def test_what_cannot_be_kept_is_named() -> None:
    late = problem([job(1, 2), job(7, 9, windows=((0, 50),))])
    with pytest.raises(RouteImpossible, match="job 7 is reached too late"):
        schedule(late, [0, 1])
    with pytest.raises(RouteImpossible, match="vehicle 1 is not back"):
        schedule(problem([job(1, 9)], [van(window=(0, 184))]), [0])
    assert schedule(problem([job(1, 9)], [van(window=(0, 185))]), [0]).finish == 185


def test_a_leg_costs_what_the_file_says() -> None:
    instance = problem([job(1, 2)])
    costs = instance.durations["car"] + 3
    timed = schedule(problem([job(1, 2)], costs=costs), [0])
    assert (timed.travel, timed.leg_cost) == (40, 46)
