"""The pool of routes that are recombined, and what a plan made of them is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Int64 = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RoutePool:
    """Columns: legal routes, as the search has seen them. Immutable; all arrays are int64.

    Raises ValueError when the arrays do not fit together, or when a route is empty or serves a
    job twice.
    """

    shift_class: Int64
    """(c,): the class of interchangeable shifts that may drive the route."""
    price: Int64
    """(c,): price of the route, 0 or more, in whatever unit the plan is priced."""
    jobs: Int64
    """Jobs of all routes, one route after the other."""
    first: Int64
    """(c + 1,): where each route starts in `jobs`; the last entry is the length of `jobs`."""
    draws: Int64 = field(default_factory=lambda: np.zeros((0, 3), np.int64))
    """(q, 3): column, lot, quantity: the units of shared lots that a route takes."""

    def __post_init__(self) -> None:
        columns = len(self.shift_class)
        for name, array, shape in (
            ("shift_class", self.shift_class, (columns,)),
            ("price", self.price, (columns,)),
            ("jobs", self.jobs, (len(self.jobs),)),
            ("first", self.first, (columns + 1,)),
            ("draws", self.draws, (len(self.draws), 3)),
        ):
            if array.dtype != np.int64 or array.shape != shape:
                raise ValueError(
                    f"{name} must be int64 of shape {shape}, "
                    f"but it is {array.dtype} of shape {array.shape}"
                )
        if self.first[0] != 0 or self.first[-1] != len(self.jobs):
            raise ValueError("first must begin with 0 and end with the length of jobs")
        if (np.diff(self.first) <= 0).any():
            raise ValueError("first must rise: an empty route needs no column")
        if columns and self.price.min() < 0:
            raise ValueError("price must not be negative")
        require_within("draws column", self.draws[:, 0], columns)
        if (self.draws[:, 2] < 0).any():
            raise ValueError("draws quantity must not be negative")
        cells = self.column_of_entry * (int(self.jobs.max(initial=0)) + 1) + self.jobs
        cells.sort()
        if (cells[1:] == cells[:-1]).any():
            raise ValueError("a route must not serve a job twice")

    def __len__(self) -> int:
        return len(self.price)

    @property
    def column_of_entry(self) -> Int64:
        """For every entry of `jobs` its column."""
        return np.repeat(np.arange(len(self.price)), np.diff(self.first))

    def jobs_of(self, columns: Int64) -> tuple[Int64, Int64]:
        """The jobs of some columns one after the other, and for each its position in `columns`."""
        lengths = np.diff(self.first)[columns]
        position = np.repeat(np.arange(len(columns)), lengths)
        begins = np.cumsum(lengths) - lengths
        return self.jobs[
            np.arange(len(position)) + (self.first[columns] - begins)[position]
        ], position

    def of(self, columns: Int64) -> RoutePool:
        """The pool of some of the columns, in rising order; positions in it are positions there."""
        jobs, _ = self.jobs_of(columns)
        at = np.full(len(self), -1)
        at[columns] = np.arange(len(columns))
        draws = self.draws[at[self.draws[:, 0]] >= 0]
        return RoutePool(
            shift_class=self.shift_class[columns],
            price=self.price[columns],
            jobs=jobs,
            first=np.concatenate(([0], np.cumsum(np.diff(self.first)[columns]))),
            draws=np.column_stack((at[draws[:, 0]], draws[:, 1:])),
        )


@dataclass(frozen=True, eq=False)
class Demand:
    """What a plan has to respect and to serve."""

    class_size: Int64
    """(k,): shifts of every class."""
    priority: Int64
    """(n,): of every job, 0 or more."""
    lots: Int64
    """(l,): units in every shared lot."""

    def require(self, pool: RoutePool) -> None:
        """Raise ValueError unless the pool speaks of these classes, jobs and lots only."""
        for name, array in (
            ("class_size", self.class_size),
            ("priority", self.priority),
            ("lots", self.lots),
        ):
            if array.dtype != np.int64 or array.ndim != 1 or (array < 0).any():
                raise ValueError(f"{name} must be a vector of int64, none of them negative")
        require_within("shift_class", pool.shift_class, len(self.class_size))
        require_within("jobs", pool.jobs, len(self.priority))
        require_within("draws lot", pool.draws[:, 1], len(self.lots))


class Worth(NamedTuple):
    """How good a plan is; less is better, the first field that differs decides."""

    unserved_priority: int
    unserved_without_priority: int
    price: int


def worth(pool: RoutePool, demand: Demand, plan: Int64) -> Worth:
    """What the columns of a legal plan are worth together."""
    unserved = np.ones(len(demand.priority), bool)
    unserved[pool.jobs_of(plan)[0]] = False
    return Worth(
        sum(demand.priority[unserved].tolist()),
        int((demand.priority[unserved] == 0).sum()),
        sum(pool.price[plan].tolist()),
    )


def why_illegal(pool: RoutePool, demand: Demand, plan: Int64) -> str | None:
    """What is wrong with a plan, in words; None where it is legal."""
    if len(plan) and (plan.min() < 0 or plan.max() >= len(pool)):
        return "it names a column that is not in the pool"
    served = np.bincount(pool.jobs_of(plan)[0], minlength=len(demand.priority))
    if (served > 1).any():
        return f"job {int(np.argmax(served > 1))} is served twice"
    used = np.bincount(pool.shift_class[plan], minlength=len(demand.class_size))
    if (used > demand.class_size).any():
        return f"class {int(np.argmax(used > demand.class_size))} has too few shifts"
    taken = taken_from_lots(pool, plan, len(demand.lots))
    if (taken > demand.lots).any():
        return f"lot {int(np.argmax(taken > demand.lots))} has too few units"
    return None


def taken_from_lots(pool: RoutePool, plan: Int64, lots: int) -> Int64:
    """(l,): units that the columns of a plan take from every shared lot."""
    times = np.bincount(plan, minlength=len(pool))
    taken = np.zeros(lots, np.int64)
    np.add.at(taken, pool.draws[:, 1], pool.draws[:, 2] * times[pool.draws[:, 0]])
    return taken


def require_within(name: str, values: Int64, count: int) -> None:
    """Raise ValueError unless all values are indices below `count`."""
    if len(values) and (values.min() < 0 or values.max() >= count):
        raise ValueError(f"{name} must lie within 0 and {count - 1}")
