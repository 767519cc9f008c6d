"""What a checker says about an answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an answer keeps all rules of its file, and what it is worth by the checker's count.

    Where `legal` is False the figures are of what could be made of the answer, and prove nothing.
    """

    legal: bool
    complaints: tuple[str, ...]
    """What is wrong, as sentences; empty if it is legal."""
    unserved_priority: int
    """Sum of the priorities of the jobs that no vehicle serves."""
    unserved_without_priority: int
    """How many jobs of priority 0 no vehicle serves."""
    unserved: int
    """How many jobs no vehicle serves; a pickup with its delivery is one job."""
    cost: float
    """In the file's own units and objective: travel, cost, distance, or duration of routes."""
