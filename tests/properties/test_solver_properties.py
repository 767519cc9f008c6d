"""What holds for every plan that comes out of `solve` (which audits it already)."""

from collections.abc import Callable

import pytest
from support.random_days import random_day

from models.clock import Clock
from models.files import plan_json
from models.places import index_places
from models.plan import COUNTED_AS_UNSERVED
from optimizer import native
from optimizer.decode import decode
from optimizer.encode import encode
from optimizer.solve import Budget, Progress, solve
from optimizer.timing import build_plan
from optimizer.travel.build import build_travel

pytestmark = pytest.mark.core


@pytest.mark.parametrize("seed", range(40))
def test_every_plan_of_a_random_day_passes_the_audit_and_leaves_nobody_out(seed: int) -> None:
    scenario = random_day(1000 + seed, jobs=12, shifts=3)
    plan = solve(scenario, Budget(iterations=300), seed=seed, threads=2)
    served = [stop.job_id for route in plan.routes for stop in route.stops if stop.job_id]
    left_out = [one.job_id for one in plan.unplanned]
    assert sorted(served + left_out) == sorted(job.id for job in scenario.jobs)


@pytest.mark.parametrize("seed", range(20))
def test_the_native_score_is_the_price_of_the_plan(seed: int) -> None:
    scenario = random_day(2000 + seed, jobs=10, shifts=3)
    clock, places = Clock.of(scenario), index_places(scenario)
    travel = build_travel(scenario, places)
    encoded = encode(scenario, scenario.jobs, clock, places, travel)
    engine = native.Engine(native.compile_problem(encoded.arrays), 0, 500, seed, 2)
    engine.start()
    while not engine.wait(1):
        pass
    routes = decode(scenario, encoded, native.result_of(engine))
    served = {visit.job_id for route in routes for visit in route.visits}
    plan = solve(scenario, Budget(iterations=500), seed=seed, threads=2)
    end = engine.progress()
    native_key = (end.unserved_priority, end.unserved_without_priority, end.cents)
    rebuilt = build_plan(scenario, clock, places, travel, routes, plan.unplanned, plan.search)
    assert rebuilt.cost.key == plan.cost.key == native_key
    assert {one.job_id for one in plan.unplanned if one.state in COUNTED_AS_UNSERVED} == {
        job.id for job in scenario.jobs if job.id not in served
    }


@pytest.mark.parametrize("threads", [1, 2])
def test_equal_seed_threads_and_iterations_give_equal_plans(threads: int) -> None:
    scenario = random_day(7, jobs=25, shifts=6)

    def planned() -> str:
        return plan_json(solve(scenario, Budget(iterations=4000), seed=3, threads=threads))

    assert planned() == planned()


def ended_by(
    stop: Callable[[], bool] | None, on_progress: Callable[[Progress], None] | None
) -> str:
    scenario = random_day(7, jobs=25, shifts=6)
    plan = solve(
        scenario, Budget(seconds=60), seed=3, threads=2, stop=stop, on_progress=on_progress
    )
    assert plan.merit.served > 0
    return plan.search.stopped_by


def test_a_request_to_stop_ends_the_search_with_the_best_plan_so_far() -> None:
    assert ended_by(lambda: True, None) == "interrupt"


def test_an_interrupt_from_the_keyboard_ends_the_search_with_the_best_plan_so_far() -> None:
    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    assert ended_by(None, interrupt) == "interrupt"


def test_jobs_left_out_stand_in_the_order_of_the_scenario() -> None:
    scenario = random_day(11, jobs=30, shifts=1)
    waiting = {"j3", "j9", "j20"}
    jobs = tuple(
        job.model_copy(update={"engineers_needed": 2}) if job.id in waiting else job
        for job in scenario.jobs
    )
    plan = solve(scenario.model_copy(update={"jobs": jobs}), Budget(iterations=200), threads=1)
    left_out = [int(one.job_id[1:]) for one in plan.unplanned]
    assert left_out == sorted(left_out)
    assert waiting <= {one.job_id for one in plan.unplanned}
