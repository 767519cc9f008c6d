"""A search cut into slices, so that the best plan so far is on the disk while the rest goes on.

Every slice begins with the plan of the one before, and a plan is never worse than what it began
with. The first slice is short: soon there is something to see.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from models.findings import Finding
from models.plan import Plan, SearchReport
from models.scenario import Scenario
from optimizer.budget import Budget, Progress
from service.runs.schemas import DEFAULT_SECONDS, RunAsked
from service.settings import Settings

SMALLEST_REST_S = 0.5
"""A last slice that would be shorter is done together with the one before."""


@dataclass(frozen=True, slots=True)
class Work:
    """What one attempt at a run has to do."""

    scenario: Scenario
    findings: tuple[Finding, ...]
    seconds: float | None
    iterations: int | None
    seed: int
    threads: int | None
    start: Plan | None = None
    done_s: float = 0.0
    """Seconds of search that earlier attempts have done already, for `start`."""


def work_of(
    asked: RunAsked, scenario: Scenario, findings: tuple[Finding, ...], settings: Settings
) -> Work:
    """What a run asks for, within what the service allows."""
    seconds = asked.seconds
    if seconds is None and asked.iterations is None:
        seconds = DEFAULT_SECONDS
    if seconds is None or seconds > settings.most_run_seconds:
        seconds = settings.most_run_seconds if asked.iterations is None else seconds
    threads = None if asked.threads is None else min(asked.threads, settings.most_run_threads)
    return Work(scenario, findings, seconds, asked.iterations, asked.seed, threads)


def slices_of(seconds: float, first_s: float, each_s: float) -> list[float]:
    """The seconds of every slice; they add up to `seconds`."""
    slices: list[float] = []
    left = seconds
    while left > 0:
        next_s = min(left, first_s if not slices else each_s)
        if left - next_s < SMALLEST_REST_S:
            next_s = left
        slices.append(next_s)
        left -= next_s
    return slices


def search(
    work: Work,
    settings: Settings,
    on_progress: Callable[[Progress], None],
    on_plan: Callable[[Plan, float], None],
    stop: Callable[[], bool],
) -> Plan:
    """Search slice by slice.

    Args:
        work: what to do.
        settings: how long the slices are.
        on_progress: hears of the whole search, not of the slice.
        on_plan: gets the plan after every slice but the last, and the seconds done.
        stop: once it says True the best plan so far is returned.

    Raises what `optimizer.solve.solve` raises.
    """
    from optimizer.solve import solve  # OR-Tools and the core take a moment to load

    def part(budget: Budget, start: Plan | None, shown: Callable[[Progress], None]) -> Plan:
        return solve(
            work.scenario,
            budget,
            seed=work.seed,
            threads=work.threads,
            on_progress=shown,
            stop=stop,
            findings=work.findings,
            start=start,
        )

    if work.iterations is not None:  # one piece: equal runs give equal plans
        return part(Budget(work.seconds, work.iterations), work.start, on_progress)
    assert work.seconds is not None
    began, plan, iterations, done_s = time.monotonic(), work.start, 0, work.done_s
    left = max(work.seconds - work.done_s, SMALLEST_REST_S)
    for seconds in slices_of(left, settings.first_checkpoint_s, settings.checkpoint_s):
        glance = _Whole(work.seconds, done_s, iterations, on_progress)
        plan = part(Budget(seconds), plan, glance)
        iterations += plan.search.iterations
        done_s += seconds
        if stop() or done_s >= work.seconds or plan.search.stopped_by == "nothing_to_do":
            break
        on_plan(plan, done_s)
    assert plan is not None
    spent = round(time.monotonic() - began + work.done_s, 3)
    return plan.model_copy(update={"search": _report(plan.search, spent, iterations)})


def _report(last: SearchReport, seconds: float, iterations: int) -> SearchReport:
    """The report of the whole search."""
    return last.model_copy(update={"seconds": seconds, "iterations": iterations})


class _Whole:
    """Turns the progress of a slice into that of the whole search."""

    def __init__(
        self,
        seconds: float,
        done_s: float,
        iterations: int,
        tell: Callable[[Progress], None],
    ) -> None:
        self._seconds, self._done_s, self._iterations, self._tell = (
            seconds,
            done_s,
            iterations,
            tell,
        )

    def __call__(self, now: Progress) -> None:
        elapsed_s = self._done_s + now.elapsed_s
        whole = replace(
            now,
            elapsed_s=elapsed_s,
            iterations=self._iterations + now.iterations,
            fraction=min(1.0, elapsed_s / self._seconds),
        )
        self._tell(whole)
