"""Solves problems of VROOM in threads of their own: as many at once as the settings say."""

from __future__ import annotations

import threading
import time
from typing import Any

from service.http import kinds
from service.http.metrics import Metrics
from service.http.problems import RETRY_S, Problem
from service.settings import Settings

DEFAULT_SECONDS = 5.0


class Solver:
    """The places for searches of one API process."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._settings = settings
        self._metrics = metrics
        self._places = threading.BoundedSemaphore(settings.solves_at_once)

    def solve(
        self,
        document: dict[str, Any],
        *,
        seconds: float | None,
        iterations: int | None,
        seed: int,
        threads: int | None,
        stop: threading.Event,
    ) -> dict[str, Any]:
        """The answer in VROOM's shape, with what it took.

        What is asked beyond the limits of the service is cut down to them. `stop` ends the search
        with the best answer so far. Raises FileUnusable with all findings, Problem (503) when all
        places are taken.
        """
        if not self._places.acquire(blocking=False):
            raise Problem(
                kinds.BUSY,
                f"{self._settings.solves_at_once} searches are running.",
                headers={"Retry-After": str(RETRY_S)},
            )
        self._metrics.solves.inc()
        try:
            return self._solve(document, seconds, iterations, seed, threads, stop)
        finally:
            self._metrics.solves.dec()
            self._places.release()

    def _solve(
        self,
        document: dict[str, Any],
        seconds: float | None,
        iterations: int | None,
        seed: int,
        threads: int | None,
        stop: threading.Event,
    ) -> dict[str, Any]:
        from benchmarks.readers.vroom import read  # OR-Tools and the core take a moment to load
        from benchmarks.solve import solve
        from optimizer.budget import Budget

        began = time.perf_counter()
        instance = read(document)
        loading_s = time.perf_counter() - began
        longest, most = self._settings.most_solve_seconds, self._settings.most_solve_threads
        wanted = DEFAULT_SECONDS if seconds is None and iterations is None else seconds
        budget = Budget(longest if wanted is None else min(wanted, longest), iterations)
        solved = solve(
            instance,
            budget,
            seed=seed,
            threads=min(threads or most, most),
            stop=stop.is_set,
        )
        return solved.document_with_times(loading_s)
