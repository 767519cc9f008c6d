"""Set partitioning as OR-Tools wants it: which columns of a part serve its jobs most cheaply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from optimizer.recombine.pool import Int64, RoutePool

if TYPE_CHECKING:
    from ortools.math_opt.model_pb2 import ModelProto
    from ortools.math_opt.python.mathopt import Model


@dataclass(frozen=True, eq=False)
class Part:
    """A part of the plan that is free to change, while the rest of it stays."""

    columns: Int64
    """(c,): columns of the pool that may be chosen; they serve jobs of the part only."""
    jobs: Int64
    """(n,): the jobs of the part."""
    rank: Int64
    """(n,): what it costs to leave a job out, ahead of all prices, at least 1."""
    room: Int64
    """(k,): shifts of every class that the rest of the plan leaves."""
    stock: Int64
    """(l,): units of every shared lot that the rest of the plan leaves."""
    chosen: Int64
    """Columns of the part in the plan as it is."""


def build_model(
    pool: RoutePool, part: Part, columns: Int64, most: int | None, *, integer: bool
) -> Model:
    """Choose among `columns` at the least price while ranks of at most `most` are left out.

    Where `most` is None, leave out as little as possible at any price. Prices and ranks are never
    added up: no weight is needed that makes one count ahead of the other.

    Variables: the columns, then (where anything may be left out) the jobs that are left out.
    Rows: jobs, classes, lots, and the sum of the ranks.
    """
    from ortools.math_opt import model_pb2
    from ortools.math_opt.python import mathopt

    jobs, position = pool.jobs_of(columns)
    row_of_job = np.full(int(part.jobs.max(initial=-1)) + 1, -1)
    row_of_job[part.jobs] = np.arange(len(part.jobs))
    rows = _Rows()
    rows.add(row_of_job[jobs], position, np.ones(len(jobs)), np.ones(len(part.jobs)), equal=True)
    _add_shared(rows, pool, part, columns)
    costs = pool.price[columns].astype(np.float64)
    if most != 0:
        each = np.arange(len(part.jobs))
        ranks = part.rank.astype(np.float64)
        rows.extend(each, len(columns) + each, np.ones(len(each)))
        if most is None:
            costs = np.concatenate((np.zeros(len(columns)), ranks))
        else:
            costs = np.concatenate((costs, np.zeros(len(each))))
            rows.add(np.zeros_like(each), len(columns) + each, ranks, np.array([float(most)]))

    model = model_pb2.ModelProto()
    names = range(len(costs))
    model.variables.ids.extend(names)
    model.variables.lower_bounds.extend([0.0] * len(costs))
    # The rows of the jobs keep every variable at 1 or below; the relaxation is easier without.
    model.variables.upper_bounds.extend([1.0 if integer else np.inf] * len(costs))
    model.variables.integers.extend([integer] * len(costs))
    model.objective.linear_coefficients.ids.extend(names)
    model.objective.linear_coefficients.values.extend(costs.tolist())
    rows.write(model)
    return mathopt.Model.from_model_proto(model)


def _add_shared(rows: _Rows, pool: RoutePool, part: Part, columns: Int64) -> None:
    """Rows of what the columns share: shifts of a class, units of a lot."""
    used, row = np.unique(pool.shift_class[columns], return_inverse=True)
    rows.add(row, np.arange(len(columns)), np.ones(len(columns)), part.room[used])
    at = np.full(len(pool), -1)
    at[columns] = np.arange(len(columns))
    draws = pool.draws[at[pool.draws[:, 0]] >= 0]
    # A column may draw from a lot in several rows; the solver wants each cell once.
    cells, cell = np.unique(draws[:, :2], axis=0, return_inverse=True)
    units = np.bincount(cell.ravel(), weights=draws[:, 2], minlength=len(cells))
    lots, row = np.unique(cells[:, 1], return_inverse=True)
    rows.add(row, at[cells[:, 0]], units.astype(np.float64), part.stock[lots])


class _Rows:
    """Rows under construction, as triples of row, variable and coefficient."""

    def __init__(self) -> None:
        self._cells: list[tuple[npt.NDArray[np.generic], ...]] = []
        self._lower: list[float] = []
        self._upper: list[float] = []

    def add(
        self,
        row: Int64,
        variable: Int64,
        coefficient: npt.NDArray[np.float64],
        upper: npt.NDArray[np.generic],
        *,
        equal: bool = False,
    ) -> None:
        """New rows, numbered from 0 in `row`, with their upper bounds."""
        self.extend(len(self._upper) + row, variable, coefficient)
        self._upper.extend(upper.astype(np.float64).tolist())
        self._lower.extend(self._upper[-len(upper) :] if equal else [-np.inf] * len(upper))

    def extend(self, row: Int64, variable: Int64, coefficient: npt.NDArray[np.float64]) -> None:
        """More cells of rows that are there."""
        self._cells.append((row, variable, coefficient))

    def write(self, model: ModelProto) -> None:
        """Into a ModelProto, whose matrix is ordered by row, then by variable."""
        row, variable, coefficient = (np.concatenate(one) for one in zip(*self._cells, strict=True))
        order = np.lexsort((variable, row))
        model.linear_constraints.ids.extend(range(len(self._upper)))
        model.linear_constraints.lower_bounds.extend(self._lower)
        model.linear_constraints.upper_bounds.extend(self._upper)
        model.linear_constraint_matrix.row_ids.extend(row[order].tolist())
        model.linear_constraint_matrix.column_ids.extend(variable[order].tolist())
        model.linear_constraint_matrix.coefficients.extend(coefficient[order].tolist())
