"""The queue as the service needs it: little enough that the engine behind it can be another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

Handle = Callable[[str, str], None]
"""Works on a run: organisation id, run id. It may be called twice for the same run."""


class RunQueue(Protocol):
    """Hands runs to workers of any process. What a run is stands in the store, not in the queue."""

    def put(self, organisation_id: str, run_id: str) -> None:
        """Offer a run to the workers; twice is as good as once. Raises StoreFault."""
        ...

    def waiting(self) -> frozenset[str]:
        """The ids of the runs that were offered and not taken yet. Raises StoreFault."""
        ...

    def tidy(self, now: datetime) -> None:
        """Forget what was taken long ago. Raises StoreFault."""
        ...

    def work(self, handle: Handle, worker: str, at_once: int) -> None:
        """Begin to take runs, in threads of its own, until `close`."""
        ...

    def close(self) -> None:
        """Take no more, and let go of everything."""
        ...
