"""A shift, a job and a stock of parts as the explanation looks at them: plain numbers.

Moments are seconds from the start of the horizon.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.engineer import Engineer
from models.job import Job
from models.places import ShiftPlaces
from models.starts import Span
from optimizer.problem import NO_MOMENT

ALWAYS = NO_MOMENT // 4
"""From when stock on the shelf is there: before everything, and far from overflow."""


@dataclass(frozen=True, slots=True, eq=False)
class WorkDay:
    """A shift."""

    engineer: Engineer
    row: int
    """Which of the scenario's engineers."""
    number: int
    """Which of the engineer's shifts."""
    start_s: int
    must_end_s: int
    """With all the overtime there may be."""
    ends: ShiftPlaces | None
    """Where it starts and ends; None where nobody knows."""
    depot: int | None
    """The depot where it starts."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A job."""

    index: int
    """Its row in the arrays."""
    job: Job
    place: int
    door_s: int
    starts: tuple[Span, ...]
    """When the work may start; disjoint and in order."""
    raster_s: int
    """Seconds from one possible start to the next."""
    needs: tuple[tuple[str, int], ...]
    """Part id and quantity of everything that it needs, every part once."""
    by_level_s: tuple[int, ...]
    """Working time by level; the first where no skill is needed."""

    @property
    def last_start(self) -> int:
        """The last moment at which the work may start."""
        return self.starts[-1][1]

    def service_s(self, engineer: Engineer) -> int:
        """Working time by the engineer's lowest level in the skills that the job needs."""
        return self.by_level_s[
            min((engineer.skills[one.skill] for one in self.job.skills), default=0)
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Lot:
    """Units that lie somewhere together."""

    part_id: str
    engineer: int | None
    """Row of the engineer whose van it is."""
    depot: int | None
    units: int
    free: int
    """Units that no job of the plan has reserved."""
    available_from_s: int
    jobs: tuple[int, ...]
    """The jobs that have reserved units."""

    @property
    def is_inbound(self) -> bool:
        """Whether the units are still on their way when the horizon starts."""
        return self.available_from_s >= 0
