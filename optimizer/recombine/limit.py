"""How long a recombination may take, and who ends it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from ortools.util.python.solve_interrupter import SolveInterrupter

GLANCE_S = 0.01
"""Seconds between two looks at `stop`."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Seconds on the clock, deterministic seconds, or whichever ends first; None: unlimited.

    A deterministic second is work that takes OR-Tools about a second: with that limit alone the
    result depends on the arguments only. Raises ValueError when a limit is not above 0.
    """

    seconds: float | None = None
    deterministic: float | None = None

    def __post_init__(self) -> None:
        for given in (self.seconds, self.deterministic):
            if given is not None and not given > 0:
                raise ValueError(f"a limit must be above 0, but it is {given}")


class Watch:
    """Holds a recombination to its limit; the clock starts when it is made.

    While it is entered, a thread of its own asks `stop` and interrupts the solver that runs.
    """

    def __init__(self, limit: Limit, stop: Callable[[], bool] | None) -> None:
        seconds = limit.seconds
        self._deadline = None if seconds is None else time.monotonic() + seconds
        # Here and not above: the command line must start without loading OR-Tools.
        from ortools.util.python.solve_interrupter import SolveInterrupter

        self.interrupter: SolveInterrupter = SolveInterrupter()
        self._stop = stop
        self._work_left = limit.deterministic
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._left.set()
        self._thread.join()

    @property
    def over(self) -> bool:
        """Whether the limit is reached or `stop` said so."""
        if self._work_left is not None and self._work_left <= 0:
            return True
        return self.interrupter.interrupted or self.seconds_left == 0

    @property
    def seconds_left(self) -> float | None:
        """On the clock; None: unlimited."""
        return None if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    @property
    def work_left(self) -> float | None:
        """Deterministic seconds; None: unlimited."""
        return self._work_left

    def charge(self, deterministic_s: float) -> None:
        """Count work that was done."""
        if self._work_left is not None:
            self._work_left -= deterministic_s

    def _look(self) -> None:
        while not self._left.wait(GLANCE_S):
            if self.seconds_left == 0 or (self._stop is not None and self._stop()):
                self.interrupter.interrupt()
                return
