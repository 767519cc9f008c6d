"""The compiled problem: flat arrays of seconds, metres, cents and indices for the native core."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from optimizer.travel.tables import TravelTable

NO_MOMENT = int(np.iinfo(np.int64).min)
"""How the arrays say that there is no such moment."""
NONE = -1
"""How the arrays say that there is no such index."""
LEVELS = 6
"""Columns of `service_s`: level 0 for jobs that need no skill, 1 to 5 as in the domain."""

Int64 = npt.NDArray[np.int64]


class JobColumn(IntEnum):
    """Columns of `ProblemArrays.jobs`; `first`/`last` are half-open ranges of other arrays."""

    PLACE = 0
    PRIORITY = 1
    DOOR_S = 2
    STARTS_FIRST = 3
    STARTS_LAST = 4
    TOLD_S = 5
    NEEDS_FIRST = 6
    NEEDS_LAST = 7
    SKILLS_FIRST = 8
    SKILLS_LAST = 9
    SETUP_S = 10
    """Extra seconds of work where the stop before is at another place."""


class ErrandKind(IntEnum):
    """What a stop is that serves no job by itself."""

    REFILL = 0
    """Optional, once in its shift: from then on every tool is held and parts are unlimited."""
    REST = 1
    """A break: in its shift whenever that serves anything, wherever the engineer then is."""
    GOODS = 2
    """Goods collected for one job, earlier in the same shift."""


class ErrandColumn(IntEnum):
    """Columns of `ProblemArrays.errands`."""

    KIND = 0
    OWNER = 1
    """The shift of a REFILL or REST, the job of GOODS."""
    PLACE = 2
    """NONE for a REST."""
    SERVICE_S = 3
    STARTS_FIRST = 4
    STARTS_LAST = 5
    SETUP_S = 6


class ShiftColumn(IntEnum):
    """Columns of `ProblemArrays.shifts`."""

    ENGINEER = 0
    START_PLACE = 1
    END_PLACE = 2
    PROFILE = 3
    START_S = 4
    END_S = 5
    LATEST_END_S = 6
    DEPOT = 7
    HANDLING_S = 8
    OPENINGS_FIRST = 9
    OPENINGS_LAST = 10


class LotColumn(IntEnum):
    """Columns of `ProblemArrays.lots`: units of one part that lie somewhere together."""

    PART = 0
    ENGINEER = 1
    DEPOT = 2
    QUANTITY = 3
    AVAILABLE_FROM_S = 4


@dataclass(frozen=True, eq=False)
class Loads:
    """Amounts on board, in d dimensions. They never exceed the capacity of the shift."""

    at_start: Int64
    """(n + m, d): on board when the shift starts, if the stop is in its route."""
    change: Int64
    """(n + m, d): by which the amount on board changes at the stop."""
    capacity: Int64
    """(r, d)."""


@dataclass(frozen=True, eq=False)
class ProblemArrays:
    """What is asked, compiled. Moments are seconds from the start of the horizon.

    Row numbers are the indices of jobs, shifts, engineers and so on everywhere below.
    """

    travel: TravelTable
    profiles: tuple[str, ...]
    """Vehicle profiles in the order of their index."""
    jobs: Int64
    """(n, 11), see JobColumn."""
    service_s: Int64
    """(n, 6): working time by the engineer's level."""
    starts: Int64
    """(m, 2): possible starts, disjoint and in order for each job, both ends included."""
    shifts: Int64
    """(r, 11), see ShiftColumn."""
    openings: Int64
    """(k, 2): opening intervals of depots, in order for each depot."""
    needs: Int64
    """(q, 2): part and quantity; the parts of one job are distinct."""
    lots: Int64
    """(l, 5), see LotColumn; at most one lot for each engineer and part."""
    skills: Int64
    """(s,): the skills that decide the level, for the jobs in order."""
    levels: npt.NDArray[np.uint8]
    """(e, k): level of engineer e in skill k, 0 where he has none."""
    able: npt.NDArray[np.uint64]
    """(n, ceil(e / 64)): bit e % 64 of word e // 64 tells whether engineer e may do the job."""
    rates: Int64
    """(6,): cents per second of travel, overtime, waiting; per km; per second of lateness; per
    second of the least time between departure and return ("late departure"). The last one needs
    one window for each job, no band, and travel that does not depend on the hour."""
    band_least_s: int
    band_most_s: int
    """-1: unlimited."""
    parts: int
    depots: int
    errands: Int64 = field(default_factory=lambda: np.zeros((0, len(ErrandColumn)), np.int64))
    """(m, 7), see ErrandColumn. Their stops are numbered n, n + 1, ... after the jobs. At most
    one REFILL for a shift and one GOODS for a job; RESTs of a shift in the order they are taken."""
    equipped: npt.NDArray[np.uint64] | None = None
    """As `able`: whether the engineer has the tools without a REFILL. None: wherever he is able."""
    loads: Loads | None = None
    """What vans carry, where it changes on the way. None: nothing is limited but the parts."""
    raster_s: int = 1
    """Jobs without an appointment told start a multiple of it after the begin of an interval of
    theirs; these intervals end on such a multiple too."""
