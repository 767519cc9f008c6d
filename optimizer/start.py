"""A plan to begin a search with, in indices of the compiled problem."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Start:
    """A plan as it is remembered. What no longer fits of it is left out at first.

    Stops are numbered as in `optimizer.problem`: jobs, then errands.
    """

    routes: Sequence[Sequence[int]]
    """Stops of every shift, in order."""
    draws: Sequence[Sequence[tuple[int, int]]] | None = None
    """(lot, quantity) of every need, taken again where they are still there. None: units are
    taken in the order of the routes."""
    fixed: Sequence[int] | None = None
    """How many stops at the front of every shift stay as they are. None: none do. What is fixed
    in a shift serves at least one job."""
    kept: Collection[int] = ()
    """Jobs that have to stay in their shift, wherever in its order."""


class CannotStay(ValueError):
    """What has to stay in a plan to start from is not legal there. Both numbers are indices."""

    def __init__(self, shift: int, stop: int, reason: str) -> None:
        super().__init__(f"shift {shift}, stop {stop}: it has to stay, but {reason}")
        self.shift = shift
        self.stop = stop
        self.reason = reason
        """The end of a sentence that begins with "it has to stay, but"."""
