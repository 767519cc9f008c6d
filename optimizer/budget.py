"""How long a search may take, and what can be seen of it meanwhile."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """Seconds of search, iterations summed over all threads, or whichever ends first.

    With iterations alone the plan depends on scenario, seed and number of threads only.
    Raises ValueError unless at least one is given and none is negative.
    """

    seconds: float | None = None
    iterations: int | None = None

    def __post_init__(self) -> None:
        if self.seconds is None and self.iterations is None:
            raise ValueError("a budget needs seconds or iterations")
        if (self.seconds is not None and not self.seconds > 0) or (
            self.iterations is not None and self.iterations <= 0
        ):
            raise ValueError("seconds and iterations of a budget must be above 0")


@dataclass(frozen=True, slots=True)
class Progress:
    """A glance at a running search."""

    elapsed_s: float
    iterations: int
    unserved: int
    """Jobs without a route in the best plan so far."""
    unserved_priority: int
    cost_cents: int
    fraction: float
    """Share of the budget that is used, 0 to 1."""
