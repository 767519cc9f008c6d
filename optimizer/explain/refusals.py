"""What keeps a job out of a shift, looked at with nothing else in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from optimizer.explain.alone import NOTHING_TRIED, Attempt, attempt
from optimizer.explain.rows import ALWAYS, Task, WorkDay
from optimizer.explain.situation import Situation
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
    """What comes of trying, where it is the time that is short."""
    takings: tuple[Taking, ...] = ()
    """The parts that are to blame; for reserved ones with the units that are free."""


def refusals(situation: Situation, task: Task, days: Iterable[WorkDay]) -> tuple[Refusal, ...]:
    """Why each shift refuses; only those that are merely full, if there are any."""
    found = [refusal for day in days for refusal in _refusals(situation, task, day)]
    full = [refusal for refusal in found if refusal.cause is Cause.FULL]
    return tuple(full or found)


def some_shift_is_merely_full(situation: Situation, task: Task, days: Iterable[WorkDay]) -> bool:
    """Whether a shift has nothing against the job but the visits that are in it."""
    return any(
        refusal.cause is Cause.FULL for day in days for refusal in _refusals(situation, task, day)
    )


def short_of_time_everywhere(
    situation: Situation, task: Task, days: Iterable[WorkDay]
) -> tuple[Refusal, ...]:
    """The refusals for want of time, if that is what every shift refuses for; else nothing."""
    found: list[Refusal] = []
    for day in days:
        refusal = _for_want_of_time(situation, task, day)
        if refusal is None:
            return ()
        found.append(refusal)
    return tuple(found)


def _refusals(situation: Situation, task: Task, day: WorkDay) -> Iterator[Refusal]:
    everything = supply(situation, task, day, free_only=False)
    short_of_time = _for_want_of_time(situation, task, day)
    if everything.lacking:
        yield Refusal(day, Cause.PART_OUT_OF_REACH, NOTHING_TRIED, everything.lacking)
    if short_of_time is not None:
        yield short_of_time
    elif not everything.lacking:
        yield _refused_for_stock(situation, task, day, everything)


def _for_want_of_time(situation: Situation, task: Task, day: WorkDay) -> Refusal | None:
    """Whether a shift is too short or too far away even if nothing has to be collected."""
    tried = attempt(situation, task, day)
    if tried.fits:
        return None
    # Where no start is left after the drive, the way back does not matter any more.
    cause = Cause.UNREACHABLE if tried.end_s is None else Cause.SHIFT_TOO_SHORT
    return Refusal(day, cause, tried)


def _refused_for_stock(
    situation: Situation, task: Task, day: WorkDay, everything: Supply
) -> Refusal:
    """The time is there, and so are the units: whether both are there together."""

    @cache
    def collected(from_s: int | None) -> Attempt:
        return attempt(situation, task, day, from_s)

    def in_time(taking: Taking) -> bool:
        return taking.collect_from_s is None or collected(taking.collect_from_s).fits

    if everything.collect_from_s is not None:
        if not collected(ALWAYS).fits:
            return Refusal(day, Cause.COLLECTION, collected(ALWAYS))
        late = tuple(taking for taking in everything.takings if not in_time(taking))
        if late:
            return Refusal(day, Cause.DELIVERY, collected(ALWAYS), late)
    free = supply(situation, task, day, free_only=True)
    taken = tuple(one for one in free.takings if not (one.is_enough and in_time(one)))
    return Refusal(day, Cause.RESERVED if taken else Cause.FULL, NOTHING_TRIED, taken)
