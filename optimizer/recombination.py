"""When routes of a running search are recombined, and for how long."""

from __future__ import annotations

import threading
import time

import numpy as np

from optimizer import native
from optimizer.problem import JobColumn, LotColumn, ProblemArrays
from optimizer.recombine import Limit, RoutePool, recombine

PAUSES = [0.7]
"""Shares of a budget in iterations at which the search waits for a recombination."""
FINAL_SHARE = 0.04
"""Of a budget in seconds, for a last recombination after the search."""
FIRST_SHARE = 0.3
"""Of a budget in seconds, before which what was seen is not worth it."""
REST = 2.0
"""A recombination is followed by so many times its own duration without one."""
LONGEST_S = 20.0
"""Seconds that one recombination may take beside the search."""
DETERMINISTIC = 1.0
"""Deterministic seconds that one recombination may take where iterations end the search."""


class Recombination:
    """Recombines what an engine has seen: beside it in a thread, or in between."""

    def __init__(
        self, arrays: ProblemArrays, engine: native.Engine, seed: int, threads: int
    ) -> None:
        self._engine = engine
        self._seed = seed
        self._threads = threads
        self._jobs = len(arrays.jobs)
        self._priority = np.ascontiguousarray(arrays.jobs[:, JobColumn.PRIORITY])
        self._lots = np.ascontiguousarray(arrays.lots[:, LotColumn.QUANTITY])
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()
        self._not_before = 0.0
        self._failure: BaseException | None = None

    def go_on(self, now: native.Progress) -> None:
        """Start a recombination beside the search if it is time for one."""
        if now.share < FIRST_SHARE or time.monotonic() < self._not_before:
            return
        if self._thread is not None and self._thread.is_alive():
            return
        self._raise_failure()
        left_s = now.seconds * (1 / max(now.share, 1e-9) - 1)
        limit_s = min(LONGEST_S, left_s)
        if limit_s <= 0.05:
            return
        self._thread = threading.Thread(target=self._beside, args=(limit_s,), daemon=True)
        self._thread.start()

    def _beside(self, limit_s: float) -> None:
        started = time.monotonic()
        try:
            self._recombine(Limit(seconds=limit_s), threads=1)
        except BaseException as failure:
            self._failure = failure
        self._not_before = time.monotonic() + REST * (time.monotonic() - started)

    def close(self) -> None:
        """Wait for a recombination that still goes on, which ends soon."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()
        self._closing.clear()
        self._raise_failure()

    def recombine_once(self, seconds: float | None = None, *, all_of_it: bool = False) -> None:
        """Recombine while the search waits or is over.

        Args:
            seconds: the most that it may take on the clock; None: unlimited.
            all_of_it: whether `seconds` are there to be used up. Otherwise a fixed amount of
                work is done, or what of it can be in that time.
        """
        if not self._engine.remembers_routes or (seconds is not None and seconds <= 0.02):
            return
        work = None if all_of_it else DETERMINISTIC
        threads = 1 if seconds is None else self._threads
        self._recombine(Limit(seconds=seconds, deterministic=work), threads)

    def _recombine(self, limit: Limit, threads: int) -> None:
        classes, prices, stops, first, units, sizes, best = self._engine.pool()
        if len(best) < 2:
            return
        is_job = stops < self._jobs
        jobs_before = np.concatenate(([0], np.cumsum(is_job)))
        pool = RoutePool(
            shift_class=classes,
            price=prices,
            jobs=stops[is_job],
            first=jobs_before[first],
            draws=units,
        )
        chosen = recombine(
            pool,
            class_size=sizes,
            priority=self._priority,
            lots=self._lots,
            incumbent=tuple(best.tolist()),
            limit=limit,
            stop=self._closing.is_set,
            seed=self._seed,
            threads=threads,
        )
        if chosen is not None:
            self._engine.offer(list(chosen))

    def _raise_failure(self) -> None:
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
