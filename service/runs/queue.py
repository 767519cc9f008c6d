"""The queue as the service needs it: three methods, so that the engine behind it can be another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

Handle = Callable[[str, str], None]
"""Works on a run: organisation id, run id. It may be called twice for the same run."""


class RunQueue(Protocol):
    """Hands runs to workers of any process. What a run is stands in the store, not in the queue."""

    def put(self, organisation_id: str, run_id: str, attempt: int) -> None:
        """Offer a run to the workers; the same attempt twice counts once. Raises StoreFault."""
        ...

    def work(self, handle: Handle, worker: str, at_once: int) -> None:
        """Begin to take runs, in threads of its own, until `close`."""
        ...

    def close(self) -> None:
        """Take no more, and let go of everything."""
        ...
