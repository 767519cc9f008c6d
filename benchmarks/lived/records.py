"""What became of each job and of each engineer's shift in a lived day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """How it ended for a customer; every job has exactly one."""

    DONE = "done"
    NO_ACCESS = "no_access"
    WRONG_PART = "wrong_part"
    """To be visited again once the part is there."""
    CANCELLED = "cancelled"
    """By the customer."""
    NOT_VISITED = "not_visited"
    """Nobody came, or the visit was given up."""


@dataclass(slots=True)
class JobRecord:
    """One customer's day; moments in seconds of the horizon, None for what never happened."""

    job_id: str
    told_first: int | None = None
    agreed: int | None = None
    """The appointment that the customer agreed to last."""
    engineer_id: str | None = None
    departed: int | None = None
    arrived: int | None = None
    """At the place. Who is earlier than the band waits in the car before ringing."""
    started: int | None = None
    finished: int | None = None
    called_late: int | None = None
    """When the customer was called because the engineer would come after the appointment."""
    moved: int = 0
    """How often the appointment was moved, with the customer's consent."""
    fate: Fate | None = None
    urgent: bool = False


@dataclass(slots=True)
class ShiftRecord:
    """One engineer's day."""

    engineer_id: str
    shift_index: int
    shift_end: int
    travel_s: int = 0
    work_s: int = 0
    back: int | None = None
    """When the engineer was at the end place; None for who never set out, or fell ill."""
    fell_ill: int | None = None

    @property
    def overtime_s(self) -> int:
        """Seconds after the end of the shift."""
        return 0 if self.back is None else max(0, self.back - self.shift_end)


@dataclass(frozen=True, slots=True)
class Lived:
    """A day, once it is over."""

    jobs: tuple[JobRecord, ...]
    shifts: tuple[ShiftRecord, ...]
    events: int = 0
    """Deviations that the dispatcher was told of."""
    refused: int = 0
    """Events that the running day refused although they had happened: a defect."""
