"""Rows of a table of runs, with only what a test is about."""

from __future__ import annotations

from benchmarks.runs import Attempt, Circumstances, Outcome, Run
from benchmarks.score import Score

HERE = Circumstances(
    machine="Linux x86_64, 8 GB, Python 3.11.7",
    processor="Test CPU",
    cores=2,
    version="1.0",
    commit="abc",
    date="2026-01-01T00:00:00+00:00",
)


def attempt(
    file: str = "R101",
    *,
    suite: str = "solomon",
    group: str = "solomon",
    contestant: str = "earlybird",
    setting: str = "default",
    seed: int = 1,
    seconds: float = 10.0,
) -> Attempt:
    """Who was asked what, on two threads."""
    return Attempt(suite, group, file, contestant, setting, seed, 2, seconds)


def legal(asked: Attempt, cost: float, priority: int = 0, without: int = 0, **more: object) -> Run:
    """A run with a legal plan."""
    score = Score(priority, without, cost)
    return Run(asked, HERE, Outcome.LEGAL, score=score, **more)  # type: ignore[arg-type]


def failed(asked: Attempt, outcome: Outcome = Outcome.CRASHED, says: str = "signal SIGSEGV") -> Run:
    """A run without a legal plan."""
    return Run(asked, HERE, outcome, says)
