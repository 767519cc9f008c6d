"""What a live desk says of the places for a job, and of the visits that stand."""

from __future__ import annotations

from dataclasses import dataclass

from models.plan import Draw
from optimizer.live_rows import Within
from optimizer.live_setup import ShiftNow
from optimizer.standing import ShiftName


@dataclass(frozen=True, slots=True)
class Opening:
    """A place for one job in the plan, with what it would do. True until the desk is changed.

    Moments are seconds from the start of the horizon.
    """

    engineer_id: str
    shift_index: int
    position: int
    """Visits of that shift before this one."""
    extra_cents: int
    """By which the plan becomes dearer (negative: cheaper), exactly."""
    depart_s: int
    """The recommended departure to the job."""
    arrive_s: int
    start_s: int
    """When the work starts: the appointment, unless one was told before."""
    finish_s: int
    pushed_s: int
    """By how much the visits behind it would start later, in sum."""
    slack_lost_s: int
    """By how much the smallest room to move of the visits behind it shrinks."""
    busy_s: int = 0
    """By how much driving, work and handling of that shift grow, in sum."""
    draws: tuple[Draw, ...] = ()
    """The units that would be reserved."""
    within: Within = None
    """The starts that were asked for; None: the job's own."""

    @property
    def shift(self) -> ShiftName:
        """Engineer and shift."""
        return self.engineer_id, self.shift_index


@dataclass(frozen=True, slots=True)
class VisitTimes:
    """A visit of the plan as it stands. Moments are seconds from the start of the horizon."""

    job_id: str
    depart_s: int
    arrive_s: int
    start_s: int
    finish_s: int
    """The end of the work and of its reserve."""
    movable_s: int
    """How much later the work could start with every later promise of the route kept."""
    lateness_s: int


@dataclass(frozen=True, slots=True)
class Step:
    """What undoing has to know of one change."""

    served: tuple[tuple[str, int], ...] = ()
    """Jobs that had a visit before, with their rows."""
    unserved: tuple[str, ...] = ()
    """Jobs that have one since."""
    shift: tuple[int, ShiftNow] | None = None
    """A shift that was another before: its row, and what it was."""
