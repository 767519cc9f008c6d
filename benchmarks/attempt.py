"""One run in a process of its own: `python -P -m benchmarks.attempt`, request in, report out.

The request is a JSON object on stdin, the report one in the file that the request names. The clock
runs from the problem in memory to the answer in memory; reading the file and writing the answer
are outside. What a contestant prints is not looked at.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.contestants import (
    OURS,
    CannotExpressError,
    Glimpse,
    NothingFoundError,
    Order,
    contestant,
)
from benchmarks.runs import Outcome


@dataclass(frozen=True, slots=True)
class Request:
    """What one process is to do."""

    file: str
    report: str
    """Where the report goes."""
    contestant: str
    setting: str
    seed: int
    threads: int
    seconds: float
    cores: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """The best plan at a moment, as the contestant itself sees it."""

    at_s: float
    unserved_priority: int
    unserved: int
    cost: float
    """In the units of the file."""


@dataclass(slots=True)
class Report:
    """What one process has done."""

    outcome: Outcome = Outcome.CRASHED
    says: str = ""
    jobs: int | None = None
    seconds_taken: float | None = None
    first_complete_s: float | None = None
    memory_mb: float | None = None
    curve: list[Point] = field(default_factory=list)
    answer: dict[str, Any] | None = None
    """In VROOM's shape; LEGAL stands until the checker has looked at it."""


@dataclass(slots=True)
class Curve:
    """Collects what a contestant tells while it works."""

    units: int
    started: float = field(default_factory=time.perf_counter)
    points: list[Point] = field(default_factory=list)

    def tell(self, now: Glimpse) -> None:
        """Add a point where the plan has changed."""
        cost = now.cost / self.units
        last = self.points[-1] if self.points else None
        if last is None or (last.unserved_priority, last.unserved, last.cost) != (
            now.unserved_priority,
            now.unserved,
            cost,
        ):
            at_s = round(time.perf_counter() - self.started, 3)
            self.points.append(Point(at_s, now.unserved_priority, now.unserved, cost))


def attempt(request: Request) -> Report:
    """Pin this process to its cores, read the file, let the contestant work, and tell."""
    os.sched_setaffinity(0, request.cores)
    from benchmarks.contestants.matrices import with_matrices
    from benchmarks.readers import read_instance
    from models.errors import PlanRejected

    report = Report()
    instance = read_instance(Path(request.file))
    report.jobs = len(instance.jobs)
    solver = contestant(request.contestant)
    for module in solver.MODULES:
        import_module(module)
    curve = Curve(instance.units)
    try:
        # Whoever knows nothing but matrices is given them before the clock starts.
        given = instance if request.contestant == OURS else with_matrices(instance)
        gc.collect()
        curve.started = time.perf_counter()
        order = Order(
            seconds=request.seconds,
            threads=request.threads,
            seed=request.seed,
            setting=request.setting,
            deadline=curve.started + request.seconds,
        )
        reply = solver.solve(given, order, curve.tell)
        report.answer, report.first_complete_s = reply.answer, reply.first_complete_s
        report.outcome = Outcome.LEGAL
    except CannotExpressError as failure:
        report.outcome, report.says = Outcome.CANNOT_EXPRESS, str(failure)
    except NothingFoundError as failure:
        report.outcome, report.says = Outcome.NOTHING_FOUND, str(failure)
    except PlanRejected as failure:
        report.outcome, report.says = Outcome.ILLEGAL, str(failure)
    report.seconds_taken = round(time.perf_counter() - curve.started, 3)
    report.memory_mb = machine.peak_memory_mb(os.getpid())
    report.curve = curve.points
    return report


def main() -> None:
    """Do what stdin says. Whatever goes wrong is in the report: a crash is a result too."""
    request = Request(**json.load(sys.stdin))
    try:
        report = attempt(request)
    except Exception as failure:
        report = Report(
            says=f"{type(failure).__name__}: {failure}",
            memory_mb=machine.peak_memory_mb(os.getpid()),
        )
    Path(request.report).write_text(json.dumps(asdict(report)), "utf-8")


if __name__ == "__main__":
    main()
