"""What holds when a search begins with a plan, on random days that use every rule."""

from __future__ import annotations

import dataclasses
import random

import numpy as np
import pytest
from support.random_days import random_day

from models.clock import Clock
from models.errors import InputUnusable
from models.files import plan_json
from models.places import index_places
from models.plan import Plan
from optimizer.desk import Desk
from optimizer.encode import Encoded, encode
from optimizer.problem import JobColumn
from optimizer.search import Start, run
from optimizer.solve import Budget, solve
from optimizer.standing import start_of
from optimizer.travel.build import build_travel

pytestmark = pytest.mark.core


def visits(plan: Plan) -> dict[tuple[str, int], list[str]]:
    """Ids of the jobs of every shift, in order."""
    return {
        (route.engineer_id, route.shift_index): [
            stop.job_id for stop in route.stops if stop.job_id is not None
        ]
        for route in plan.routes
    }


def compiled(seed: int, jobs: int = 12) -> Encoded:
    scenario = random_day(seed, jobs=jobs, shifts=3)
    clock, places = Clock.of(scenario), index_places(scenario)
    return encode(scenario, scenario.jobs, clock, places, build_travel(scenario, places))


@pytest.mark.parametrize("seed", range(20))
def test_a_plan_that_is_started_from_itself_never_gets_worse(seed: int) -> None:
    scenario = random_day(5000 + seed, jobs=12, shifts=3)
    plan = solve(scenario, Budget(iterations=150), seed=seed, threads=1)
    again = solve(scenario, Budget(iterations=40), seed=seed + 1, threads=2, start=plan)
    assert again.cost.key <= plan.cost.key


