"""What keeps a job out of a shift, looked at with nothing else in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from optimizer.explain.alone import Attempt, attempt
from optimizer.explain.situation import ALWAYS, Situation, WorkDay
from optimizer.explain.stock import Supply, Taking, supply


class Cause(Enum):
    """What cannot be overcome."""

    PART_OUT_OF_REACH = auto()
    """Not enough units in the van and at the depot where the shift starts, now or later."""
    UNREACHABLE = auto()
    """The drive from the start of the shift takes too long for the windows."""
    SHIFT_TOO_SHORT = auto()
    """The work and the way back take too long for the shift."""
    COLLECTION = auto()
    """There would be time, but not with a collection at the depot before it."""
    DELIVERY = auto()
    """A delivery to the depot comes too late."""
    RESERVED = auto()
    """Units that would do are reserved for other jobs of the plan."""
    FULL = auto()
    """Nothing but the visits that are in the shift already."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one shift cannot serve a job."""

    day: WorkDay
    cause: Cause
    attempt: Attempt
    """What comes of trying as far as this cause lets it."""
    takings: tuple[Taking, ...] = ()
    """The parts that are to blame; for reserved ones with the units that are free."""


def refusals(situation: Situation, job: int, days: Iterable[WorkDay]) -> tuple[Refusal, ...]:
    """Why each shift refuses; only those that are merely full, if there are any."""
    found = [refusal for day in days for refusal in _refusals(situation, job, day)]
    full = [refusal for refusal in found if refusal.cause is Cause.FULL]
    return tuple(full or found)


def some_shift_is_merely_full(situation: Situation, job: int, days: Iterable[WorkDay]) -> bool:
    """Whether a shift has nothing against the job but the visits that are in it."""
    return any(
        refusal.cause is Cause.FULL for day in days for refusal in _refusals(situation, job, day)
    )


def _refusals(situation: Situation, job: int, day: WorkDay) -> Iterator[Refusal]:
    everything = supply(situation, job, day, free_only=False)
    by_time = attempt(situation, job, day, None)
    if everything.lacking:
        yield Refusal(day, Cause.PART_OUT_OF_REACH, by_time, everything.lacking)
    if not by_time.fits:
        # Where no start is left after the drive, the way back does not matter any more.
        late = by_time.start_s is None
        yield Refusal(day, Cause.UNREACHABLE if late else Cause.SHIFT_TOO_SHORT, by_time)
    if not everything.lacking and by_time.fits:
        yield _refused_for_stock(situation, job, day, by_time, everything)


def _refused_for_stock(
    situation: Situation, job: int, day: WorkDay, by_time: Attempt, everything: Supply
) -> Refusal:
    """The time is there, and so are the units: whether both are there together."""
    if everything.collect_from_s is not None:
        on_the_shelf = attempt(situation, job, day, ALWAYS)
        if not on_the_shelf.fits:
            return Refusal(day, Cause.COLLECTION, on_the_shelf)
        late = tuple(one for one in everything.takings if not _in_time(situation, job, day, one))
        if late:
            return Refusal(day, Cause.DELIVERY, on_the_shelf, late)
    free = supply(situation, job, day, free_only=True)
    reserved = tuple(
        one for one in free.takings if not (one.is_enough and _in_time(situation, job, day, one))
    )
    return Refusal(day, Cause.RESERVED if reserved else Cause.FULL, by_time, reserved)


def _in_time(situation: Situation, job: int, day: WorkDay, taking: Taking) -> bool:
    """Whether the units of one part, collected when they are there, leave time for the job."""
    return attempt(situation, job, day, taking.collect_from_s).fits
