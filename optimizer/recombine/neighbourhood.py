"""Which routes of a plan to set free together, so that the pool has something to offer."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from optimizer.recombine.model import Part
from optimizer.recombine.pool import Demand, Int64, RoutePool, taken_from_lots

WIDEST = 8
"""Columns that touch more routes of the plan than this do not tell which routes belong together."""


class Neighbourhoods:
    """The routes of one plan, and through which columns of the pool they are neighbours."""

    def __init__(self, pool: RoutePool, demand: Demand, plan: Int64) -> None:
        self._pool = pool
        self._demand = demand
        self._plan = plan
        self._room = demand.class_size - np.bincount(
            pool.shift_class[plan], minlength=len(demand.class_size)
        )
        column, route = self._touched()
        self._width = np.bincount(column, minlength=len(pool))
        self._near = self._affinity(column, route)
        by_route = np.argsort(route, kind="stable")
        ends = np.cumsum(np.bincount(route, minlength=len(plan)))
        self._columns_of = np.split(column[by_route], ends[:-1])

    def around(self, route: int, most_columns: int) -> tuple[Int64, Part]:
        """Routes (positions in the plan) near one of them, and the part that they make.

        Routes are added, the nearest first, until that makes more than `most_columns` available.
        """
        missing = self._width.copy()
        free = np.zeros(len(self._plan), bool)
        near = np.zeros(len(self._plan))
        while True:
            free[route] = True
            missing[self._columns_of[route]] -= 1
            near += self._near[route]
            near[free] = 0
            if np.count_nonzero(missing == 0) > most_columns or not near.any():
                break
            route = int(np.argmax(near))
        return np.flatnonzero(free), self._part(free, missing == 0)

    def everything(self) -> Part:
        """The part that all routes and all columns make."""
        return self._part(np.ones(len(self._plan), bool), np.ones(len(self._pool), bool))

    def _part(self, free: npt.NDArray[np.bool_], available: npt.NDArray[np.bool_]) -> Part:
        pool, demand, fixed = self._pool, self._demand, self._plan[~free]
        is_open = np.ones(len(demand.priority), bool)
        is_open[pool.jobs_of(fixed)[0]] = False
        room = demand.class_size - np.bincount(
            pool.shift_class[fixed], minlength=len(demand.class_size)
        )
        available = available & (room[pool.shift_class] > 0)
        jobs = np.flatnonzero(is_open)
        priority = demand.priority[jobs]
        # One point of priority outweighs all jobs of priority 0 together.
        rank = np.where(priority > 0, priority * (1 + int((priority == 0).sum())), 1)
        return Part(
            columns=np.flatnonzero(available),
            jobs=jobs,
            rank=rank,
            room=room,
            stock=demand.lots - taken_from_lots(pool, fixed, len(demand.lots)),
            chosen=self._plan[free],
        )

    def _touched(self) -> tuple[Int64, Int64]:
        """Pairs of a column and a route of the plan that has to go for it, each once."""
        pool, plan = self._pool, self._plan
        served, route = pool.jobs_of(plan)
        owner = np.full(len(self._demand.priority), -1)
        owner[served] = route
        # A class without room has to lose a route; where it has several, that is a guess.
        driver = np.full(len(self._demand.class_size), -1)
        driver[pool.shift_class[plan]] = np.arange(len(plan))
        driver[self._room > 0] = -1
        columns = np.concatenate((pool.column_of_entry, np.arange(len(pool))))
        routes = np.concatenate((owner[pool.jobs], driver[pool.shift_class]))
        columns, routes = columns[routes >= 0], routes[routes >= 0]
        pairs = columns * max(1, len(plan)) + routes
        pairs.sort()
        # Several times as fast as np.unique, and this is done for every better plan.
        pairs = pairs[np.diff(pairs, prepend=-1) > 0]
        return pairs // max(1, len(plan)), pairs % max(1, len(plan))

    def _affinity(self, column: Int64, route: Int64) -> npt.NDArray[np.float64]:
        """(routes, routes): how many columns touch both, those that touch few counting more."""
        routes = len(self._plan)
        near = np.zeros(routes * routes)
        narrow = self._width[column] <= WIDEST
        column, route = column[narrow], route[narrow]
        weight = 1.0 / np.maximum(1, self._width[column]) ** 2
        for step in range(1, WIDEST):
            same = column[step:] == column[:-step]
            pairs = route[step:][same] * routes + route[:-step][same]
            near += np.bincount(pairs, weights=weight[step:][same], minlength=routes * routes)
        square = near.reshape(routes, routes)
        return square + square.T
