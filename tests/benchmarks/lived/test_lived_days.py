"""A day as it is lived: nothing is invented, nothing lost, and it is the same for everybody."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.lived_city import city_morning, city_plan

from benchmarks.lived.dispatch import Nobody
from benchmarks.lived.noise import Noise
from benchmarks.lived.records import Fate, JobRecord, Lived
from benchmarks.lived.run import POLICIES, Terms, live, lived_days
from benchmarks.lived.truth import Truth
from models.clock import Clock
from models.plan import StopKind

SILENT = Noise(times=0)
WILD = Noise(times=2, cancelled=0.1, ill=0.1)


@pytest.mark.parametrize("on_time", [None, 0.9])
@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_without_noise_the_plan_is_lived_to_the_second(on_time: float | None, policy: str) -> None:
    morning = city_morning(on_time)
    assert morning.plan is not None
    lived = live(morning, POLICIES[policy](morning, Terms()), Truth(1, SILENT))
    seconds = Clock.of(morning.ground.scenario).seconds
    records = {job.job_id: job for job in lived.jobs}
    backs = {shift.engineer_id: shift.back for shift in lived.shifts}
    for route in morning.plan.routes:
        for stop in route.stops:
            if stop.kind is StopKind.JOB:
                assert stop.leg is not None
                record = records[str(stop.job_id)]
                assert record.engineer_id == route.engineer_id
                assert record.departed == seconds(stop.leg.depart)
                assert record.arrived == seconds(stop.arrive)
                assert record.started == seconds(stop.start)
                assert record.finished == seconds(stop.finish)
                assert record.fate is Fate.DONE
        assert backs[route.engineer_id] == seconds(route.stops[-1].arrive)
    assert sum(shift.travel_s for shift in lived.shifts) == morning.plan.merit.travel_s
    assert sum(shift.overtime_s for shift in lived.shifts) == morning.plan.merit.overtime_s
    assert lived.events == 0


@pytest.mark.slow
@given(seed=st.integers(0, 10**6), policy=st.sampled_from(sorted(POLICIES)))
@settings(max_examples=20)
def test_every_job_has_one_fate_and_nobody_is_in_two_places(seed: int, policy: str) -> None:
    morning = city_morning(None, calls=6)
    lived = live(morning, POLICIES[policy](morning, Terms()), Truth(seed, WILD))
    ids = Counter(job.job_id for job in lived.jobs)
    assert lived.refused == 0
    asked = {visit.job_id for tour in morning.tours for visit in tour.visits}
    assert set(ids) == asked | {job.id for job in morning.calls}
    assert set(ids.values()) == {1}
    busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for job in lived.jobs:
        assert job.fate is not None
        assert_moments_are_in_order(job)
        if job.engineer_id is not None and job.departed is not None:
            assert job.finished is not None
            busy[job.engineer_id].append((job.departed, job.finished))
    for spans in busy.values():
        spans.sort()
        assert all(end <= begin for (_, end), (begin, _) in pairwise(spans))


def assert_moments_are_in_order(job: JobRecord) -> None:
    came = [job.departed, job.arrived, job.started, job.finished]
    known = [moment for moment in came if moment is not None]
    assert known == sorted(known)
    if job.fate in (Fate.DONE, Fate.WRONG_PART):
        assert len(known) == 4
        assert job.started is not None
        assert job.agreed is not None
        assert job.started >= job.agreed
    elif job.fate is Fate.NO_ACCESS:
        assert job.started is None
        assert job.finished is not None
    else:
        assert not known


def test_the_same_seed_is_the_same_day_and_another_seed_another() -> None:
    morning = city_morning()

    def day(seed: int) -> Lived:
        return live(morning, Nobody(), Truth(seed, Noise()))

    assert day(5) == day(5)
    assert day(5) != day(6)


@pytest.mark.parametrize("policy", ["naive", "ours"])
def test_what_happens_is_the_same_whoever_dispatches(policy: str) -> None:
    # Common random numbers: work takes the same, the same customers are out, the same engineers
    # fall ill, although the policies ask in another order and drive other ways.
    morning = city_morning()
    truth = Truth(11, Noise(ill=0.1))
    days = [live(morning, POLICIES[name](morning, Terms()), truth) for name in ("none", policy)]
    ill = [{shift.engineer_id for shift in day.shifts if shift.fell_ill} for day in days]
    assert ill[0] == ill[1] != set()
    nobody, somebody = ({job.job_id: job for job in day.jobs} for day in days)
    compared = 0
    for job_id, record in nobody.items():
        other = somebody[job_id]
        if Fate.NOT_VISITED in (record.fate, other.fate):
            continue
        assert record.fate == other.fate
        if record.engineer_id == other.engineer_id and record.started and other.started:
            assert record.finished is not None
            assert other.finished is not None
            assert record.finished - record.started == other.finished - other.started
            compared += 1
    assert compared > 20


def test_nobody_replaces_an_ill_engineer_unless_somebody_dispatches() -> None:
    morning = city_morning()
    everyone_of_one = next(tour for tour in morning.tours if len(tour.visits) >= 3)
    seed = next(
        seed
        for seed in range(10_000)
        if Truth(seed, Noise(ill=0.05)).ill_from(everyone_of_one.engineer_id) == 0
    )
    truth = Truth(seed, replace(Noise(ill=0.05), no_show=0, wrong_part=0))
    theirs = {visit.job_id for visit in everyone_of_one.visits}
    none, naive, ours = (
        live(morning, POLICIES[name](morning, Terms()), truth) for name in ("none", "naive", "ours")
    )
    assert all(job.fate is Fate.NOT_VISITED for job in none.jobs if job.job_id in theirs)
    for lived in (naive, ours):
        assert any(job.fate is Fate.DONE for job in lived.jobs if job.job_id in theirs)


def test_everybody_who_is_met_late_has_been_called_in_time_where_somebody_calls() -> None:
    runs = list(
        lived_days(city_morning(), Terms(seeds=10, policies=("naive", "ours"), noise="double"))
    )
    assert sum(run.figures.late_arrivals for run in runs) > 20
    for run in runs:
        assert run.figures.late_called == run.figures.late_arrivals


def test_figures_add_up() -> None:
    terms = Terms(seeds=4, cancelled=0.1)
    for run in lived_days(city_morning(0.9), terms):
        one = run.figures
        met = one.promised - one.not_visited
        assert one.not_late + one.late + one.very_late == met
        assert one.in_band + one.tight == one.not_late
        assert one.served + one.no_access + one.wrong_part == met
        assert one.promised + one.cancelled == city_plan(0.9)[1].merit.served
        assert one.came_early <= one.in_band


def test_reserves_keep_more_promises() -> None:
    def kept(on_time: float | None) -> int:
        runs = lived_days(city_morning(on_time), Terms(seeds=10, policies=("none",)))
        return sum(run.figures.not_late for run in runs)

    assert kept(0.9) > kept(0.5) > 0
    assert kept(0.9) > kept(None)
