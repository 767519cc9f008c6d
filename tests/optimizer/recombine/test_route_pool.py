"""A pool refuses arrays that do not fit together, and knows which routes are twins."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.route_pools import demand_of, pool_of

from optimizer.recombine import Limit
from optimizer.recombine.dominance import cheapest_twins
from optimizer.recombine.pool import Worth, worth

POOL = pool_of((0, 4, (0, 1)), (1, 3, (2,)))
DEMAND = demand_of((1, 1), (5, 0, 2))


def test_arrays_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match=r"price must be int64 of shape \(2,\)"):
        replace(POOL, price=np.array([1], np.int64))
    with pytest.raises(ValueError, match="price must be int64"):
        replace(POOL, price=np.array([1.0, 2.0]))
    with pytest.raises(ValueError, match="price must not be negative"):
        replace(POOL, price=np.array([1, -1], np.int64))
    with pytest.raises(ValueError, match="an empty route needs no column"):
        replace(POOL, first=np.array([0, 3, 3], np.int64))
    with pytest.raises(ValueError, match="end with the length of jobs"):
        replace(POOL, first=np.array([0, 1, 2], np.int64))
    with pytest.raises(ValueError, match="must not serve a job twice"):
        pool_of((0, 1, (2, 0, 2)))
    with pytest.raises(ValueError, match="draws column must lie within 0 and 1"):
        replace(POOL, draws=np.array([[2, 0, 1]], np.int64))
    with pytest.raises(ValueError, match="draws quantity must not be negative"):
        replace(POOL, draws=np.array([[1, 0, -1]], np.int64))


def test_what_a_pool_speaks_of_has_to_exist() -> None:
    with pytest.raises(ValueError, match="shift_class must lie within 0 and 0"):
        demand_of((1,), (0, 0, 0)).require(POOL)
    with pytest.raises(ValueError, match="jobs must lie within 0 and 1"):
        demand_of((1, 1), (0, 0)).require(POOL)
    with pytest.raises(ValueError, match="draws lot must lie within 0 and 0"):
        demand_of((1, 1), (5, 0, 2), (1,)).require(
            replace(POOL, draws=np.array([[0, 1, 1]], np.int64))
        )
    with pytest.raises(ValueError, match="priority must be a vector of int64"):
        demand_of((1, 1), (0, -1, 0)).require(POOL)


def test_a_plan_is_worth_what_it_leaves_out_and_what_it_costs() -> None:
    assert worth(POOL, DEMAND, np.array([0, 1])) == Worth(0, 0, 7)
    assert worth(POOL, DEMAND, np.array([1])) == Worth(5, 1, 3)
    assert worth(POOL, DEMAND, np.zeros(0, np.int64)) == Worth(7, 1, 0)


def test_twins_are_routes_of_a_class_with_the_same_jobs_and_draws() -> None:
    pool = pool_of(
        (0, 5, (0, 1)),
        (0, 4, (1, 0)),  # the same jobs for less: replaces column 0
        (1, 3, (0, 1)),  # another class
        (0, 3, (0,)),  # other jobs
        (0, 2, (0, 1)),  # draws one unit more than they do
        (0, 4, (0, 1)),  # the same as column 1, which came first
        draws=((4, 0, 1),),
    )
    kept, twin = cheapest_twins(pool)
    assert kept.tolist() == [1, 2, 3, 4]
    assert kept[twin].tolist() == [1, 1, 2, 3, 4, 1]


def test_a_part_of_a_pool_keeps_its_draws() -> None:
    pool = pool_of((0, 5, (0, 1)), (1, 4, (2,)), (0, 3, (3, 4)), draws=((2, 1, 7), (0, 0, 1)))
    part = pool.of(np.array([1, 2]))
    assert part.jobs.tolist() == [2, 3, 4]
    assert part.first.tolist() == [0, 1, 3]
    assert part.draws.tolist() == [[1, 1, 7]]


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        Limit(seconds=0.0)
    with pytest.raises(ValueError, match="above 0"):
        Limit(deterministic=-1.0)
