"""What a shift could take for a job: from the van, then from the depot where the shift starts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.explain.rows import Lot, Task, WorkDay
from optimizer.explain.situation import Situation


@dataclass(frozen=True, slots=True)
class Taking:
    """The units of one part that one shift could take for one job."""

    part_id: str
    needed: int
    found: int
    collect_from_s: int | None
    """When those at the depot are there; None where none is taken there."""

    @property
    def is_enough(self) -> bool:
        """Whether the units are there in the quantity needed, sooner or later."""
        return self.found == self.needed


@dataclass(frozen=True, slots=True)
class Supply:
    """The units that one shift could take for one job, of all its parts."""

    takings: tuple[Taking, ...]

    @property
    def lacking(self) -> tuple[Taking, ...]:
        """The parts of which there is not enough."""
        return tuple(taking for taking in self.takings if not taking.is_enough)

    @property
    def collect_from_s(self) -> int | None:
        """When everything at the depot is there; None where nothing has to be collected."""
        moments = [one.collect_from_s for one in self.takings if one.collect_from_s is not None]
        return max(moments, default=None)


def supply(situation: Situation, task: Task, day: WorkDay, *, free_only: bool) -> Supply:
    """Draw the parts of a job as the search would, from what is free or from everything."""
    return Supply(
        tuple(
            _taking(part_id, needed, situation.lots_within_reach(part_id, day), free_only)
            for part_id, needed in task.needs
        )
    )


def _taking(part_id: str, needed: int, lots: Iterable[Lot], free_only: bool) -> Taking:
    found = 0
    collect_from_s: int | None = None
    for lot in lots:
        units = min(needed - found, lot.free if free_only else lot.units)
        if units > 0:
            found += units
            if lot.depot is not None:
                # A depot's lots come in the order in which they are there.
                collect_from_s = lot.available_from_s
    return Taking(part_id, needed, found, collect_from_s)


def completing(lots: Iterable[Lot], needed: int, *, free_only: bool = False) -> Lot | None:
    """The lot with which there are so many units, in the order in which they are there.

    None if there are never so many.
    """
    units = 0
    for lot in sorted(lots, key=lambda one: one.available_from_s):
        units += lot.free if free_only else lot.units
        if units >= needed:
            return lot
    return None
