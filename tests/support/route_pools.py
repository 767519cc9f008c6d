"""Small pools of routes, and the best plan of one by trying all sets of columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from optimizer.recombine.pool import Demand, RoutePool, Worth, why_illegal, worth


@dataclass(frozen=True)
class PoolCase:
    """A pool and what is asked of its plans."""

    pool: RoutePool
    demand: Demand


def pool_of(
    *routes: tuple[int, int, tuple[int, ...]], draws: tuple[tuple[int, int, int], ...] = ()
) -> RoutePool:
    """Routes as (class, price, jobs); draws as (column, lot, quantity)."""
    return RoutePool(
        shift_class=np.array([route[0] for route in routes], np.int64),
        price=np.array([route[1] for route in routes], np.int64),
        jobs=np.array([job for route in routes for job in route[2]], np.int64),
        first=np.cumsum([0, *(len(route[2]) for route in routes)], dtype=np.int64),
        draws=np.array(draws, np.int64).reshape(-1, 3),
    )


def demand_of(
    class_size: tuple[int, ...], priority: tuple[int, ...], lots: tuple[int, ...] = ()
) -> Demand:
    """What is asked, from plain numbers."""
    return Demand(*(np.array(one, np.int64) for one in (class_size, priority, lots)))


def best_worth(case: PoolCase) -> Worth:
    """Of all legal sets of columns."""
    columns = range(len(case.pool))
    return min(
        worth(case.pool, case.demand, plan)
        for size in range(len(case.pool) + 1)
        for plan in (np.array(chosen, np.int64) for chosen in combinations(columns, size))
        if why_illegal(case.pool, case.demand, plan) is None
    )


def filled(case: PoolCase, order: Iterable[int]) -> tuple[int, ...]:
    """The plan that takes every column, in this order, that fits beside those taken before."""
    plan: list[int] = []
    for column in order:
        if why_illegal(case.pool, case.demand, np.array([*plan, column], np.int64)) is None:
            plan.append(column)
    return tuple(plan)


@st.composite
def pool_cases(draw: st.DrawFn) -> PoolCase:
    """Up to 9 columns, cheap or dear, over 6 jobs, 3 classes and 2 lots, with ties and clashes."""
    jobs = draw(st.integers(1, 6))
    classes = draw(st.integers(1, 3))
    lots = draw(st.integers(0, 2))
    dear = draw(st.sampled_from((0, 10**9)))
    route = st.tuples(
        st.integers(0, classes - 1),
        st.integers(0, 12).map(lambda price: price + dear),
        st.lists(st.integers(0, jobs - 1), min_size=1, max_size=4, unique=True).map(tuple),
    )
    routes = draw(st.lists(route, min_size=1, max_size=9))
    one_draw = st.tuples(
        st.integers(0, len(routes) - 1), st.integers(0, max(0, lots - 1)), st.integers(0, 3)
    )
    draws = draw(st.lists(one_draw, max_size=4)) if lots else []
    return PoolCase(
        pool_of(*routes, draws=tuple(draws)),
        demand_of(
            tuple(draw(st.lists(st.integers(0, 2), min_size=classes, max_size=classes))),
            tuple(draw(st.lists(st.integers(0, 3), min_size=jobs, max_size=jobs))),
            tuple(draw(st.lists(st.integers(0, 4), min_size=lots, max_size=lots))),
        ),
    )
