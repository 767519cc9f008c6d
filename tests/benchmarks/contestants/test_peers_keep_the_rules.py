"""Every peer is told every rule: no instance here is planned well by luck.

Places lie on a line, 10 apart: 0 is the base, 1 to 4 are jobs, and everybody has 1000 time units.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from benchmarks.contestants import (
    PEERS,
    CannotExpressError,
    Glimpse,
    Order,
    contestant,
)
from benchmarks.contestants.features import Feature, features
from benchmarks.contestants.matrices import capacities, require_memory, with_matrices
from benchmarks.contestants.weights import job_weights
from benchmarks.instance import Format, Instance, InstanceJob, Objective, Stop, Vehicle

LINE = np.abs(np.subtract.outer(np.arange(5), np.arange(5))).astype(np.int32) * 10
SETTINGS = [(name, setting) for name in PEERS for setting in contestant(name).SETTINGS]


def _job(number: int, **more: Any) -> InstanceJob:
    """Job 101 is at place 1, and so on; its work takes 5."""
    stop = Stop(number, windows=more.pop("windows", ()), service=5)
    return InstanceJob(id=100 + number, stop=stop, **{"priority": 1} | more)


def _vehicle(number: int, **more: Any) -> Vehicle:
    usual: dict[str, Any] = {"start": 0, "end": 0, "window": (0, 1000), "profile": "car"}
    return Vehicle(number, **usual | more)


def _instance(jobs: list[InstanceJob], vehicles: list[Vehicle], **more: Any) -> Instance:
    given = {"durations": {"car": LINE}} | more
    return Instance("line", Format.VROOM, Objective.TRAVEL, 1, jobs=tuple(jobs),
                    vehicles=tuple(vehicles), **given)  # fmt: skip


def _solve(instance: Instance, name: str, setting: str) -> dict[int, list[int]]:
    """Job ids of each vehicle that has a route."""
    told: list[Glimpse] = []
    seconds = 0.3
    order = Order(seconds, 1, 1, setting, time.perf_counter() + seconds)
    answer = contestant(name).solve(with_matrices(instance), order, told.append).answer
    for glimpse in told:
        assert glimpse.unserved <= len(instance.jobs)
    return {
        route["vehicle"]: [step["id"] for step in route["steps"] if step["type"] == "job"]
        for route in answer["routes"]
    }


def _solve_or_refuse(instance: Instance, name: str, setting: str) -> dict[int, list[int]] | None:
    """None where the setting would only repeat another one, as there are no skills."""
    if (name, setting) == ("pyvrp", "profiles") and not any(job.skills for job in instance.jobs):
        with pytest.raises(CannotExpressError, match="same as"):
            _solve(instance, name, setting)
        return None
    return _solve(instance, name, setting)


each_setting = pytest.mark.parametrize(("name", "setting"), SETTINGS)


@each_setting
def test_skills_decide_who_goes(name: str, setting: str) -> None:
    # Without skills one route of all four would be cheapest.
    jobs = [_job(1, skills=frozenset({7})), _job(2), _job(3, skills=frozenset({8})), _job(4)]
    vehicles = [_vehicle(1, skills=frozenset({7})), _vehicle(2, skills=frozenset({8}))]
    found = _solve(_instance(jobs, vehicles), name, setting)
    assert 101 in found[1]
    assert 103 in found[2]
    assert sorted(found[1] + found[2]) == [101, 102, 103, 104]


@each_setting
def test_a_job_that_nobody_can_do_is_left_out(name: str, setting: str) -> None:
    jobs = [_job(1, skills=frozenset({7})), _job(2, skills=frozenset({9})), _job(3)]
    found = _solve(_instance(jobs, [_vehicle(1, skills=frozenset({7}))]), name, setting)
    assert sorted(found[1]) == [101, 103]


@each_setting
def test_the_most_important_jobs_are_served(name: str, setting: str) -> None:
    # All three are at place 1, and a shift of 30 has room for one: 10 there, 10 of work, 10 back.
    jobs = [
        InstanceJob(id=number, stop=Stop(1, service=10), priority=priority)
        for number, priority in ((1, 2), (2, 9), (3, 5))
    ]
    found = _solve_or_refuse(_instance(jobs, [_vehicle(1, window=(0, 30))]), name, setting)
    assert found in ({1: [2]}, None)


@each_setting
def test_one_of_several_windows_is_kept(name: str, setting: str) -> None:
    # Job 101 wants to begin at 0..5 (too early: it is 10 away) or at 400..410; job 104 at 100..110.
    jobs = [_job(1, windows=((0, 5), (400, 410))), _job(4, windows=((100, 110),))]
    found = _solve_or_refuse(_instance(jobs, [_vehicle(1)]), name, setting)
    assert found in ({1: [104, 101]}, None)


@each_setting
def test_what_is_taken_along_must_fit(name: str, setting: str) -> None:
    # Three units of the second kind, and two vans that hold 2 and 1 of them.
    jobs = [_job(number, delivery=(0, 1)) for number in (1, 2, 3)]
    vehicles = [_vehicle(1, capacity=(5, 2)), _vehicle(2, capacity=(5, 1))]
    found = _solve_or_refuse(_instance(jobs, vehicles), name, setting)
    assert found is None or {van: len(jobs) for van, jobs in found.items()} == {1: 2, 2: 1}


@each_setting
def test_every_vehicle_starts_at_its_own_base(name: str, setting: str) -> None:
    # From place 4 the job at 3 is 10 away, from place 0 it is 30.
    vehicles = [_vehicle(1), _vehicle(2, start=4, end=4)]
    found = _solve_or_refuse(_instance([_job(1), _job(3)], vehicles), name, setting)
    assert found in ({1: [101], 2: [103]}, None)


@each_setting
def test_costs_count_where_they_are_not_the_time(name: str, setting: str) -> None:
    # By time 1, 2, 3 is as good as 3, 2, 1; legs that go back are dear, so it is driven upwards,
    # and the way home from 3 is the same for all.
    costs = np.where(np.triu(np.ones((5, 5), dtype=bool)), 1, 50).astype(np.int32)
    jobs = [_job(number) for number in (1, 2, 3)]
    found = _solve_or_refuse(_instance(jobs, [_vehicle(1)], costs=costs), name, setting)
    assert found in ({1: [101, 102, 103]}, None)


@each_setting
def test_profiles_drive_at_their_own_speed(name: str, setting: str) -> None:
    # In 60 the slow one cannot reach place 4 and be back (160), the fast one can (40).
    durations = {"slow": LINE * 2, "fast": (LINE // 2).astype(np.int32)}
    vehicles = [
        _vehicle(1, profile="slow", window=(0, 60)),
        _vehicle(2, profile="fast", window=(0, 60)),
    ]
    found = _solve_or_refuse(_instance([_job(4)], vehicles, durations=durations), name, setting)
    assert found in ({2: [104]}, None)


@pytest.mark.parametrize("name", PEERS)
def test_what_a_peer_cannot_say_is_refused_by_name(name: str) -> None:
    tools = _instance([_job(1, tools=frozenset({1}))], [_vehicle(1)])
    with pytest.raises(CannotExpressError, match="it cannot say: tools"):
        _solve(tools, name, contestant(name).SETTINGS[0])
    duration = replace(_instance([_job(1)], [_vehicle(1)]), objective=Objective.DURATION)
    with pytest.raises(CannotExpressError, match="route durations"):
        _solve(duration, name, contestant(name).SETTINGS[0])


def test_all_that_an_instance_uses_is_found() -> None:
    plain = _instance([_job(1)], [_vehicle(1)])
    assert features(plain) == set()
    depot = Stop(0)
    job = replace(_job(1), goods=depot, stop=Stop(1, setup=3), pickup=(1,), tools=frozenset({1}))
    vehicle = _vehicle(1, start=None, refill=depot, max_tasks=3)
    used = replace(_instance([job], [vehicle]), objective=Objective.DURATION)
    assert features(used) == set(Feature) - {Feature.BREAKS}


def test_a_point_of_priority_is_worth_more_than_any_detour() -> None:
    jobs = [_job(1, priority=0), _job(2, priority=1), _job(3, priority=4)]
    optional = _instance(jobs, [_vehicle(1)])
    assert job_weights(optional, 40) == [60, 120, 480]
    assert job_weights(replace(optional, all_must_be_served=True), 40) == [1200] * 3


def test_unlimited_vehicles_hold_what_all_jobs_need() -> None:
    jobs = [_job(1, delivery=(2, 1)), _job(2, pickup=(1,))]
    vehicles = [_vehicle(1), _vehicle(2, capacity=(1,))]
    assert capacities(_instance(jobs, vehicles)) == [[3, 1], [1, 0]]


def test_coordinates_become_the_matrix_that_everybody_counts_with() -> None:
    # One degree of latitude is 111.195 km, times the road factor 1.3 at 28 km/h: 18,586 s.
    where = np.array([[31.0, 121.0], [32.0, 121.0]])
    there = _instance([_job(1)], [_vehicle(1)], durations={}, coordinates=where,
                      speeds={"car": 1.0})  # fmt: skip
    found = with_matrices(there).durations["car"]
    assert found.shape == (2, 2)
    assert found[0, 1] == pytest.approx(111_195 * 1.3 / 28_000 * 3600, abs=2)


def test_a_model_that_is_larger_than_the_memory_is_not_begun() -> None:
    require_memory(1000, "a matrix")
    with pytest.raises(CannotExpressError, match="matrices need 1000000000"):
        require_memory(10**18, "matrices")


def test_nobody_else_takes_part() -> None:
    with pytest.raises(KeyError):
        contestant("timefold")
