"""What `earlybird bench replan` measures, and how often."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity, measured many times."""

    name: str
    unit: str
    values: tuple[float, ...]
    digits: int = 0

    def percentile(self, percent: int) -> float:
        """The smallest value that so many percent of all do not exceed."""
        ordered = sorted(self.values)
        return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is measured, and how often."""

    jobs: int = 1000
    """In a plan."""
    seed: int = 1
    questions: int = 100
    """New jobs that are asked for."""
    dropouts: int = 20
    """Engineers who drop out, each of the same plan."""
    seconds: float = 5.0
    """For the plan of a day."""
    threads: int = 2
