"""Rows of jobs that a live desk learns of: encoded one by one, kept while they are of use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from models.clock import Clock
from models.job import Job
from models.scenario import Scenario
from models.starts import Span, Starts, possible_starts
from optimizer.abilities import Demand, demands
from optimizer.encode import disjoint, service_by_level
from optimizer.numbering import Numbering

FARTHEST_S = 2**40
"""No plan reaches so far; sums of such moments do not overflow."""
MOST_PLACES = 1_000_000
Within = tuple[Span, ...] | None
"""Starts that are asked for; None: the job's own."""


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as the core takes it; moments are seconds from the start of the horizon."""

    priority: int
    door_s: int
    told_s: int | None
    raster_s: int
    starts_s: tuple[Span, ...]
    needs: tuple[tuple[int, int], ...]
    """Part and quantity; a part that is nowhere makes nobody able."""
    skills: tuple[int, ...]
    service_s: tuple[int, ...]
    able: tuple[int, ...]
    """Words of the bit mask of engineers."""


class RowWriter:
    """Encodes single jobs exactly as `optimizer.encode` does all of them."""

    def __init__(
        self, scenario: Scenario, clock: Clock, parts: Numbering, skills: Numbering
    ) -> None:
        self._scenario = scenario
        self._clock = clock
        self._parts = parts.index
        self._skills = skills.index
        self._words = -(-len(scenario.engineers) // 64)
        self._who_meets: dict[Demand, int] = {}

    def starts(self, job: Job, within: Within = None) -> Starts:
        """When the work at a job may start, within some spans."""
        own = possible_starts(job, self._scenario, self._clock)
        spans = tuple(disjoint(own.spans))
        if within is not None:
            spans = tuple(disjoint(cut(spans, within, own.raster_s)))
        return Starts(spans, own.windows, own.door_s, own.told, own.raster_s)

    def row(self, job: Job, starts: Starts) -> JobRow:
        """Encode a job that has a possible start."""
        quantities: dict[str, int] = {}
        for need in job.parts:
            quantities[need.part_id] = quantities.get(need.part_id, 0) + need.quantity
        known = all(part in self._parts for part in quantities)
        known = known and all(need.skill in self._skills for need in job.skills)
        mask = self.able(job) if known else 0
        return JobRow(
            priority=job.priority,
            door_s=starts.door_s,
            told_s=starts.told,
            raster_s=starts.raster_s,
            starts_s=starts.spans,
            needs=tuple((self._parts[one], units) for one, units in quantities.items())
            if known
            else (),
            skills=tuple(self._skills[need.skill] for need in job.skills) if known else (),
            service_s=tuple(service_by_level(job, self._scenario.policy)),
            able=tuple(mask >> 64 * word & 0xFFFF_FFFF_FFFF_FFFF for word in range(self._words)),
        )

    def able(self, job: Job) -> int:
        """One bit for each engineer who may be sent, in the order of the scenario."""
        mask = (1 << len(self._scenario.engineers)) - 1
        for demand in demands(job):
            if demand not in self._who_meets:
                met = [demand.obstacle(one) is None for one in self._scenario.engineers]
                packed = np.packbits(np.array(met, dtype=np.bool_), bitorder="little")
                self._who_meets[demand] = int.from_bytes(packed.tobytes(), "little")
            mask &= self._who_meets[demand]
        return mask


def cut(spans: Sequence[Span], within: Sequence[Span], raster_s: int) -> list[Span]:
    """What lies in both, from raster to raster; `spans` begin and end on it."""
    found = []
    for first, last in spans:
        for low, high in within:
            begin = first + max(0, -(-(low - first) // raster_s)) * raster_s
            end = last - max(0, -(-(last - high) // raster_s)) * raster_s
            if begin <= end:
                found.append((begin, end))
    return found


def spans_of(given: Sequence[Span]) -> tuple[Span, ...]:
    """Spans of seconds as they were given. Raises ValueError for what is none of a plan."""
    for first, last in given:
        if not -FARTHEST_S <= first <= last <= FARTHEST_S:
            raise ValueError(
                f"({first}, {last}) is no span of a plan: give first and last second from the "
                "start of the horizon"
            )
    return tuple((int(first), int(last)) for first, last in given)


def require_count(count: int) -> None:
    """Raise ValueError for a number of places that nobody can want."""
    if not 0 <= count <= MOST_PLACES:
        raise ValueError(f"count is {count}: ask for 0 to {MOST_PLACES} places")


@dataclass(slots=True)
class Kept:
    """What stands in a spare row."""

    job: Job
    within: Within
    starts: Starts
    place: int


class SpareRows:
    """Which job stands in which spare row; the one that was asked for longest ago leaves first."""

    def __init__(self, first: int, count: int) -> None:
        self.kept: dict[int, Kept] = {}
        self._first, self._count = first, count
        self._free = list(range(first + count - 1, first - 1, -1))
        self._of: OrderedDict[tuple[str, Within], int] = OrderedDict()

    def left(self, visited: Iterable[int]) -> int:
        """How many rows could still be written if no visit may be forgotten."""
        return self._count - sum(row >= self._first for row in visited)

    def find(self, job: Job, within: Within) -> int | None:
        """The row of this very job, asked for the same starts."""
        row = self._of.get((job.id, within))
        if row is None or (self.kept[row].job is not job and self.kept[row].job != job):
            return None
        self._of.move_to_end((job.id, within))
        return row

    def room(self, job: Job, within: Within, is_busy: Callable[[int], bool]) -> int:
        """A row that can be written and is not busy; what stood there is forgotten.

        Raises ValueError where all rows are in use.
        """
        stale = self._of.get((job.id, within))
        if stale is not None and not is_busy(stale):
            self._forget((job.id, within))
        if not self._free:
            oldest = next((key for key, row in self._of.items() if not is_busy(row)), None)
            if oldest is None:
                raise ValueError(
                    f"all {len(self.kept)} spare jobs are in use: commit() what is done, or ask "
                    "for more spare_jobs"
                )
            self._forget(oldest)
        return self._free.pop()

    def keep(self, row: int, kept: Kept) -> None:
        """Note what has been written into a row."""
        self.kept[row] = kept
        self._of[kept.job.id, kept.within] = row

    def give_back(self, row: int) -> None:
        """A row that could not be written is free again."""
        self._free.append(row)

    def _forget(self, key: tuple[str, Within]) -> None:
        row = self._of.pop(key)
        del self.kept[row]
        self._free.append(row)
