"""How often one caller is answered: a bucket of tokens for each, filled at a steady rate."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from service.http import kinds
from service.http.problems import Problem

MOST_CALLERS = 10_000
"""Callers that are remembered; the longest silent one is forgotten first (its bucket is full)."""


class RateLimit:
    """Buckets of all callers of this process."""

    def __init__(
        self, per_minute: int, at_once: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_second = per_minute / 60
        self._at_once = at_once
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str) -> None:
        """Take a token. Raises Problem (429) with the seconds to wait when there is none."""
        now = self._clock()
        with self._lock:
            left, since = self._buckets.pop(caller, (float(self._at_once), now))
            left = min(self._at_once, left + (now - since) * self._per_second)
            self._buckets[caller] = (left - 1 if left >= 1 else left, now)
            if len(self._buckets) > MOST_CALLERS:
                self._buckets.popitem(last=False)
        if left < 1:
            wait_s = math.ceil((1 - left) / self._per_second)
            raise Problem(
                kinds.TOO_MANY,
                f"More than {self._per_second * 60:g} requests a minute.",
                headers={"Retry-After": str(max(1, wait_s))},
            )
