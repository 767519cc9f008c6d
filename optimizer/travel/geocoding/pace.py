"""How often a service is asked, and how often again when it does not answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Patience:
    """How a failed request is tried again."""

    attempts: int = 4
    """Requests about one address at the most."""
    first_wait_s: float = 1.0
    """Before the second request; it doubles with every further one."""
    longest_wait_s: float = 60.0
    """A service that asks for a longer pause than this is not asked any more."""

    def wait_s(self, failures: int) -> float:
        """The pause after so many failures in a row."""
        return min(self.first_wait_s * 2.0 ** (failures - 1), self.longest_wait_s)


@dataclass
class Pace:
    """Keeps a least time between the beginnings of two requests."""

    every_s: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _free_at: float = field(default=float("-inf"), init=False)

    def wait(self) -> None:
        """Sleep until the next request may begin."""
        early_s = self._free_at - self.clock()
        if early_s > 0:
            self.sleep(early_s)
        self._free_at = self.clock() + self.every_s
