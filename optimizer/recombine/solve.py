"""The method on one page: a plan and a pool of routes in, a better plan out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optimizer.recombine.dominance import cheapest_twins
from optimizer.recombine.exact import Chooser
from optimizer.recombine.limit import Limit, Watch
from optimizer.recombine.neighbourhood import Neighbourhoods
from optimizer.recombine.pool import Demand, Int64, RoutePool, why_illegal, worth

FIRST_COLUMNS = 1000
"""Columns of a part to begin with; when no part of that size can be bettered, it grows."""
GROWTH = 2


def recombine(
    pool: RoutePool,
    *,
    class_size: Int64,
    priority: Int64,
    lots: Int64,
    incumbent: tuple[int, ...],
    limit: Limit,
    stop: Callable[[], bool] | None = None,
    seed: int = 0,
    threads: int = 1,
) -> tuple[int, ...] | None:
    """Choose columns of the pool that make a strictly better plan than the incumbent.

    Set partitioning (Pillac, Gueret and Medaglia, "A parallel matheuristic for the technician
    routing and scheduling problem", Optimization Letters 7, 2013): every job is in at most one
    column, a class has no more columns than shifts, a lot gives no more than it has. Better is
    what leaves less priority unserved; with equal priority fewer jobs of priority 0; with equal
    numbers the lower price.

    The solver lets other threads of the interpreter run. Call this from a thread of its own where
    an interrupt from the keyboard must be seen at once; `stop` is heeded within a moment. Memory
    and the time of every better plan grow with the pool: up to some 50,000 columns are handy.

    Args:
        pool: the routes to choose from.
        class_size: (k,) shifts of every class.
        priority: (n,) of every job.
        lots: (l,) units in every shared lot.
        incumbent: columns of a legal plan, to start from.
        limit: of time; the search ends by itself when nothing better is left to be found.
        stop: asked about a hundred times a second from a thread of its own; once it says True
            the best plan so far is returned soon.
        seed: of all randomness, 0 or more.
        threads: of the solver; with more than one, equal arguments may give different plans.

    Returns:
        Columns in rising order, or None where nothing better than the incumbent was found.

    Raises:
        ValueError: the arrays contradict each other, or the incumbent is not a legal plan.
    """
    watch = Watch(limit, stop)
    demand = Demand(class_size, priority, lots)
    demand.require(pool)
    given = np.array(sorted(incumbent), np.int64)
    if reason := why_illegal(pool, demand, given):
        raise ValueError(f"the incumbent is not a legal plan: {reason}")
    kept, twin = cheapest_twins(pool)
    with watch:
        chooser = Chooser(pool.of(kept), watch, threads)
        plan = _search(chooser, demand, np.sort(twin[given]), np.random.default_rng(seed))
    chosen = np.sort(kept[plan])
    if worth(pool, demand, chosen) < worth(pool, demand, given):
        return tuple(chosen.tolist())
    return None


def _search(chooser: Chooser, demand: Demand, plan: Int64, random: np.random.Generator) -> Int64:
    """Better one part after the other, then larger parts, at last the whole plan at once."""
    most_columns = FIRST_COLUMNS
    while len(chooser.pool) > most_columns and len(plan) and not chooser.watch.over:
        plan = _sweep(chooser, demand, plan, most_columns, random)
        most_columns *= GROWTH
    if chooser.watch.over:
        return plan
    whole = Neighbourhoods(chooser.pool, demand, plan).everything()
    return chooser.improve(whole, _seed(random))


def _sweep(
    chooser: Chooser, demand: Demand, plan: Int64, most_columns: int, random: np.random.Generator
) -> Int64:
    """Set routes free around every route of the plan, until none of these parts gets better."""
    tried: list[frozenset[int]] = []
    settled: set[int] = set()
    near = Neighbourhoods(chooser.pool, demand, plan)
    while not chooser.watch.over:
        waiting = [at for at, column in enumerate(plan.tolist()) if column not in settled]
        if not waiting:
            break
        centre = waiting[int(random.integers(len(waiting)))]
        routes, part = near.around(centre, most_columns)
        free = frozenset(part.chosen.tolist())
        settled.add(int(plan[centre]))
        if any(free <= other for other in tried):
            continue
        columns = chooser.improve(part, _seed(random))
        if columns is part.chosen:
            tried.append(free)
            continue
        # What lies near the routes that have changed is worth another look.
        settled -= free
        tried = [other for other in tried if other.isdisjoint(free)]
        plan = np.concatenate((np.delete(plan, routes), columns))
        near = Neighbourhoods(chooser.pool, demand, plan)
    return plan


def _seed(random: np.random.Generator) -> int:
    return int(random.integers(2**31))