@pytest.mark.parametrize("seed", range(20))
def test_what_is_fixed_stays_in_front_and_what_is_kept_stays_served(seed: int) -> None:
    dice = random.Random(seed)
    scenario = random_day(6000 + seed, jobs=14, shifts=4)
    plan = solve(scenario, Budget(iterations=1), seed=seed, threads=1)
    before = visits(plan)
    fixed = {name: dice.randint(0, len(jobs)) for name, jobs in before.items()}
    served = [job for jobs in before.values() for job in jobs]
    keep = dice.sample(served, len(served) // 3)
    again = solve(
        scenario, Budget(iterations=600), seed=seed, threads=2, start=plan, fixed=fixed, keep=keep
    )
    after = visits(again)
    for name, count in fixed.items():
        assert after.get(name, [])[:count] == before[name][:count]
    for name, jobs in before.items():
        assert {job for job in jobs if job in keep} <= set(after.get(name, []))
    assert again.cost.key <= plan.cost.key


@pytest.mark.parametrize("seed", range(20))
def test_who_drops_out_is_sent_to_nobody_and_the_others_keep_their_jobs(seed: int) -> None:
    scenario = random_day(7000 + seed, jobs=12, shifts=4)
    plan = solve(scenario, Budget(iterations=100), seed=seed, threads=1)
    absent = scenario.engineers[0].model_copy(update={"shifts": ()})
    smaller = scenario.model_copy(update={"engineers": (absent, *scenario.engineers[1:])})
    others = {name: jobs for name, jobs in visits(plan).items() if name[0] != absent.id}
    every = [job for jobs in others.values() for job in jobs]
    repaired = solve(smaller, Budget(iterations=100), seed=seed, threads=1, start=plan, keep=every)
    assert all(name[0] != absent.id for name in visits(repaired))
    for name, jobs in others.items():
        assert set(jobs) <= set(visits(repaired)[name])


def test_equal_starts_give_equal_plans() -> None:
    scenario = random_day(7, jobs=25, shifts=6)
    plan = solve(scenario, Budget(iterations=100), seed=1, threads=2)
    keep = [jobs[0] for jobs in visits(plan).values()]

    def again() -> str:
        return plan_json(
            solve(scenario, Budget(iterations=500), seed=2, threads=2, start=plan, keep=keep)
        )

    assert again() == again()


@pytest.mark.parametrize("seed", range(20))
def test_the_best_insertion_costs_what_the_plan_really_gets_dearer_by(seed: int) -> None:
    """A standing plan with the job put in at the desk's place; no other place is cheaper."""
    encoded = compiled(8000 + seed)
    arrays = encoded.arrays
    without_needs = arrays.jobs[:, JobColumn.NEEDS_FIRST] == arrays.jobs[:, JobColumn.NEEDS_LAST]
    plan = run(arrays, Budget(iterations=50), seed=seed, threads=1).routes
    for job in np.flatnonzero(without_needs)[:6]:
        routes = [[stop for stop in route if stop != job] for route in plan]
        desk = Desk(arrays, Start(routes))
        prices: dict[tuple[int, int], int] = {}
        for shift, route in enumerate(routes):
            for position in range(len(route) + 1):
                tried = [list(other) for other in routes]
                tried[shift].insert(position, int(job))
                # Nothing is fixed: that would draw its units first, and others get other ones.
                with_it = Desk(arrays, Start(tried))
                if all(with_it.is_served(stop) for other in tried for stop in other):
                    prices[shift, position] = with_it.cents - desk.cents
        if not all(desk.is_served(stop) for other in routes for stop in other):
            continue
        best = desk.best_insertion(int(job))
        if best is None:
            assert not prices
            continue
        assert prices[best.shift, best.position] == best.extra_cents == min(prices.values())
        per_shift = desk.best_insertions(int(job), len(routes))
        assert {one.shift: one.extra_cents for one in per_shift} == {
            shift: min(cents for (other, _), cents in prices.items() if other == shift)
            for shift, _ in prices
        }
        assert per_shift[0] == best


def test_bad_wishes_are_all_named_and_nothing_is_planned() -> None:
    scenario = random_day(7, jobs=12, shifts=4)
    plan = solve(scenario, Budget(iterations=50), threads=1)
    name, jobs = next(iter(visits(plan).items()))
    with pytest.raises(InputUnusable) as refused:
        solve(
            scenario,
            Budget(iterations=50),
            start=plan,
            fixed={name: len(jobs) + 1, ("nobody", 3): 1},
            keep=["nothing"],
        )
    messages = [one.message for one in refused.value.findings]
    assert len(messages) == 3
    assert {one.code for one in refused.value.findings} == {"cannot-stay"}
    assert messages[1] == (
        "The first 1 visits of shift 3 of engineer nobody cannot stay: the plan has 0 there."
    )
    assert messages[2] == "Job nothing cannot stay: no route of the plan has it."


def test_what_has_to_stay_where_it_is_no_longer_legal_is_named() -> None:
    scenario = random_day(7, jobs=12, shifts=4)
    plan = solve(scenario, Budget(iterations=50), threads=1)
    (engineer_id, number), jobs = next(iter(visits(plan).items()))
    refusing = scenario.model_copy(
        update={
            "jobs": tuple(
                job.model_copy(update={"refused_engineer_ids": (engineer_id,)})
                if job.id == jobs[0]
                else job
                for job in scenario.jobs
            )
        }
    )
    with pytest.raises(InputUnusable) as refused:
        solve(refusing, Budget(iterations=50), start=plan, keep=[jobs[0]])
    (found,) = refused.value.findings
    assert found.message == (
        f"Job {jobs[0]} has to stay in shift {number} of engineer {engineer_id}, "
        "but its engineer may not do it."
    )
    assert found.value == jobs[0]


def test_without_a_plan_nothing_can_stay() -> None:
    with pytest.raises(ValueError, match="without a plan"):
        solve(random_day(7), Budget(iterations=1), keep=["j0"])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"routes": [[0]]}, "a route for each shift"),
        ({"routes": [[0, 99], [], []]}, "shift 0, stop 99: there is no such stop"),
        ({"routes": [[0], [0], []]}, "shift 1, stop 0: it is there twice"),
        ({"fixed": [2, 0, 0]}, "shift 0: 2 stops cannot stay, because it has 1"),
        ({"kept": [5]}, "job 5: it cannot stay, because no route has it"),
        ({"draws": [[]]}, "draws for each need"),
    ],
)
def test_what_is_no_plan_of_the_problem_is_refused(change: dict[str, object], says: str) -> None:
    arrays = compiled(1, jobs=8).arrays
    routes: list[list[int]] = [[] for _ in arrays.shifts]
    routes[0] = [0]
    start = dataclasses.replace(Start(routes), **change)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=says):
        run(arrays, Budget(iterations=10), start=start)


def test_the_desk_refuses_jobs_that_it_cannot_be_asked_for() -> None:
    arrays = compiled(3).arrays
    desk = Desk(arrays, Start([[] for _ in arrays.shifts]))
    with pytest.raises(ValueError, match="there is no job 99"):
        desk.best_insertion(99)
    with pytest.raises(ValueError, match="-1 places"):
        desk.best_insertions(0, -1)
    assert desk.cents == 0
    served = run(arrays, Budget(iterations=50), threads=1).routes
    busy = Desk(arrays, Start(served))
    job = next(route[0] for route in served if route)
    with pytest.raises(ValueError, match=f"job {job} is served already"):
        busy.best_insertion(job)


def test_units_of_a_plan_are_taken_where_it_took_them() -> None:
    scenario = random_day(9001, jobs=12, shifts=3)
    encoded = compiled(9001)
    plan = solve(scenario, Budget(iterations=200), seed=1, threads=1)
    start = start_of(scenario, encoded, plan, {}, ())
    assert start.draws is not None
    drawn = [need for need, draw in enumerate(start.draws) if draw]
    assert drawn
    for need in drawn:
        assert sum(units for _, units in start.draws[need]) == encoded.arrays.needs[need, 1]
    # All fixed: the plan that comes back draws exactly the same.
    fixed = [len(route) for route in start.routes]
    again = run(
        encoded.arrays,
        Budget(iterations=20),
        threads=1,
        start=dataclasses.replace(start, fixed=fixed),
    )
    for need in drawn:
        assert list(again.draws[need]) == start.draws[need]
