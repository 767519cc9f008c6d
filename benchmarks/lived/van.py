"""An engineer on the road: where, doing what, and what is still to come."""

from __future__ import annotations

from dataclasses import dataclass, field

import simpy

from benchmarks.lived.records import ShiftRecord
from benchmarks.lived.tours import Tour, TourVisit


@dataclass(slots=True, eq=False)
class Van:
    """The state of one shift while a day is lived."""

    tour: Tour
    record: ShiftRecord
    changed: simpy.Event
    """Succeeds when the queue changes, or when the engineer falls ill; then a new one is there."""
    queue: list[TourVisit] = field(default_factory=list)
    """Visits that the engineer has not set out for."""
    place: int = 0
    """Where the engineer is, or is driving to."""
    at_work_on: TourVisit | None = None
    """The visit that the engineer drives to or is at."""
    arrives: int | None = None
    """On the road: when the engineer will be there, as a position tells."""
    free_at: int | None = None
    """At a door: when the visit is expected to end."""
    ill_at: int | None = None
    has_left: bool = False
    """Whether the engineer has driven anywhere yet."""
    is_out: bool = False
    """Ill, or the day is over."""

    @property
    def engineer_id(self) -> str:
        """Whose van it is."""
        return self.tour.engineer_id

    def is_ill(self, now: int) -> bool:
        """Whether the engineer has fallen ill by now."""
        return self.ill_at is not None and self.ill_at <= now

    def position(self, job_id: str) -> int | None:
        """Where in the queue a job is; None where it is not."""
        return next((k for k, one in enumerate(self.queue) if one.job_id == job_id), None)
