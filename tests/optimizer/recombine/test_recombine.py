"""Recombination finds the best plan of small pools, keeps every limit and ends when it is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.route_pools import PoolCase, best_worth, demand_of, filled, pool_cases, pool_of

import optimizer.recombine.solve as method
from optimizer.recombine import Limit, RoutePool, recombine
from optimizer.recombine.pool import Demand, why_illegal, worth

PLENTY = Limit(deterministic=20.0)


def recombined(
    pool: RoutePool,
    demand: Demand,
    incumbent: tuple[int, ...] = (),
    limit: Limit = PLENTY,
    stop: Callable[[], bool] | None = None,
) -> tuple[int, ...] | None:
    return recombine(
        pool,
        class_size=demand.class_size,
        priority=demand.priority,
        lots=demand.lots,
        incumbent=incumbent,
        limit=limit,
        stop=stop,
    )


def big_case(routes: int = 3000, jobs: int = 120, classes: int = 20) -> PoolCase:
    """Random routes of 4 to 8 jobs: no two fit together well, so that it takes very long."""
    random = np.random.default_rng(5)
    return PoolCase(
        pool_of(
            *(
                (
                    int(random.integers(classes)),
                    int(random.integers(1000, 9000)),
                    tuple(random.choice(jobs, random.integers(4, 9), replace=False).tolist()),
                )
                for _ in range(routes)
            )
        ),
        demand_of((1,) * classes, (0,) * jobs),
    )


@given(case=pool_cases())
def test_nothing_beats_it_on_small_pools(case: PoolCase) -> None:
    best = best_worth(case)
    found = recombined(case.pool, case.demand)
    nothing = worth(case.pool, case.demand, np.zeros(0, np.int64))
    if found is None:
        assert best == nothing
        return
    plan = np.array(found, np.int64)
    assert why_illegal(case.pool, case.demand, plan) is None
    assert worth(case.pool, case.demand, plan) == best < nothing


@given(case=pool_cases(), chance=st.randoms(use_true_random=False))
def test_from_any_plan_it_gets_to_the_best_or_says_that_this_is_it(
    case: PoolCase, chance: Random
) -> None:
    order = list(range(len(case.pool)))
    chance.shuffle(order)
    start = filled(case, order)
    before = worth(case.pool, case.demand, np.array(start, np.int64))
    found = recombined(case.pool, case.demand, start)
    after = before if found is None else worth(case.pool, case.demand, np.array(found))
    assert after == best_worth(case)
    assert (found is None) == (after == before)


@settings(max_examples=15)
@given(case=pool_cases(), seed=st.integers(0, 100))
def test_small_parts_never_make_a_plan_worse_or_illegal(case: PoolCase, seed: int) -> None:
    start = recombined(case.pool, case.demand) or ()
    half = start[::2]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(method, "FIRST_COLUMNS", 1)
        found = recombine(
            case.pool,
            class_size=case.demand.class_size,
            priority=case.demand.priority,
            lots=case.demand.lots,
            incumbent=half,
            limit=PLENTY,
            seed=seed,
        )
    after = half if found is None else found
    assert why_illegal(case.pool, case.demand, np.array(after, np.int64)) is None
    assert worth(case.pool, case.demand, np.array(after, np.int64)) == best_worth(case)


def test_a_point_of_priority_outweighs_any_number_of_jobs_without_and_any_price() -> None:
    pool = pool_of((0, 1, (0, 1, 2)), (0, 10**9, (3,)))
    # One shift: three jobs of priority 0 for 1, or the one of priority 1 for a thousand million.
    assert recombined(pool, demand_of((1,), (0, 0, 0, 1)), (0,)) == (1,)


def test_a_job_without_priority_outweighs_any_price() -> None:
    pool = pool_of((0, 0, (0,)), (0, 10**9, (0, 1)))
    assert recombined(pool, demand_of((1,), (5, 0)), (0,)) == (1,)


def test_of_plans_that_serve_the_same_the_cheapest_is_taken() -> None:
    # 7 + 7 = 14 for the routes as they are; exchanging jobs 1 and 2 costs 6 + 7 = 13.
    pool = pool_of((0, 7, (0, 1)), (1, 7, (2, 3)), (0, 6, (0, 2)), (1, 7, (1, 3)))
    assert recombined(pool, demand_of((1, 1), (0, 0, 0, 0)), (0, 1)) == (2, 3)


def test_a_class_drives_no_more_routes_than_it_has_shifts() -> None:
    routes = ((0, 5, (0,)), (0, 5, (1,)), (0, 5, (2,)))
    demand = (0, 1, 2)
    assert recombined(pool_of(*routes), demand_of((2,), demand)) == (1, 2)
    assert recombined(pool_of(*routes), demand_of((0,), demand)) is None


def test_a_lot_gives_no_more_units_than_it_has() -> None:
    # Each route draws 2 of the 3 units, so only one can be driven: the more important one.
    pool = pool_of((0, 5, (0,)), (1, 5, (1,)), draws=((0, 0, 2), (1, 0, 1), (1, 0, 1)))
    assert recombined(pool, demand_of((1, 1), (1, 2), (3,))) == (1,)
    assert recombined(pool, demand_of((1, 1), (1, 2), (4,))) == (0, 1)


def test_a_cheaper_twin_of_a_route_is_taken() -> None:
    pool = pool_of((0, 9, (0, 1)), (0, 8, (1, 0)))
    assert recombined(pool, demand_of((1,), (0, 0)), (0,)) == (1,)


def test_the_best_plan_itself_is_not_improved() -> None:
    pool = pool_of((0, 9, (0, 1)), (0, 8, (1, 0)))
    assert recombined(pool, demand_of((1,), (0, 0)), (1,)) is None


def test_without_routes_there_is_nothing_better_than_nothing() -> None:
    assert recombined(pool_of(), demand_of((1,), (0, 0))) is None


@pytest.mark.parametrize(
    ("incumbent", "reason"),
    [
        ((0, 1), "job 1 is served twice"),
        ((1, 1), "job 1 is served twice"),
        ((0, 2), "class 0 has too few shifts"),
        ((1, 3), "lot 0 has too few units"),
        ((4,), "names a column that is not in the pool"),
        ((-1,), "names a column that is not in the pool"),
    ],
)
def test_an_incumbent_that_is_no_legal_plan_is_refused(
    incumbent: tuple[int, ...], reason: str
) -> None:
    pool = pool_of(
        (0, 1, (0, 1)), (1, 1, (1,)), (0, 1, (2,)), (2, 1, (3,)), draws=((1, 0, 1), (3, 0, 1))
    )
    with pytest.raises(ValueError, match=reason):
        recombined(pool, demand_of((1, 1, 1), (0, 0, 0, 0), (1,)), incumbent)


def test_the_same_arguments_give_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(method, "FIRST_COLUMNS", 100)
    case = big_case(routes=400)
    start = filled(case, range(len(case.pool)))
    found = [recombined(case.pool, case.demand, start, Limit(deterministic=0.4)) for _ in range(2)]
    assert found[0] is not None
    assert found[0] == found[1]


def test_what_is_stopped_before_it_begins_changes_nothing() -> None:
    case = big_case()
    assert recombined(case.pool, case.demand, limit=Limit(), stop=lambda: True) is None


def test_it_ends_soon_after_its_seconds() -> None:
    case = big_case()
    begin = time.monotonic()
    recombined(case.pool, case.demand, limit=Limit(seconds=0.3))
    assert time.monotonic() - begin < 3.0


def test_it_ends_soon_after_it_is_stopped_and_lets_other_threads_run_meanwhile() -> None:
    case = big_case()
    asked: list[float] = []

    def stop() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 20

    begin = time.monotonic()
    recombined(case.pool, case.demand, limit=Limit(), stop=stop)
    # Asked every 10 ms: were the solver to hold the interpreter, nobody would be asked in time.
    assert len(asked) == 21
    assert time.monotonic() - begin < 3.0


def test_it_leaves_no_thread_behind_and_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    before = threading.active_count()
    recombined(pool_of((0, 1, (0,))), demand_of((1,), (0,)))
    assert threading.active_count() == before
    assert capfd.readouterr() == ("", "")
