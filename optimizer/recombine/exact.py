"""Solve a part: relax it, drop the columns that cannot pay, choose among the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from optimizer.recombine.limit import Watch
from optimizer.recombine.model import Part, build_model
from optimizer.recombine.pool import Int64, RoutePool

if TYPE_CHECKING:
    from ortools.math_opt.python.mathopt import SolveParameters

MOST_COLUMNS = 3000
"""Columns, those of least reduced cost, that are left to choose among."""
WORK_S = 1.0
"""Deterministic seconds for one choice."""
LEAST_WORK_S = 1e-3
"""Deterministic seconds that a choice is given even where hardly any are left."""
WORK_OF_ENTRY_S = 4e-6
"""Deterministic seconds that a part takes for every job of its columns, however it ends."""


@dataclass(frozen=True, eq=False)
class Chooser:
    """Solves parts of plans over one pool, within one limit."""

    pool: RoutePool
    watch: Watch
    threads: int

    def improve(self, part: Part, seed: int) -> Int64:
        """Better columns for a part: fewer ranks left out if possible, then a lower price.

        Returns `part.chosen` itself where none better were found.
        """
        plan = part.chosen
        if self._value(part, None, plan) > 0:
            plan = self._better(part, None, plan, seed)
        return self._better(part, self._value(part, None, plan), plan, seed)

    def _value(self, part: Part, most: int | None, columns: Int64) -> int:
        """What is to be made small: the price, or where `most` is None the ranks left out."""
        if most is not None:
            return int(self.pool.price[columns].sum())
        return int(part.rank[~np.isin(part.jobs, self.pool.jobs_of(columns)[0])].sum())

    def _better(self, part: Part, most: int | None, than: Int64, seed: int) -> Int64:
        """Columns of a smaller value (see build_model) than `than`, or `than` itself."""
        if self.watch.over:
            return than
        self.watch.charge(WORK_OF_ENTRY_S * len(self.pool.jobs_of(part.columns)[0]))
        relaxed = self._relax(part, most)
        if relaxed is None:
            return than
        bound, reduced = relaxed
        # Values are integers; the margin is for the rounding of the relaxation, far below one.
        value = self._value(part, most, than)
        gap = value - 1 - bound + 1e-7 * max(1.0, bound)
        pays = reduced <= gap
        if gap < 0 or not pays.any():
            return than
        if np.count_nonzero(pays) > MOST_COLUMNS:
            pays &= reduced <= np.partition(reduced, MOST_COLUMNS)[MOST_COLUMNS]
        pays |= np.isin(part.columns, than)
        found = self._integrate(part, part.columns[pays], most, than, seed)
        return found if self._value(part, most, found) < value else than

    def _relax(self, part: Part, most: int | None) -> tuple[float, npt.NDArray[np.float64]] | None:
        """Value of the relaxation and reduced costs of the columns; None: no time."""
        from ortools.math_opt.python import mathopt

        model = build_model(self.pool, part, part.columns, most, integer=False)
        parameters = self._parameters(threads=1, seed=0)
        if self.watch.work_left is not None:
            parameters.glop.max_deterministic_time = max(self.watch.work_left, LEAST_WORK_S)
        result = mathopt.solve(
            model,
            mathopt.SolverType.GLOP,
            params=parameters,
            interrupter=self.watch.interrupter,
        )
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        variables = list(model.variables())[: len(part.columns)]
        return result.objective_value(), np.array(result.reduced_costs(variables))

    def _integrate(
        self, part: Part, columns: Int64, most: int | None, than: Int64, seed: int
    ) -> Int64:
        """The best whole columns among `columns`, `than` to start from."""
        from ortools.math_opt.python import mathopt

        model = build_model(self.pool, part, columns, most, integer=True)
        variables = list(model.variables())
        parameters = self._parameters(threads=self.threads, seed=seed)
        left = self.watch.work_left
        work = WORK_S if left is None else min(WORK_S, max(left, LEAST_WORK_S))
        parameters.cp_sat.max_deterministic_time = work
        # Strong relaxations pay; probing and the search for symmetry cost more than they give.
        parameters.cp_sat.linearization_level = 2
        parameters.cp_sat.cp_model_probing_level = 0
        parameters.cp_sat.symmetry_level = 0
        parameters.cp_sat.max_presolve_iterations = 1
        parameters.cp_sat.find_big_linear_overlap = False
        start = np.zeros(len(variables))
        start[: len(columns)] = np.isin(columns, than)
        if len(variables) > len(columns):
            start[len(columns) :] = ~np.isin(part.jobs, self.pool.jobs_of(than)[0])
        hint = mathopt.SolutionHint(dict(zip(variables, start.tolist(), strict=True)))
        result = mathopt.solve(
            model,
            mathopt.SolverType.CP_SAT,
            params=parameters,
            model_params=mathopt.ModelSolveParameters(solution_hints=[hint]),
            interrupter=self.watch.interrupter,
        )
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            self.watch.charge(work)
        if not result.has_primal_feasible_solution():
            return than
        values = np.array(result.variable_values(variables[: len(columns)]))
        return columns[values > 0.5]

    def _parameters(self, *, threads: int, seed: int) -> SolveParameters:
        from ortools.math_opt.python import mathopt

        left = self.watch.seconds_left
        return mathopt.SolveParameters(
            time_limit=None if left is None else timedelta(seconds=left),
            threads=threads,
            random_seed=seed,
            relative_gap_tolerance=0.0,
        )
