"""The window of a hold: one that can be offered, and that still lies ahead."""

from __future__ import annotations

from datetime import datetime

from models.clock import Clock
from models.part import Interval
from models.slot import SlotQuestion
from service.bookings import problems
from service.http.problems import Problem


def require_ahead(window: Interval, clock: Clock, now: datetime) -> None:
    """Raise Problem (410) for a window in which no work can start any more."""
    if clock.absolute(window.end) <= now:
        ended, late = (clock.absolute(one).astimezone(clock.zone) for one in (window.end, now))
        raise Problem(problems.PASSED, f"The window ended at {ended:%H:%M}; it is {late:%H:%M}.")


def just(window: Interval, clock: Clock) -> SlotQuestion:
    """The question to which one window is the only answer. Raises Problem."""
    begin, end = (clock.absolute(one).astimezone(clock.zone) for one in (window.start, window.end))
    midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    opens_s = int((begin.replace(tzinfo=None) - midnight).total_seconds())
    closes_s = int((end.replace(tzinfo=None) - midnight).total_seconds())
    if opens_s % 60 or closes_s % 60 or not opens_s + 60 <= closes_s <= 86_400:
        raise Problem(
            problems.WINDOW,
            "A window begins and ends at whole minutes of one day, and has a minute at least.",
        )
    return SlotQuestion(
        first_day=begin.date(),
        days=1,
        length_s=closes_s - opens_s,
        raster_s=60,
        opens_s=opens_s,
        closes_s=closes_s,
    )
