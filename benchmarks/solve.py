"""A problem in memory to an answer in memory, within the seconds that were given for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.answer import Json, answer
from benchmarks.compile import compile_instance
from benchmarks.instance import Instance
from benchmarks.travel import travel_table
from optimizer import search
from optimizer.budget import Budget, Progress

ANSWER_S_PER_JOB = 60e-6
"""What working out times and reasons takes at the end; the search leaves room for it."""
LEAST_SHARE = 0.1
"""Of the seconds the search gets at least, however large the problem is."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The answer, and what it took."""

    document: Json
    """In the shape of VROOM; without the times that it took."""
    unserved_jobs: int
    unserved_priority: int
    seconds: float
    """From the problem in memory to the answer in memory."""
    first_complete_s: float | None
    """From the problem in memory until every job had been tried once; None: the search ended
    before."""
    iterations: int
    interrupted: bool

    def document_with_times(self, loading_s: float) -> Json:
        """The document, with `computing_times` in milliseconds as VROOM has them."""
        times = {
            "loading": round(1000 * loading_s),
            "solving": round(1000 * self.seconds),
            "routing": 0,
        }
        summary = self.document["summary"] | {"computing_times": times}
        return self.document | {"summary": summary}


def solve(
    instance: Instance,
    budget: Budget,
    *,
    seed: int = 0,
    threads: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Solved:
    """Plan an instance. The seconds of the budget are those from the call to the return.

    Args:
        instance: what is asked.
        budget: in seconds, iterations or both; the first that is used up ends the search.
        seed: of all randomness, 0 or more.
        threads: of the search; default: the cores of the machine.
        on_progress: called about ten times a second while the search runs.
        stop: asked as often; once it says True the best plan so far is answered.

    Raises:
        PlanRejected: the plan breaks a rule of the file, a defect of ours.
    """
    began = time.perf_counter()
    travel = travel_table(instance)
    arrays = compile_instance(instance, travel)
    compiled_s = time.perf_counter() - began
    found = search.run(
        arrays,
        _for_the_search(budget, compiled_s, len(instance.jobs)),
        seed=seed,
        threads=threads,
        on_progress=on_progress,
        stop=stop,
    )
    tried = found.first_complete_s >= 0
    document = answer(instance, found.routes, all_tried=tried, travel=travel)
    served = {stop for stops in found.routes for stop in stops}
    unserved = [job for number, job in enumerate(instance.jobs) if number not in served]
    return Solved(
        document,
        unserved_jobs=len(unserved),
        unserved_priority=sum(job.priority for job in unserved),
        seconds=time.perf_counter() - began,
        first_complete_s=compiled_s + found.first_complete_s if tried else None,
        iterations=found.iterations,
        interrupted=found.interrupted,
    )


def _for_the_search(budget: Budget, used_s: float, jobs: int) -> Budget:
    """What is left of the budget once the answer has its share."""
    if budget.seconds is None:
        return budget
    left_s = budget.seconds - used_s - ANSWER_S_PER_JOB * jobs
    return Budget(max(left_s, LEAST_SHARE * budget.seconds), budget.iterations)
