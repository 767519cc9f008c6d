"""Calls during the day, and plans of other solvers that are lived."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.command import small_scenario
from support.lived_city import city_morning, city_plan

from benchmarks.lived.dispatch import Nobody
from benchmarks.lived.noise import Noise
from benchmarks.lived.peers import instance_of
from benchmarks.lived.run import (
    Morning,
    Terms,
    live,
    lived_days,
    morning_of,
    peer_morning,
    planned,
)
from benchmarks.lived.truth import Truth
from benchmarks.lived.urgent import calls_of
from models.job import JobStatus, SkillNeed
from models.place import Place
from optimizer.budget import Budget


def test_calls_of_the_day_get_what_is_left_of_it_as_their_window() -> None:
    day = small_scenario()
    begins, ends = day.engineers[0].shifts[0].start, day.engineers[0].shifts[0].end
    moments = (
        begins - timedelta(minutes=1),
        begins,
        begins + timedelta(hours=3),
        ends,
        None,
    )
    jobs = tuple(
        day.jobs[0].model_copy(update={"id": f"C{number}", "received_at": moment})
        for number, moment in enumerate(moments)
    )
    stream = day.model_copy(update={"jobs": jobs})
    found = calls_of(stream, day)
    assert [job.id for job in found] == ["C1", "C2"]
    assert found[1].windows[0].start == moments[2]
    assert found[1].windows[0].end == ends
    assert all(job.status is JobStatus.OPEN for job in found)


def test_a_call_whose_name_is_taken_gets_another() -> None:
    day = small_scenario()
    shift = day.engineers[0].shifts[0]
    stream = day.model_copy(
        update={"jobs": (day.jobs[0].model_copy(update={"received_at": shift.start}),)}
    )
    assert [job.id for job in calls_of(stream, day)] == ["call-J0"]


def test_urgent_calls_are_served_where_somebody_dispatches() -> None:
    morning = city_morning(None, calls=6)
    runs = list(lived_days(morning, Terms(seeds=5, policies=("none", "naive", "ours"))))
    served = {
        name: sum(run.figures.urgent_served for run in runs if run.policy == name)
        for name in ("none", "naive", "ours")
    }
    assert served["none"] == 0
    assert served["naive"] > 10
    assert served["ours"] > 10


def test_peers_are_given_five_minutes_at_the_door_and_every_demand() -> None:
    morning = city_morning()
    instance, jobs = instance_of(morning.ground)
    ground = morning.ground
    assert len(instance.jobs) == len(jobs) == len(ground.scenario.jobs)
    for asked, job in zip(instance.jobs, jobs, strict=True):
        assert asked.stop.service == (job.duration_s or 0) + 300
        opens = ground.clock.seconds(job.windows[0].start)
        assert asked.stop.windows[0][0] == opens - 300
        able = [vehicle for vehicle in instance.vehicles if asked.skills <= vehicle.skills]
        assert able


@pytest.mark.parametrize("name", ["vroom"])
def test_a_plan_of_a_peer_is_lived_as_it_is(name: str) -> None:
    morning = peer_morning(name, city_plan()[0], 1.0, 1)
    assert isinstance(morning, Morning)
    runs = list(lived_days(morning, Terms(seeds=2, noise="none")))
    assert [run.policy for run in runs] == ["none", "none"]
    # Nothing goes wrong; what is late is late because a drive takes longer at that hour.
    assert all(run.figures.served == run.figures.promised for run in runs)


@pytest.mark.parametrize("policy", ["none", "naive", "ours"])
def test_a_call_from_nowhere_and_one_that_nobody_can_serve_do_no_harm(policy: str) -> None:
    scenario, plan = city_plan()
    shift = scenario.engineers[0].shifts[0]
    like = scenario.jobs[0].model_copy(
        update={"received_at": shift.start, "appointment_told": None, "parts": ()}
    )
    nowhere = like.model_copy(update={"id": "nowhere", "place": Place(address="?")})
    hopeless = like.model_copy(update={"id": "hopeless", "skills": (SkillNeed(skill="magic"),)})
    calls = calls_of(scenario.model_copy(update={"jobs": (nowhere, hopeless)}), scenario)
    assert len(calls) == 2
    morning = morning_of("city", scenario, plan, calls)
    for run in lived_days(morning, Terms(seeds=2, policies=(policy,), noise="none")):
        assert run.figures.urgent_served == 0
        assert run.figures.in_band == run.figures.promised == run.figures.served


def test_who_falls_ill_is_ill_for_the_rest_of_the_plan() -> None:
    day = small_scenario(jobs=4)
    next_day = timedelta(days=1)
    engineers = tuple(
        one.model_copy(
            update={
                "shifts": (
                    *one.shifts,
                    one.shifts[0].model_copy(
                        update={
                            "start": one.shifts[0].start + next_day,
                            "end": one.shifts[0].end + next_day,
                        }
                    ),
                )
            }
        )
        for one in day.engineers
    )
    tomorrow = (
        day.jobs[3]
        .windows[0]
        .model_copy(
            update={
                "start": day.jobs[3].windows[0].start + next_day,
                "end": day.jobs[3].windows[0].end + next_day,
            }
        )
    )
    jobs = (*day.jobs[:3], day.jobs[3].model_copy(update={"windows": (tomorrow,)}))
    scenario = day.model_copy(update={"engineers": engineers, "jobs": jobs})
    asked, plan = planned(scenario, None, Budget(iterations=100), threads=1)
    lived = live(morning_of("two days", asked, plan), Nobody(), Truth(1, Noise(ill=1.0)))
    by_day = sorted(lived.shifts, key=lambda shift: shift.shift_end)
    assert all(shift.fell_ill is not None for shift in by_day)
    assert all(shift.travel_s == 0 for shift in by_day[2:])
