"""What a plan is worth, in the order in which plans are compared everywhere in the benchmarks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Score:
    """Less is better, the first figure before the second before the third."""

    unserved_priority: int
    """Sum of the priorities of the jobs left out."""
    unserved_without_priority: int
    """Jobs of priority 0 left out."""
    cost: float
    """In the units of the file."""

    def serves_as_much_as(self, other: Score) -> bool:
        """Whether only the cost tells the two apart."""
        return (self.unserved_priority, self.unserved_without_priority) == (
            other.unserved_priority,
            other.unserved_without_priority,
        )

    def gap_to(self, other: Score) -> float | None:
        """Percent by which this costs more; None where not as much is served, or at no cost."""
        if not self.serves_as_much_as(other):
            return None
        if other.cost == 0:
            return 0.0 if self.cost == 0 else None
        return 100.0 * (self.cost / other.cost - 1.0)
