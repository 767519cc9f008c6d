"""Search a compiled problem: the native core, and OR-Tools beside it. Arrays in, routes out.

While the core searches, routes that it has seen are recombined from time to time
(`optimizer.recombination`), and what comes of it is offered to the search.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from optimizer import native
from optimizer.budget import Budget, Progress
from optimizer.problem import ProblemArrays
from optimizer.recombination import FINAL_SHARE, PAUSES, Recombination
from optimizer.start import CannotStay, Start

__all__ = ["CannotStay", "Found", "Start", "run"]

GLANCE_S = 0.1
"""Seconds between two looks at a running search."""


@dataclass(frozen=True, eq=False)
class Found:
    """The best plan of a search, in indices of the problem, and what the search was like."""

    routes: tuple[tuple[int, ...], ...]
    """Stops of every shift, in order: jobs, and errands numbered on after the jobs."""
    draws: tuple[tuple[tuple[int, int], ...], ...]
    """(lot, quantity) of every need; empty for needs of unserved jobs."""
    seconds: float
    """From the arrays to the plan."""
    iterations: int
    first_complete_s: float
    """When every job had been tried once; negative if the search ended before."""
    interrupted: bool
    threads: int
    engine: native.Engine
    """Still knows the plan."""


def run(
    arrays: ProblemArrays,
    budget: Budget,
    *,
    seed: int = 0,
    threads: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    start: Start | None = None,
) -> Found:
    """Search until the budget is used up; `budget.seconds` counts from this call on.

    Args:
        arrays: the problem.
        budget: seconds, iterations, or both.
        seed: of all randomness, 0 or more.
        threads: of the search; default: the cores of the machine.
        on_progress: called about ten times a second.
        stop: asked as often; once it says True the best plan so far is returned.
        start: a plan to begin with. The plan that is found is never worse than what is legal of
            it; what is fixed or kept in it stays.

    A KeyboardInterrupt also returns the best plan so far. Raises ValueError when the arrays are
    not what ProblemArrays says or `start` is no plan of them, CannotStay where a stop that has to
    stay is not legal, MemoryError when the core runs out of memory.
    """
    started = time.monotonic()
    problem = native.compile_problem(arrays)
    problem.gather_places()
    begin = None if start is None else native.compile_start(problem, start)
    count = threads or os.cpu_count() or 1
    left_s = 0.0
    if budget.seconds is not None:
        left_s = max(0.001, budget.seconds - (time.monotonic() - started))
    engine = native.Engine(problem, left_s, budget.iterations or 0, seed, count, begin)
    recombination = Recombination(arrays, engine, seed, count)
    if budget.seconds is None:
        engine.pause_at(PAUSES)
    interrupted = _watch(engine, recombination, budget.seconds, on_progress, stop)
    if not interrupted:
        left = None if budget.seconds is None else budget.seconds - (time.monotonic() - started)
        # Whoever bounds the iterations does not want the seconds that they left over used up.
        recombination.recombine_once(left, all_of_it=budget.iterations is None)
    end = engine.progress()
    if on_progress is not None and not interrupted:
        on_progress(_glance(end))
    plan = native.result_of(engine)
    return Found(
        routes=plan.routes,
        draws=plan.draws,
        seconds=time.monotonic() - started,
        iterations=end.iterations,
        first_complete_s=end.first_complete_seconds,
        interrupted=interrupted,
        threads=count,
        engine=engine,
    )


def _watch(
    engine: native.Engine,
    recombination: Recombination,
    seconds: float | None,
    on_progress: Callable[[Progress], None] | None,
    stop: Callable[[], bool] | None,
) -> bool:
    """Let the search run to its end; whether it was interrupted."""
    interrupted = False
    shortened = False
    engine.start()
    while True:
        try:
            if engine.wait(GLANCE_S):
                recombination.close()
                return interrupted
            now = engine.progress()
            if on_progress is not None:
                on_progress(_glance(now))
            if stop is not None and stop() and not interrupted:
                interrupted = True
                engine.stop()
            if engine.is_paused:
                recombination.recombine_once()
                engine.resume()
            if seconds is None or not engine.remembers_routes:
                continue
            if not shortened:
                # What is left at the end is for one last recombination of all that was seen.
                shortened = True
                engine.limit_seconds(seconds * (1 - FINAL_SHARE))
            recombination.go_on(now)
        except KeyboardInterrupt:
            interrupted = True
            engine.stop()


def _glance(now: native.Progress) -> Progress:
    return Progress(
        elapsed_s=now.seconds,
        iterations=now.iterations,
        unserved=now.unserved,
        unserved_priority=now.unserved_priority,
        cost_cents=now.cents,
        fraction=now.share,
    )
