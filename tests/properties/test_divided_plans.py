"""Plans that are large enough to be divided among threads, and recombined, by iterations."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from fuzz.stress import city

from benchmarks.checkers import check
from benchmarks.readers import read_instance
from benchmarks.solve import solve
from optimizer import recombination
from optimizer.budget import Budget
from optimizer.recombination import Recombination
from optimizer.recombine import Limit, recombine

pytestmark = pytest.mark.core

DIVIDED = 620
"""Jobs; plans of 300 and more for each thread are divided."""


@pytest.mark.parametrize(
    ("jobs", "threads", "rests"),
    [
        (60, 1, True),
        (60, 2, True),
        (60, 2, False),
        pytest.param(DIVIDED, 2, True, marks=pytest.mark.slow),
        pytest.param(DIVIDED, 2, False, marks=pytest.mark.slow),
    ],
)
def test_equal_seed_threads_and_iterations_give_equal_answers(
    tmp_path: Path, jobs: int, threads: int, rests: bool
) -> None:
    path = tmp_path / "city.json"
    path.write_text(json.dumps(city(jobs, 5, rests)))
    instance = read_instance(path)
    first, second = (
        solve(instance, Budget(iterations=1000), seed=4, threads=threads) for _ in range(2)
    )
    assert first.document == second.document
    verdict = check(path, first.document)
    assert verdict.complaints == ()
    assert verdict.cost == first.document["summary"]["cost"]


@pytest.mark.parametrize("budget", [Budget(iterations=2000), Budget(3600, 2000)])
def test_seconds_that_iterations_leave_over_are_not_used_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, budget: Budget
) -> None:
    limits = []
    here = threading.current_thread()

    def watched(*pool: Any, limit: Limit, **rest: Any) -> tuple[int, ...] | None:
        if threading.current_thread() is here:  # and not beside the search
            limits.append(limit)
        return recombine(*pool, limit=limit, **rest)

    monkeypatch.setattr(recombination, "recombine", watched)
    solve_small_city(tmp_path, budget)
    assert limits
    assert all(limit.deterministic is not None for limit in limits)


def test_seconds_alone_are_used_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def watched(_: Recombination, __: float | None = None, *, all_of_it: bool = False) -> None:
        asked.append(all_of_it)

    monkeypatch.setattr(Recombination, "recombine_once", watched)
    solve_small_city(tmp_path, Budget(seconds=0.5))
    assert asked == [True]


def solve_small_city(folder: Path, budget: Budget) -> None:
    path = folder / "city.json"
    path.write_text(json.dumps(city(60, 5, False)))
    solve(read_instance(path), budget, seed=4, threads=2)
